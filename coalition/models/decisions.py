"""Decisions: where sources differ, what the desk goes by and why, or that it is left open."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.models.attendance import Attendance
from coalition.models.meetings import Meeting
from coalition.models.seat_sharing import SeatPosition, SeatSharingTalk
from coalition.models.text import LineField, ProseField

#: The foreign keys of a decision, of which exactly one is set.
DECISION_SUBJECTS = ("meeting", "attendance", "talk", "position")


def _exactly_one_subject() -> models.Q:
    condition = models.Q()
    for chosen in DECISION_SUBJECTS:
        condition |= models.Q(**{f"{name}__isnull": name != chosen for name in DECISION_SUBJECTS})
    return condition


def _subject(model: type[models.Model], name: Any) -> Any:
    return models.ForeignKey(
        model,
        verbose_name=name,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="decisions",
    )


class Decision(models.Model):
    """What the desk says to one fact on which its sources differ.

    What it goes by is the record itself; a decision gives the reason, or leaves the fact open.
    Without one a difference is public as disputed, for nobody has settled it.
    """

    meeting = _subject(Meeting, _("meeting"))
    attendance = _subject(Attendance, _("attendance"))
    talk = _subject(SeatSharingTalk, _("seat-sharing talk"))
    position = _subject(SeatPosition, _("seat position"))
    field = LineField(
        _("about"),
        max_length=64,
        blank=True,
        help_text=_("The field as claims call it; empty for the whole row."),
    )
    is_open = models.BooleanField(
        _("left open"),
        default=False,
        help_text=_("Readers see that the sources differ, and what each says."),
    )
    reason = ProseField(
        _("reason"),
        max_length=1000,
        blank=True,
        help_text=_("Why the desk goes by what it does. Readers see this."),
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one_subject(),
                name="%(app_label)s_%(class)s_one_subject",
                violation_error_message=_("A decision is about exactly one thing."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True) | ~models.Q(reason=""),
                name="%(app_label)s_%(class)s_settled_with_reason",
                violation_error_message=_("Say why the desk goes by this; readers see it."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "field"],
                    condition=models.Q(**{f"{name}__isnull": False}),
                    name=f"%(app_label)s_%(class)s_once_per_{name}_field",
                    violation_error_message=_(
                        "There is a decision on this already. Change that one instead."
                    ),
                )
                for name in DECISION_SUBJECTS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field or 'the whole'}: {'left open' if self.is_open else self.reason}"
