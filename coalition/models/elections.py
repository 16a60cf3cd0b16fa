"""Elections, and who won them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from coalition.models.geography import RegionField, region_constraint
from coalition.models.parties import Alliance, Party
from coalition.models.records import Record
from coalition.models.text import LineField, ProseField


class ElectionLevel(models.TextChoices):
    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("State or province")
    LOCAL = "local", _("Local")
    SUPRANATIONAL = "supranational", _("Supranational")


class Election(Record):
    name = LineField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=14, choices=ElectionLevel.choices)
    body = LineField(
        _("body elected"), max_length=200, blank=True, help_text=_("Such as Lok Sabha.")
    )
    region = RegionField(_("region"))
    polling = ImpreciseDateField(_("polling dates"), blank=True)
    total_seats = models.PositiveIntegerField(_("seats in all"), null=True, blank=True)
    summary = ProseField(
        _("summary"), max_length=4000, blank=True, help_text=_("Markdown; shown to readers.")
    )

    class Meta(Record.Meta):
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-polling_latest", "name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name=""), name="%(app_label)s_%(class)s_name_given"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=ElectionLevel.values),
                name="%(app_label)s_%(class)s_level_known",
            ),
            models.CheckConstraint(
                condition=models.Q(total_seats__isnull=True) | models.Q(total_seats__gt=0),
                name="%(app_label)s_%(class)s_total_seats_positive",
            ),
            region_constraint(),
            *imprecise_date_constraints("polling"),
        ]

    def __str__(self) -> str:
        return self.name


class Result(models.TextChoices):
    WON = "won", _("Won")
    LARGEST = "largest", _("Largest, without a majority")
    LOST = "lost", _("Lost")


class ElectionOutcome(models.Model):
    """How one party, or one alliance as a whole, came out of an election."""

    election = models.ForeignKey(
        Election, verbose_name=_("election"), on_delete=models.CASCADE, related_name="outcomes"
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outcomes",
    )
    alliance = models.ForeignKey(
        Alliance,
        verbose_name=_("alliance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outcomes",
    )
    result = models.CharField(_("result"), max_length=8, choices=Result.choices)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("outcome of an election")
        verbose_name_plural = _("outcomes of elections")
        ordering = ["election", "-seats", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(party__isnull=False, alliance__isnull=True)
                | models.Q(party__isnull=True, alliance__isnull=False),
                name="%(app_label)s_%(class)s_party_or_alliance",
            ),
            models.CheckConstraint(
                condition=models.Q(result__in=Result.values),
                name="%(app_label)s_%(class)s_result_known",
            ),
            models.UniqueConstraint(
                fields=["election", "party"],
                condition=models.Q(party__isnull=False),
                name="%(app_label)s_%(class)s_once_per_party",
            ),
            models.UniqueConstraint(
                fields=["election", "alliance"],
                condition=models.Q(alliance__isnull=False),
                name="%(app_label)s_%(class)s_once_per_alliance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party or self.alliance}: {self.get_result_display()}"
