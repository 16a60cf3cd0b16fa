"""Meetings: what kind, when, where, and whether they happened."""

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from coalition.models.geography import RegionField, region_constraint
from coalition.models.parties import Alliance
from coalition.models.quantities import Qualifier, count_constraints
from coalition.models.records import Record
from coalition.models.text import LineField, ProseField


class Category(models.TextChoices):
    SUMMIT = "summit", _("Summit")
    FLOOR_LEADERS = "floor_leaders", _("Floor leaders")
    COMMITTEE = "committee", _("Committee")
    BILATERAL = "bilateral", _("Bilateral")
    DINNER = "dinner", _("Dinner")
    RALLY = "rally", _("Rally")
    PRESS_CONFERENCE = "press_conference", _("Press conference")
    OTHER = "other", _("Other")


class Occurrence(models.TextChoices):
    """Whether the event happened: not how far its record is, nor whether it is public."""

    TENTATIVE = "tentative", _("Tentative")
    CONFIRMED = "confirmed", _("Confirmed")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_OCCURRENCES = (Occurrence.TENTATIVE, Occurrence.CONFIRMED)


def validate_timezone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not an IANA time zone. Write it as in Asia/Kolkata."),
            params={"name": name},
        )


def default_timezone() -> str:
    return str(settings.TIME_ZONE)


class Meeting(Record):
    """An event at which politicians met, will meet, or were to meet."""

    title = LineField(_("title"), max_length=200)
    category = models.CharField(_("category"), max_length=16, choices=Category.choices)
    occurrence = models.CharField(_("occurrence"), max_length=9, choices=Occurrence.choices)
    occurrence_reason = ProseField(
        _("reason"),
        max_length=1000,
        blank=True,
        help_text=_("Why it was postponed or cancelled, if a source says so."),
    )
    date = ImpreciseDateField(_("date"), blank=True)
    start_time = models.TimeField(
        _("start time"),
        null=True,
        blank=True,
        help_text=_("Local time at the venue, such as 19:00."),
    )
    is_start_approximate = models.BooleanField(_("start is approximate"), default=False)
    duration_minutes = models.PositiveIntegerField(_("duration in minutes"), null=True, blank=True)
    timezone = LineField(
        _("time zone"), max_length=64, default=default_timezone, validators=[validate_timezone]
    )
    venue = LineField(_("venue"), max_length=200, blank=True)
    city = LineField(_("city"), max_length=100, blank=True)
    region = RegionField(_("region"))
    alliance = models.ForeignKey(
        Alliance,
        verbose_name=_("alliance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    round_number = models.PositiveIntegerField(
        _("round"),
        null=True,
        blank=True,
        help_text=_("Its number in a series, such as 3 for a third round."),
    )
    purpose = ProseField(_("purpose"), max_length=1000, blank=True)
    summary = ProseField(
        _("summary"), max_length=8000, blank=True, help_text=_("Markdown; shown to readers.")
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followers",
        help_text=_("The meeting before this one in its series."),
    )
    rescheduled_from = models.ForeignKey(
        "self",
        verbose_name=_("rescheduled from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rescheduled_to",
    )
    reported_parties = models.PositiveIntegerField(
        _("reported number of parties"),
        null=True,
        blank=True,
        help_text=_("As the report gives it. The named parties below are counted apart."),
    )
    reported_parties_qualifier = models.CharField(
        _("qualifier"), max_length=8, choices=Qualifier.choices, blank=True
    )
    reported_leaders = models.PositiveIntegerField(
        _("reported number of leaders"), null=True, blank=True
    )
    reported_leaders_qualifier = models.CharField(
        _("qualifier"), max_length=8, choices=Qualifier.choices, blank=True
    )

    class Meta(Record.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-date_latest", "-date_earliest", "title", "pk"]
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["-date_latest"], name="coalition_meeting_date"),
            # What is still to come, or overdue, is little beside what was.
            models.Index(
                fields=["-date_latest"],
                condition=models.Q(occurrence__in=OPEN_OCCURRENCES),
                name="coalition_meeting_planned",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(title=""), name="%(app_label)s_%(class)s_title_given"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values),
                name="%(app_label)s_%(class)s_category_known",
            ),
            models.CheckConstraint(
                condition=models.Q(occurrence__in=Occurrence.values),
                name="%(app_label)s_%(class)s_occurrence_known",
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__isnull=True)
                | models.Q(duration_minutes__gt=0),
                name="%(app_label)s_%(class)s_duration_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(start_time__isnull=False) | models.Q(is_start_approximate=False),
                name="%(app_label)s_%(class)s_approximate_start_given",
            ),
            models.CheckConstraint(
                condition=models.Q(round_number__isnull=True) | models.Q(round_number__gt=0),
                name="%(app_label)s_%(class)s_round_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("id")),
                name="%(app_label)s_%(class)s_follows_another",
            ),
            models.CheckConstraint(
                condition=models.Q(rescheduled_from__isnull=True)
                | ~models.Q(rescheduled_from=models.F("id")),
                name="%(app_label)s_%(class)s_rescheduled_from_another",
            ),
            region_constraint(),
            *count_constraints("reported_parties"),
            *count_constraints("reported_leaders"),
            *imprecise_date_constraints("date"),
        ]

    def __str__(self) -> str:
        return self.title
