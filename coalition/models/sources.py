"""Sources, and what each of them claims about a record."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.models.attendance import Attendance
from coalition.models.elections import Election, ElectionOutcome
from coalition.models.leaders import Leader, Office, PartyMembership
from coalition.models.meetings import Meeting
from coalition.models.parties import Alliance, AllianceMembership, Party
from coalition.models.records import Record
from coalition.models.seat_sharing import SeatPosition, SeatSharingTalk
from coalition.models.statements import Statement
from coalition.models.text import CleanText, LineField

if TYPE_CHECKING:
    _URLField = models.URLField[str, str]
else:  # Django's fields take no type arguments at run time.
    _URLField = models.URLField


_SCHEMES = ("http://", "https://")


class WebAddressField(CleanText, _URLField):
    """An http or https address; no other scheme ever reaches a link."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str) and value and not value.lower().startswith(_SCHEMES):
            raise ValidationError(_("Links start with http:// or https://."), code="invalid")
        return super().get_db_prep_save(value, connection)


class Source(Record):
    """A report that was read. Its text stays with its publisher; we keep what identifies it."""

    title = LineField(
        _("desk's name for it"),
        max_length=200,
        help_text=_("For the desk's own lists; readers do not see it."),
    )
    publisher = LineField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty if the report does not name it."),
    )
    headline = LineField(_("headline"), max_length=300, blank=True)
    author = LineField(_("author"), max_length=200, blank=True)
    place = LineField(_("place of the report"), max_length=100, blank=True)
    url = WebAddressField(_("web address"), max_length=500, blank=True)
    archived_url = WebAddressField(_("archived copy"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated by its publisher"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-published_at", "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(title=""), name="%(app_label)s_%(class)s_title_given"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | models.Q(updated_at__isnull=True)
                | models.Q(updated_at__gte=models.F("published_at")),
                name="%(app_label)s_%(class)s_updated_after_published",
                violation_error_message=_("A report cannot be updated before it was published."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


#: The things a claim can be about, each a nullable foreign key of `Claim`; exactly one is set.
CLAIM_SUBJECTS = (
    "meeting",
    "attendance",
    "talk",
    "position",
    "statement",
    "party",
    "alliance",
    "alliance_membership",
    "leader",
    "party_membership",
    "office",
    "election",
    "outcome",
)


def _subject(model: type[models.Model], name: Any) -> Any:
    return models.ForeignKey(
        model,
        verbose_name=name,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="claims",
        # Of thirteen subjects twelve are null: `Claim.Meta` has an index of the rows that are not.
        db_index=False,
    )


def _exactly_one_subject() -> models.Q:
    return reduce(
        or_,
        (
            models.Q(**{f"{name}__isnull": name != chosen for name in CLAIM_SUBJECTS})
            for chosen in CLAIM_SUBJECTS
        ),
    )


class Claim(models.Model):
    """One source's word on one fact: who says so, where in the report, and what it asserts."""

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="claims"
    )
    field = LineField(
        _("about"),
        max_length=64,
        blank=True,
        help_text=_("The field it speaks of, such as start; empty if it speaks of the whole."),
    )
    value = LineField(
        _("what it asserts"),
        max_length=300,
        blank=True,
        help_text=_("Needed where sources differ. Empty means: what the record says."),
    )
    quote = LineField(
        _("quote"),
        max_length=300,
        blank=True,
        help_text=_("A few words of the source, so that it can be found."),
    )
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"), null=True, blank=True, help_text=_("Counted from 1, the headline left out.")
    )
    attribution = LineField(
        _("attribution"),
        max_length=200,
        blank=True,
        help_text=_(
            "Who is speaking in the source: “party sources”, a name; "
            "empty for the report's own voice."
        ),
    )
    meeting = _subject(Meeting, _("meeting"))
    attendance = _subject(Attendance, _("attendance"))
    talk = _subject(SeatSharingTalk, _("seat-sharing talk"))
    position = _subject(SeatPosition, _("seat position"))
    statement = _subject(Statement, _("statement"))
    party = _subject(Party, _("party"))
    alliance = _subject(Alliance, _("alliance"))
    alliance_membership = _subject(AllianceMembership, _("membership of an alliance"))
    leader = _subject(Leader, _("leader"))
    party_membership = _subject(PartyMembership, _("membership of a party"))
    office = _subject(Office, _("office"))
    election = _subject(Election, _("election"))
    outcome = _subject(ElectionOutcome, _("outcome of an election"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["source", "paragraph", "pk"]
        indexes = [
            *(
                models.Index(
                    fields=[name],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"coalition_claim_{name}"[:30],
                )
                for name in CLAIM_SUBJECTS
            ),
            # Few claims assert something of their own; sources differ in none but those.
            models.Index(
                fields=["field"], condition=~models.Q(value=""), name="coalition_claim_asserted"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one_subject(),
                name="%(app_label)s_%(class)s_one_subject",
                violation_error_message=_("A claim is about exactly one thing."),
            ),
            models.CheckConstraint(
                condition=models.Q(paragraph__isnull=True) | models.Q(paragraph__gt=0),
                name="%(app_label)s_%(class)s_paragraph_from_one",
            ),
        ]

    def __str__(self) -> str:
        where = f", paragraph {self.paragraph}" if self.paragraph else ""
        return f"{self.source}{where}: {self.field or 'the whole'}"
