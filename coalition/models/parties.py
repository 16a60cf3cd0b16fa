"""Parties, the alliances they form, and who belonged to which alliance when."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from coalition.models.name_keys import NameKeyField, NameSkeletonField
from coalition.models.names import OtherName
from coalition.models.quantities import Qualifier, count_constraints
from coalition.models.records import Record
from coalition.models.text import LineField, ProseField

WIKIDATA_PATTERN = r"^Q[1-9][0-9]*\Z"
COLOUR_PATTERN = r"^#[0-9a-f]{6}\Z"


def wikidata_field() -> LineField:
    return LineField(
        _("Wikidata id"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                WIKIDATA_PATTERN, _("A Wikidata id is a Q and a number, such as Q10225.")
            )
        ],
        help_text=_("Lets partner sites match this record with theirs."),
    )


def wikidata_constraint() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(wikidata_id="") | models.Q(wikidata_id__regex=WIKIDATA_PATTERN),
        name="%(app_label)s_%(class)s_wikidata_id_shape",
    )


class Party(Record):
    """A political party, under its present name; older names are `PartyName` rows."""

    name = LineField(_("name"), max_length=200)
    name_key = NameKeyField(of=("name", "abbreviation"))
    name_skeleton = NameSkeletonField(of=("name", "abbreviation"))
    abbreviation = LineField(
        _("abbreviation"),
        max_length=40,
        blank=True,
        help_text=_("As reports print it: INC, CPI-M, SP."),
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[
            RegexValidator(
                COLOUR_PATTERN, _("Give a colour as #rrggbb in lower case, such as #19aaed.")
            )
        ],
        help_text=_(
            "#rrggbb, for charts. Never the only sign of the party: the name stands beside it."
        ),
    )
    wikidata_id = wikidata_field()
    founded = ImpreciseDateField(_("founded"), blank=True)
    dissolved = ImpreciseDateField(_("dissolved"), blank=True)
    split_from = models.ForeignKey(
        "self",
        verbose_name=_("split from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="splinters",
    )
    summary = ProseField(
        _("summary"), max_length=4000, blank=True, help_text=_("Markdown; shown to readers.")
    )

    class Meta(Record.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name=""), name="%(app_label)s_%(class)s_name_given"
            ),
            wikidata_constraint(),
            models.CheckConstraint(
                condition=models.Q(colour="") | models.Q(colour__regex=COLOUR_PATTERN),
                name="%(app_label)s_%(class)s_colour_hex",
            ),
            models.CheckConstraint(
                condition=models.Q(split_from__isnull=True) | ~models.Q(split_from=models.F("id")),
                name="%(app_label)s_%(class)s_split_from_another",
            ),
            *imprecise_date_constraints("founded"),
            *imprecise_date_constraints("dissolved"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


class PartyName(OtherName):
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="other_names")

    class Meta(OtherName.Meta):
        verbose_name = _("other name of a party")
        verbose_name_plural = _("other names of parties")
        constraints = [
            *OtherName.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "name", "kind"], name="%(app_label)s_%(class)s_once_per_kind"
            ),
        ]


class Alliance(Record):
    """Parties that act together: a bloc, a front, a government coalition."""

    name = LineField(_("name"), max_length=200)
    name_key = NameKeyField(of=("name", "abbreviation"))
    name_skeleton = NameSkeletonField(of=("name", "abbreviation"))
    abbreviation = LineField(_("abbreviation"), max_length=40, blank=True)
    wikidata_id = wikidata_field()
    formed = ImpreciseDateField(_("formed"), blank=True)
    dissolved = ImpreciseDateField(_("dissolved"), blank=True)
    purpose = ProseField(_("purpose"), max_length=1000, blank=True)
    reported_size = models.PositiveIntegerField(
        _("reported number of parties"),
        null=True,
        blank=True,
        help_text=_("As a report gives it. The members recorded below are counted apart."),
    )
    reported_size_qualifier = models.CharField(
        _("qualifier"), max_length=8, choices=Qualifier.choices, blank=True
    )
    summary = ProseField(
        _("summary"), max_length=4000, blank=True, help_text=_("Markdown; shown to readers.")
    )

    class Meta(Record.Meta):
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        ordering = ["name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name=""), name="%(app_label)s_%(class)s_name_given"
            ),
            wikidata_constraint(),
            *count_constraints("reported_size"),
            *imprecise_date_constraints("formed"),
            *imprecise_date_constraints("dissolved"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


class AllianceName(OtherName):
    alliance = models.ForeignKey(Alliance, on_delete=models.CASCADE, related_name="other_names")

    class Meta(OtherName.Meta):
        verbose_name = _("other name of an alliance")
        verbose_name_plural = _("other names of alliances")
        constraints = [
            *OtherName.Meta.constraints,
            models.UniqueConstraint(
                fields=["alliance", "name", "kind"], name="%(app_label)s_%(class)s_once_per_kind"
            ),
        ]


class MembershipEnding(models.TextChoices):
    """How a membership ended."""

    LEFT = "left", _("Left")
    EXPELLED = "expelled", _("Expelled")
    MERGED = "merged", _("Merged into another")
    DISSOLVED = "dissolved", _("Dissolved")


class AllianceMembership(models.Model):
    """A party's time in an alliance. An open `until` and no ending mean that it still belongs."""

    alliance = models.ForeignKey(
        Alliance, verbose_name=_("alliance"), on_delete=models.CASCADE, related_name="memberships"
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="alliance_memberships",
    )
    since = ImpreciseDateField(_("since"), blank=True)
    until = ImpreciseDateField(_("until"), blank=True)
    ending = models.CharField(
        _("how it ended"), max_length=12, choices=MembershipEnding.choices, blank=True
    )

    class Meta:
        verbose_name = _("membership of an alliance")
        verbose_name_plural = _("memberships of alliances")
        ordering = ["alliance", "party", "since_earliest", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "party", "since"], name="%(app_label)s_%(class)s_once_per_start"
            ),
            models.CheckConstraint(
                condition=models.Q(ending="") | models.Q(ending__in=MembershipEnding.values),
                name="%(app_label)s_%(class)s_ending_known",
            ),
            models.CheckConstraint(
                condition=models.Q(since_earliest__isnull=True)
                | models.Q(until_latest__isnull=True)
                | models.Q(since_earliest__lte=models.F("until_latest")),
                name="%(app_label)s_%(class)s_since_before_until",
            ),
            *imprecise_date_constraints("since"),
            *imprecise_date_constraints("until"),
        ]

    def __str__(self) -> str:
        return f"{self.party} in {self.alliance}"
