"""What an edit does to a record's stage.

An editor may approve, so what an editor changes stays approved. When a reporter changes an approved
record it returns to drafting: nobody's word becomes public without an editor having read it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from coalition.models import Record, Stage
from coalition.revisions import recording

APPROVE = "coalition.approve_record"

#: Whoever is signed in, as a request knows them.
User = PermissionsMixin | AnonymousUser


def settle_stage(record: Record, *, by: User) -> bool:
    """Set the stage that `record` has after an edit by `by`; say whether that is another one."""
    if record.stage != Stage.APPROVED or by.has_perm(APPROVE):
        return False
    record.stage = Stage.DRAFTING
    return True


@contextmanager
def editing(record: Record, *, by: Any, words: str) -> Iterator[None]:
    """An edit of `record` or its rows outside its form: one transaction, revision and audit row.

    The record gets a new version and the stage that follows from who edits. Raises StaleRecordError
    if somebody changed it since `record` was loaded.
    """
    with recording(record, by=by, words=words):
        yield
        touch(record, by=by)
        LogEntry.objects.log_actions(
            by.pk, [record], CHANGE, change_message=words, single_object=True
        )


def touch(record: Record, *, by: User) -> bool:
    """Let `record` know that one of its rows was edited: a new version, and the stage that follows.

    Raises StaleRecordError if somebody changed it since it was loaded.
    """
    was_returned = settle_stage(record, by=by)
    record.save(update_fields=["stage"])
    return was_returned
