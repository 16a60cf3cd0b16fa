"""Transitions: who moved a record from one editorial stage to another, when, and with which note.

Publishing, correcting and withdrawing are no transitions: the editions themselves say who and when.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.editions import Kind
from coalition.models.text import ProseField


class Action(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted for review")
    RETURNED = "returned", _("Returned to drafting")
    APPROVED = "approved", _("Approved")
    REOPENED = "reopened", _("Back in drafting after an edit")
    SCHEDULED = "scheduled", _("Scheduled")
    UNSCHEDULED = "unscheduled", _("Taken off the schedule")
    HELD_BACK = "held_back", _("Held back at its time")


class Transition(models.Model):
    """One step of one record. Written once, in the transaction of the step; never changed."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    uid = models.UUIDField(_("record"))
    action = models.CharField(_("what was done"), max_length=11, choices=Action.choices)
    note = ProseField(_("note"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(
        _("version"), help_text=_("The version that the record had after the step.")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty if a command did it."),
    )

    class Meta:
        verbose_name = _("editorial step")
        verbose_name_plural = _("editorial steps")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["uid", "-at"], name="coalition_transition_record")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(action__in=Action.values),
                name="%(app_label)s_%(class)s_action_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.at:%Y-%m-%d %H:%M}"
