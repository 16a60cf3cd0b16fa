"""Editions: the published versions of records, and the only thing the public ever reads.

Only `coalition.publishing` writes them. A row is never changed once written, `is_live` and
`retired_at` apart: the edition that replaces it, or the tombstone that withdraws it, sets both.
"""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.models.edition_indexes import INDEXES
from coalition.models.edition_words import AMENDING, ENDINGS, TELLING, Cause, Kind, Relation
from coalition.models.text import ProseField

__all__ = [
    "ENDINGS",
    "TELLING",
    "Cause",
    "Edition",
    "EditionLink",
    "EditionQuerySet",
    "Kind",
    "Relation",
]


def _openness() -> models.Q:
    live = Edition.objects.live()
    carried_and_withdrawn = EditionLink.objects.filter(
        ~models.Exists(live.filter(uid=models.OuterRef("target_uid"))),
        edition_id=models.OuterRef("sequence"),
        relation=Relation.CARRIES,
    )
    return models.Q(models.Exists(live.filter(uid=models.OuterRef("uid")))) & ~models.Q(
        models.Exists(carried_and_withdrawn)
    )


def overlap(*, start: object | None = None, end: object | None = None) -> models.Q:
    """That a date may fall within `start`..`end`: see `EditionQuerySet.overlapping`."""
    found = ~models.Q(earliest=None, latest=None)
    if start is not None:
        found &= models.Q(latest__gte=start) | models.Q(latest=None)
    if end is not None:
        found &= models.Q(earliest__lte=end) | models.Q(earliest=None)
    return found


class EditionQuerySet(models.QuerySet["Edition"]):
    """Every public read starts from one of these."""

    def live(self) -> Self:
        """What the public may see now."""
        return self.filter(is_live=True)

    def live_at(self, moment: datetime) -> Self:
        """What the public saw at `moment`, and may still see: what was withdrawn since is gone, and
        so is what carried it."""
        return self.once_live_at(moment).open()

    def once_live_at(self, moment: datetime) -> Self:
        """What the public saw at `moment`, whether or not it may still be shown."""
        # A tombstone is neither live nor ever retired.
        return self.filter(
            models.Q(is_live=True) | models.Q(retired_at__gt=moment), published_at__lte=moment
        )

    def amending(self) -> Self:
        """What put right what was said before, or took it back; tombstones included."""
        return self.filter(AMENDING)

    def of_kind(self, kind: Kind) -> Self:
        return self.filter(kind=kind)

    def linked_to(self, uid: UUID | str, *relations: Relation) -> Self:
        """Editions that speak of the record `uid`, in one of `relations` if any are given."""
        links = EditionLink.objects.filter(target_uid=uid)
        if relations:
            links = links.filter(relation__in=relations)
        return self.filter(sequence__in=links.values("edition_id"))

    def overlapping(self, *, start: object | None = None, end: object | None = None) -> Self:
        """Editions whose date may fall within `start`..`end`, both included, either open.

        An open side of an imprecise date reaches without limit. Undated editions never overlap.
        """
        return self.filter(overlap(start=start, end=end))

    def open(self) -> Self:
        """Those that may still be shown, superseded or not.

        A document may not once its record is withdrawn, or a record whose words it carries is: what
        was taken back must not be readable in an older edition either.
        """
        return self.filter(_openness())

    def with_openness(self) -> Self:
        """Annotate `is_open`: whether the document may still be shown."""
        return self.annotate(
            is_open=models.ExpressionWrapper(_openness(), output_field=models.BooleanField())
        )

    def without_bodies(self) -> Self:
        """Leave the documents in the database, for lists that show headings only."""
        return self.defer("body", "search_text")


