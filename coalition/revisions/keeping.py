"""Keeping: writing one revision of a record, if it differs from the last one."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from reversion.models import Revision, Version

from coalition.models import Record
from coalition.revisions.snapshots import newest_kept, serialized, snapshot_from
from coalition.revisions.trees import objects_of


def keep_before(record: Record) -> None:
    """Call before a change: keep the record as it is, unless its newest revision has it so.

    What came with an import has no revision, and nobody wrote it here. Without this one, its first
    change would have nothing to be compared with, and nothing to go back to.
    """
    if record.pk is not None:
        _keep(record, by=None, words="")


def keep(record: Record, *, by: Any, words: str) -> None:
    """Call after a change, in its transaction: keep the record as `by` left it.

    A save that changed nothing leaves no revision.
    """
    if record.pk is not None:
        _keep(record, by=by, words=words)


def _keep(record: Record, *, by: Any, words: str) -> None:
    objects = objects_of(type(record), record.pk)
    now, last = snapshot_from(objects), newest_kept(record)
    if now is None or (last is not None and last.content == now.content):
        return
    author = by if by is not None and by.is_authenticated else None
    revision = Revision.objects.create(date_created=timezone.now(), user=author, comment=words)
    Version.objects.bulk_create(
        Version(
            revision=revision,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            db=row._state.db,
            format="json",
            serialized_data=serialized(row),
            object_repr=str(row),
        )
        for row in objects
    )
