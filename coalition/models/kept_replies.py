"""Kept replies: what a write was answered, for whoever sends it again with the same key."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.text import LineField


class KeptReply(models.Model):
    """The answer to one write under one Idempotency-Key. Written in the transaction of the write,
    so that either both are there or neither.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    key = LineField(_("key"), max_length=255)
    #: Of method, address and body: the same key with another request is a mistake of the caller.
    digest = LineField(_("digest of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"))
    headers = models.JSONField(_("headers"), default=dict)
    body = models.BinaryField(_("body"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("kept reply")
        verbose_name_plural = _("kept replies")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="coalition_keptreply_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="%(app_label)s_%(class)s_once_per_user"
            ),
            models.CheckConstraint(
                condition=models.Q(status__gte=200, status__lt=300),
                name="%(app_label)s_%(class)s_of_a_success",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.key}"
