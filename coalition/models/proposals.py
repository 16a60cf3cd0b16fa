"""Proposals: which records a partner has brought in, so that they see and change those alone."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.editions import Kind

#: A report is proposed too, though it never becomes public by itself.
PROPOSED_KINDS = (*Kind.values, "source")


class Proposal(models.Model):
    """That a record was proposed, and by whom. Written in the transaction that makes the record.

    It outlives a record that is deleted: the desk can recover that one, under the same identifier.
    """

    kind = models.CharField(
        _("kind"), max_length=20, choices=[*Kind.choices, ("source", _("source"))]
    )
    uid = models.UUIDField(_("record"), unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=PROPOSED_KINDS),
                name="%(app_label)s_%(class)s_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uid}, {self.by}"
