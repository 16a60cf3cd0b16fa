"""Deleting: only what was never public. The address of the rest has to keep answering."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import Edition, Record, StaleRecordError
from coalition.publishing.ledger import take_turn
from coalition.publishing.schedules import clear_schedules
from coalition.revisions import keep_before


class WasPublic(Exception):
    """The record was public once, so it can only be withdrawn."""

    def __init__(self, record: Record) -> None:
        self.record = record
        words = _("“%s” was public, so it cannot be deleted. Withdraw it instead.")
        super().__init__(words % record)


def was_ever_public(record: Record) -> bool:
    return Edition.objects.filter(uid=record.uid).exists()


def delete_draft(
    record: Record, *, by: Any, read_version: int | None, now: datetime | None = None
) -> None:
    """Delete `record` in the version that was read, and leave what it can be recovered from.

    The caller writes the audit row. Raises WasPublic, StaleRecordError, or Django's ProtectedError
    if others refer to it, with nothing written.
    """
    with transaction.atomic():
        # First of all locks, so that nobody publishes it between the look and the end.
        take_turn()
        if was_ever_public(record):
            raise WasPublic(record)
        rows = type(record)._default_manager.select_for_update()
        if not rows.filter(pk=record.pk, version=read_version).exists():
            raise StaleRecordError(record)
        keep_before(record)
        clear_schedules([record], by=by, now=now or timezone.now())
        record.delete()