class Edition(models.Model):
    """One published version of one record: an immutable JSON document, and columns for lists."""

    sequence = models.BigIntegerField(
        _("sequence"), primary_key=True, help_text=_("Rises without gaps in the order of commits.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    uid = models.UUIDField(_("record"))
    slug = models.CharField(_("web address"), max_length=120)
    number = models.PositiveIntegerField(_("edition"))
    cause = models.CharField(_("cause"), max_length=12, choices=Cause.choices)
    note = ProseField(_("public note"), blank=True)
    body = models.TextField(
        _("document"), blank=True, help_text=_("Canonical JSON; empty on a tombstone.")
    )
    digest = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True)
    is_live = models.BooleanField(_("live"), default=True)
    published_at = models.DateTimeField(_("published"))
    retired_at = models.DateTimeField(
        _("live until"),
        null=True,
        help_text=_("When the next edition or a withdrawal took its place."),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    record_version = models.PositiveIntegerField(
        _("version of the record"),
        null=True,
        help_text=_("From which the document was made. Known to the desk alone."),
    )
    title = models.CharField(_("title"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    category = models.CharField(_("category"), max_length=20, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        blank=True,
        help_text=_("A meeting's occurrence, a talk's status, a statement's stance."),
    )
    earliest = models.DateField(_("earliest day"), null=True)
    latest = models.DateField(_("latest day"), null=True)
    region = models.CharField(_("region"), max_length=6, blank=True)
    party_count = models.PositiveSmallIntegerField(
        _("parties recorded"),
        null=True,
        help_text=_("As the document counts them, of a meeting or an alliance."),
    )
    leader_count = models.PositiveSmallIntegerField(_("leaders recorded"), null=True)
    is_disputed = models.BooleanField(_("sources differ, undecided"), default=False)
    is_corrected = models.BooleanField(_("corrected before"), default=False)
    search_text = models.TextField(_("folded search text"), blank=True)
    sort_key = models.CharField(
        _("sort key"),
        max_length=120,
        help_text=_("Folded name or date, then the uid: unique among live editions of a kind."),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["sequence"]
        permissions = [
            ("approve_record", _("Can approve a record or return it")),
            ("publish_record", _("Can publish a record")),
            ("withdraw_record", _("Can withdraw a published record")),
            ("merge_record", _("Can merge two records that are the same, and undo it")),
        ]
        indexes = INDEXES
        constraints = [
            models.UniqueConstraint(
                fields=["uid", "number"], name="%(app_label)s_%(class)s_number_once"
            ),
            models.UniqueConstraint(
                fields=["uid"],
                condition=models.Q(is_live=True),
                name="%(app_label)s_%(class)s_one_live",
            ),
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=models.Q(is_live=True),
                name="%(app_label)s_%(class)s_one_live_per_slug",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(cause__in=ENDINGS, body="", digest="", is_live=False)
                | (
                    models.Q(cause__in=[cause for cause in Cause.values if cause not in ENDINGS])
                    & ~models.Q(body="")
                ),
                name="%(app_label)s_%(class)s_tombstone_is_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(is_live=True, retired_at=None)
                | models.Q(body="", retired_at=None)
                | (~models.Q(body="") & models.Q(is_live=False, retired_at__isnull=False)),
                name="%(app_label)s_%(class)s_retired_when_not_live",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gt=0, number__gt=0),
                name="%(app_label)s_%(class)s_counted_from_one",
            ),
            models.CheckConstraint(
                condition=models.Q(earliest__isnull=True)
                | models.Q(latest__isnull=True)
                | models.Q(earliest__lte=models.F("latest")),
                name="%(app_label)s_%(class)s_date_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    @property
    def etag(self) -> str:
        """The strong entity tag of the document as served (RFC 9110)."""
        return f'"{self.digest}"'


class EditionLink(models.Model):
    """That an edition's document speaks of another record, and how."""

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        related_name="links",
        db_index=False,
    )
    relation = models.CharField(_("relation"), max_length=16, choices=Relation.choices)
    target_kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    target_uid = models.UUIDField(_("record"))

    class Meta:
        verbose_name = _("link of an edition")
        verbose_name_plural = _("links of editions")
        ordering = ["edition", "relation", "pk"]
        indexes = [
            models.Index(
                fields=["target_uid", "relation", "edition"], name="coalition_link_target"
            ),
            # Which meetings have anybody of a status or role. That somebody came, nearly all have.
            models.Index(
                fields=["relation", "edition"],
                condition=models.Q(relation__in=TELLING),
                name="coalition_link_telling",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "relation", "target_uid"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=models.Q(relation__in=Relation.values),
                name="%(app_label)s_%(class)s_relation_known",
            ),
            models.CheckConstraint(
                condition=models.Q(target_kind__in=Kind.values),
                name="%(app_label)s_%(class)s_target_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.relation} {self.target_kind} {self.target_uid}"
