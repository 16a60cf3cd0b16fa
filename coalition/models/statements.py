"""What parties and leaders said, on what, and with which stance."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from coalition.models.leaders import Leader
from coalition.models.meetings import Meeting
from coalition.models.parties import Alliance, Party
from coalition.models.records import Record
from coalition.models.seat_sharing import SeatSharingTalk
from coalition.models.text import LineField, ProseField


class Stance(models.TextChoices):
    SUPPORT = "support", _("Support")
    CONCERN = "concern", _("Concern")
    DISPLEASURE = "displeasure", _("Displeasure")
    DEMAND = "demand", _("Demand")
    DENIAL = "denial", _("Denial")
    PLAN = "plan", _("Plan")


class Statement(Record):
    """One point made by a leader, a party, or somebody whom the source leaves unnamed."""

    title = LineField(
        _("title"), max_length=200, help_text=_("A headline of a few words, for lists.")
    )
    speaker_leader = models.ForeignKey(
        Leader,
        verbose_name=_("leader"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    speaker_party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        help_text=_("The party that speaks, or for which the leader speaks."),
    )
    speaker_label = LineField(
        _("speaker as described"),
        max_length=200,
        blank=True,
        help_text=_(
            "For an unnamed speaker, as the source puts it: “sources”, “leaders of the party”."
        ),
    )
    stance = models.CharField(_("stance"), max_length=11, choices=Stance.choices)
    point = ProseField(_("the point made"), max_length=2000, help_text=_("In our own words."))
    made = ImpreciseDateField(_("made on"), blank=True)
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("about the meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    talk = models.ForeignKey(
        SeatSharingTalk,
        verbose_name=_("about the talks"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    alliance = models.ForeignKey(
        Alliance,
        verbose_name=_("about the alliance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("about the party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements_about",
    )

    class Meta(Record.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-made_latest", "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(title=""), name="%(app_label)s_%(class)s_title_given"
            ),
            models.CheckConstraint(
                condition=~models.Q(point=""), name="%(app_label)s_%(class)s_point_given"
            ),
            models.CheckConstraint(
                condition=models.Q(speaker_leader__isnull=False)
                | models.Q(speaker_party__isnull=False)
                | ~models.Q(speaker_label=""),
                name="%(app_label)s_%(class)s_speaker_given",
                violation_error_message=_(
                    "Say who is speaking: a leader, a party, or an unnamed source as described."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(stance__in=Stance.values),
                name="%(app_label)s_%(class)s_stance_known",
            ),
            *imprecise_date_constraints("made"),
        ]

    def __str__(self) -> str:
        return self.title
