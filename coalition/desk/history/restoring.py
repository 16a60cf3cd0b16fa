"""Restoring and recovering as acts of the desk: with the stage that follows, and an audit row."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.editing.audit import ADDITION, log
from coalition.editing.edits import settle_stage
from coalition.models import Record
from coalition.revisions import keep, recording
from coalition.revisions.differences import Difference, differences
from coalition.revisions.recovering import recover
from coalition.revisions.restoring import put_back, was_public
from coalition.revisions.snapshots import Snapshot


def would_change(record: Record, now: Snapshot, target: Snapshot) -> list[Difference]:
    """What restoring `target` would change: an address that was public stays."""
    if was_public(record):
        target = replace(target, values={**target.values, "slug": now.values["slug"]})
    return differences(now, target)


def restore(record: Record, target: Snapshot, *, by: Any) -> None:
    """Put `record` back as `target` has it, in one transaction, as a change made by `by`.

    Raises RestoreRefused, or StaleRecordError if somebody saved it since it was loaded.
    """
    words = _("Restored version %d.") % target.version
    with recording(record, by=by, words=words):
        settle_stage(record, by=by)
        put_back(record, target)
        log([record], by=by, words=words)


def recover_draft(draft: Snapshot, *, slug: str, by: Any) -> Record:
    """Make a deleted draft again, in one transaction. Raises RestoreRefused."""
    words = _("Recovered after it was deleted.")
    with transaction.atomic():
        record = recover(draft, slug=slug)
        keep(record, by=by, words=words)
        log([record], by=by, words=words, act=ADDITION)
    return record
