"""Scheduled publications: what becomes public at which time, unless somebody changes it first."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.editions import Kind
from coalition.models.text import ProseField


class ScheduledPublication(models.Model):
    """One approved version of one record, and its time. Gone once it is published.

    If the record, or a draft that goes along with it, is not what it was when its time comes, it is
    held back, and says why, until an editor looks at it.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    uid = models.UUIDField(_("record"), unique=True)
    version = models.PositiveIntegerField(_("version"))
    due_at = models.DateTimeField(_("due"))
    #: What goes along though nobody has approved it: uid -> the version that it is to be public in.
    companions = models.JSONField(_("goes along"), default=dict, blank=True)
    is_correction = models.BooleanField(_("is a correction"), default=False)
    note = ProseField(_("public note"), max_length=1000, blank=True)
    scheduled_at = models.DateTimeField(_("scheduled"), default=timezone.now)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("scheduled by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    held_back_at = models.DateTimeField(_("held back"), null=True, blank=True)
    held_back_because = ProseField(_("why it was held back"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(is_correction=False) | ~models.Q(note=""),
                name="%(app_label)s_%(class)s_correction_has_note",
            ),
            models.CheckConstraint(
                condition=models.Q(held_back_at__isnull=True, held_back_because="")
                | (models.Q(held_back_at__isnull=False) & ~models.Q(held_back_because="")),
                name="%(app_label)s_%(class)s_held_back_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("scheduled_at")),
                name="%(app_label)s_%(class)s_due_in_future",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uid}, {self.due_at:%Y-%m-%d %H:%M}"
