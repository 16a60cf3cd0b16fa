"""Merges: two records that turned out to be the same, and all that undoing it takes."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.editions import Kind
from coalition.models.text import LineField


class Merge(models.Model):
    """That the record `other` became part of the record `primary`.

    `moves` lists what was done to which row, in order, with what it held before, and `other` as it
    was: undoing goes through it backwards.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    primary_uid = models.UUIDField(_("what it became part of"))
    primary_name = LineField(_("kept"), max_length=200)
    other_uid = models.UUIDField(_("what became part of it"))
    other_name = LineField(_("merged into it"), max_length=200)
    moves = models.JSONField(_("what was moved"))
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-pk"]
        indexes = [models.Index(fields=["primary_uid"], name="coalition_merge_primary")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(primary_uid=models.F("other_uid")),
                name="%(app_label)s_%(class)s_into_another",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=False) | models.Q(undone_by__isnull=True),
                name="%(app_label)s_%(class)s_undone_by_at",
            ),
            models.UniqueConstraint(
                fields=["other_uid"],
                condition=models.Q(undone_at__isnull=True),
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("It is part of another record already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_name} → {self.primary_name}"
