"""Presences: who has which record open at the desk, so that two people know of one another."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """That somebody has the form of one record open. Nothing is locked by it."""

    uid = models.UUIDField(_("record"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    seen_at = models.DateTimeField(
        _("last heard of"),
        default=timezone.now,
        help_text=_("The form says every few seconds that it is still open."),
    )

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uid", "user"], name="%(app_label)s_%(class)s_once_per_user"
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at__lte=models.F("seen_at")),
                name="%(app_label)s_%(class)s_opened_before_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} since {self.opened_at:%H:%M}"
