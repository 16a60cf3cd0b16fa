"""What every record has: an identity that never changes, a version, and an editorial stage."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.text import SlugField


class Stage(models.TextChoices):
    """How far the editing is. Whether a record is public is a matter of its editions."""

    DRAFTING = "drafting", _("Drafting")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")


UNAPPROVED = (Stage.DRAFTING, Stage.IN_REVIEW)


class StaleRecordError(Exception):
    """The record was changed or deleted by somebody else since it was read.

    `record` is what the caller tried to save; nothing of it was written.
    """

    def __init__(self, record: "Record") -> None:
        self.record = record
        super().__init__(
            f"{record._meta.verbose_name} “{record}” was changed or deleted by somebody else after "
            f"version {record.version} was read. Reload it and make your change again."
        )


#: What fits into a public address; never what could be another record's uid, which has an address
#: of its own in the API.
SLUG_PATTERN = r"^(?![0-9a-fA-F-]{36}\Z)[-a-zA-Z0-9_]{1,120}\Z"


class RecordQuerySet(models.QuerySet[Any]):
    """Reads that make sense for a record of any kind."""

    def drafting(self) -> Self:
        return self.filter(stage=Stage.DRAFTING)

    def in_review(self) -> Self:
        return self.filter(stage=Stage.IN_REVIEW)

    def approved(self) -> Self:
        return self.filter(stage=Stage.APPROVED)


class Record(models.Model):
    """The abstract base of everything that editors work on.

    Nobody outside the desk ever reads a record: the public reads its live edition.
    """

    uid = models.UUIDField(_("stable identifier"), default=uuid.uuid4, unique=True, editable=False)
    slug = SlugField(
        _("web address"),
        max_length=120,
        unique=True,
        help_text=_(
            "The last part of the page's address. Once public, an old address keeps redirecting."
        ),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.DRAFTING, editable=False
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            # What is under way is little beside what is done.
            models.Index(
                fields=["stage"],
                condition=models.Q(stage__in=UNAPPROVED),
                name="%(class)s_unapproved",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values),
                name="%(app_label)s_%(class)s_stage_known",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=SLUG_PATTERN),
                name="%(app_label)s_%(class)s_slug_shape",
                violation_error_message=_(
                    "An address is made of letters a to z, figures, hyphens and underscores, and "
                    "does not look like a record's identifier."
                ),
            ),
        ]

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        """Raise the version in the same UPDATE that saves, and refuse a save of an old version.

        Comparing in Python first would leave a gap between the look and the write; here the row
        itself is the judge. It is the narrowest place that every save passes (`update_fields`
        too) and the one that django-concurrency has relied on since Django 1.6.
        """
        field = self._meta.get_field("version")
        values = [entry for entry in values if entry[0] is not field]
        values.append((field, None, self.version + 1))
        updated = super()._do_update(
            base_qs.filter(version=self.version), using, pk_val, values, *rest
        )
        if updated:
            self.version += 1
        elif not self._state.adding:
            raise StaleRecordError(self)
        return updated
