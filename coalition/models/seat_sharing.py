"""Seat-sharing talks, and what each party claims, offers or agrees to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from coalition.models.elections import Election
from coalition.models.geography import RegionField, region_constraint
from coalition.models.meetings import Meeting
from coalition.models.parties import Alliance, Party
from coalition.models.records import Record
from coalition.models.text import LineField, ProseField


class TalkStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ONGOING = "ongoing", _("Ongoing")
    STALLED = "stalled", _("Stalled")
    AGREED = "agreed", _("Agreed")
    COLLAPSED = "collapsed", _("Collapsed")


OPEN_TALK_STATUSES = (TalkStatus.PROPOSED, TalkStatus.ONGOING, TalkStatus.STALLED)


class SeatSharingTalk(Record):
    """Talks on which party contests how many seats of one election, in one region or in all."""

    title = LineField(_("title"), max_length=200)
    alliance = models.ForeignKey(
        Alliance,
        verbose_name=_("alliance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="talks",
    )
    election = models.ForeignKey(
        Election,
        verbose_name=_("election"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="talks",
    )
    region = RegionField(_("region"))
    parties = models.ManyToManyField(
        Party, verbose_name=_("parties"), blank=True, related_name="talks"
    )
    status = models.CharField(_("status"), max_length=9, choices=TalkStatus.choices)
    began = ImpreciseDateField(_("began"), blank=True)
    concluded = ImpreciseDateField(_("concluded"), blank=True)
    total_seats = models.PositiveIntegerField(_("seats in all"), null=True, blank=True)
    meetings = models.ManyToManyField(
        Meeting, verbose_name=_("discussed at"), blank=True, related_name="talks"
    )
    summary = ProseField(
        _("summary"), max_length=4000, blank=True, help_text=_("Markdown; shown to readers.")
    )

    class Meta(Record.Meta):
        verbose_name = _("seat-sharing talk")
        verbose_name_plural = _("seat-sharing talks")
        ordering = ["-began_latest", "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(title=""), name="%(app_label)s_%(class)s_title_given"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=TalkStatus.values),
                name="%(app_label)s_%(class)s_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(total_seats__isnull=True) | models.Q(total_seats__gt=0),
                name="%(app_label)s_%(class)s_total_seats_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(began_earliest__isnull=True)
                | models.Q(concluded_latest__isnull=True)
                | models.Q(began_earliest__lte=models.F("concluded_latest")),
                name="%(app_label)s_%(class)s_began_before_concluded",
            ),
            region_constraint(),
            *imprecise_date_constraints("began"),
            *imprecise_date_constraints("concluded"),
        ]

    def __str__(self) -> str:
        return self.title


class Position(models.TextChoices):
    CLAIMS = "claims", _("claims")
    OFFERS = "offers", _("offers")
    AGREES = "agrees", _("agrees to")


class SeatPosition(models.Model):
    """What one party claims, offers or agrees to, and since when.

    That the agreed seats of a talk never exceed its total is a rule across rows, which a check
    constraint cannot state: `coalition.migrations` adds it as a trigger on both databases.
    """

    talk = models.ForeignKey(
        SeatSharingTalk, verbose_name=_("talk"), on_delete=models.CASCADE, related_name="positions"
    )
    party = models.ForeignKey(
        Party, verbose_name=_("party"), on_delete=models.PROTECT, related_name="seat_positions"
    )
    position = models.CharField(_("position"), max_length=6, choices=Position.choices)
    seats = models.PositiveIntegerField(_("seats"))
    to_party = models.ForeignKey(
        Party,
        verbose_name=_("to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seats_offered",
        help_text=_("For an offer: the party to which the seats are offered."),
    )
    date = ImpreciseDateField(_("date"), blank=True)

    class Meta:
        verbose_name = _("seat position")
        verbose_name_plural = _("seat positions")
        ordering = ["talk", "date_latest", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__in=Position.values),
                name="%(app_label)s_%(class)s_position_known",
            ),
            models.CheckConstraint(
                condition=models.Q(to_party__isnull=True)
                | (models.Q(position=Position.OFFERS) & ~models.Q(to_party=models.F("party"))),
                name="%(app_label)s_%(class)s_only_offers_are_to_another",
                violation_error_message=_("Only an offer is made to a party, and to another one."),
            ),
            models.UniqueConstraint(
                fields=["talk", "party"],
                condition=models.Q(position=Position.AGREES),
                name="%(app_label)s_%(class)s_one_agreement_per_party",
                violation_error_message=_(
                    "This party already has an agreed number. Change that row instead."
                ),
            ),
            models.UniqueConstraint(
                fields=["talk", "party", "position", "date"],
                condition=models.Q(to_party__isnull=True),
                name="%(app_label)s_%(class)s_once_per_date",
            ),
            models.UniqueConstraint(
                fields=["talk", "party", "to_party", "date"],
                condition=models.Q(to_party__isnull=False),
                name="%(app_label)s_%(class)s_offer_once_per_date",
            ),
            *imprecise_date_constraints("date"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.get_position_display()} {self.seats}"
