"""Leaders, the parties they belong to, and the offices they hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from coalition.models.geography import RegionField, region_constraint
from coalition.models.name_keys import NameKeyField, NameSkeletonField
from coalition.models.names import OtherName
from coalition.models.parties import (
    MembershipEnding,
    Party,
    wikidata_constraint,
    wikidata_field,
)
from coalition.models.records import Record
from coalition.models.text import LineField, ProseField


class Leader(Record):
    """A person who acts in politics (Popolo `Person`)."""

    name = LineField(_("name"), max_length=200, help_text=_("The name that readers know best."))
    name_key = NameKeyField()
    name_skeleton = NameSkeletonField()
    sort_name = LineField(
        _("sorts as"),
        max_length=200,
        blank=True,
        help_text=_("Only if the list should file the name otherwise."),
    )
    wikidata_id = wikidata_field()
    summary = ProseField(
        _("summary"), max_length=4000, blank=True, help_text=_("Markdown; shown to readers.")
    )

    class Meta(Record.Meta):
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")
        ordering = ["name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name=""), name="%(app_label)s_%(class)s_name_given"
            ),
            wikidata_constraint(),
        ]

    def __str__(self) -> str:
        return self.name


class LeaderName(OtherName):
    leader = models.ForeignKey(Leader, on_delete=models.CASCADE, related_name="other_names")

    class Meta(OtherName.Meta):
        verbose_name = _("other name of a leader")
        verbose_name_plural = _("other names of leaders")
        constraints = [
            *OtherName.Meta.constraints,
            models.UniqueConstraint(
                fields=["leader", "name", "kind"], name="%(app_label)s_%(class)s_once_per_kind"
            ),
        ]


class Tenure(models.Model):
    """The abstract base of what a leader has for a time."""

    since = ImpreciseDateField(_("since"), blank=True)
    until = ImpreciseDateField(_("until"), blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since_earliest__isnull=True)
                | models.Q(until_latest__isnull=True)
                | models.Q(since_earliest__lte=models.F("until_latest")),
                name="%(app_label)s_%(class)s_since_before_until",
            ),
            *imprecise_date_constraints("since"),
            *imprecise_date_constraints("until"),
        ]


class PartyMembership(Tenure):
    """A leader's time in a party (Popolo `Membership`)."""

    leader = models.ForeignKey(
        Leader, verbose_name=_("leader"), on_delete=models.CASCADE, related_name="party_memberships"
    )
    party = models.ForeignKey(
        Party, verbose_name=_("party"), on_delete=models.PROTECT, related_name="leader_memberships"
    )
    ending = models.CharField(
        _("how it ended"), max_length=12, choices=MembershipEnding.choices, blank=True
    )

    class Meta(Tenure.Meta):
        verbose_name = _("membership of a party")
        verbose_name_plural = _("memberships of parties")
        ordering = ["leader", "party", "since_earliest", "pk"]
        constraints = [
            *Tenure.Meta.constraints,
            models.UniqueConstraint(
                fields=["leader", "party", "since"], name="%(app_label)s_%(class)s_once_per_start"
            ),
            models.CheckConstraint(
                condition=models.Q(ending="") | models.Q(ending__in=MembershipEnding.values),
                name="%(app_label)s_%(class)s_ending_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} in {self.party}"


class Office(Tenure):
    """An office held by a leader, in a party, a house or a government (Popolo `Post` held)."""

    leader = models.ForeignKey(
        Leader, verbose_name=_("leader"), on_delete=models.CASCADE, related_name="offices"
    )
    title = LineField(
        _("office"),
        max_length=200,
        help_text=_("As it would be printed: Chief Minister of West Bengal."),
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("in the party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offices",
        help_text=_("Only for an office of the party itself, such as its president."),
    )
    region = RegionField(_("region"))

    class Meta(Tenure.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["leader", "title", "since_earliest", "pk"]
        constraints = [
            *Tenure.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(title=""), name="%(app_label)s_%(class)s_title_given"
            ),
            models.UniqueConstraint(
                fields=["leader", "title", "since"], name="%(app_label)s_%(class)s_once_per_start"
            ),
            region_constraint(),
        ]

    def __str__(self) -> str:
        return f"{self.leader}, {self.title}"
