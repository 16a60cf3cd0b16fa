"""What an edit does to a record's stage.

What was approved are the words that were there. Whoever changes an approved record returns it to
drafting: nobody's word becomes public without somebody else having read it. Where the desk allows
self-approval, what an editor changes stays approved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from coalition.editing.audit import log
from coalition.models import Record
from coalition.publishing.review import reopen_for_edit
from coalition.revisions import recording

#: Whoever is signed in, as a request knows them.
User = PermissionsMixin | AnonymousUser


def settle_stage(record: Record, *, by: User) -> bool:
    """Set the stage that `record` has after an edit by `by`; say whether that is another one.

    The caller saves it in the same transaction.
    """
    return reopen_for_edit(record, by=by)


@contextmanager
def editing(record: Record, *, by: Any, words: str) -> Iterator[None]:
    """An edit of `record` or its rows outside its form: one transaction, revision and audit row.

    The record gets a new version and the stage that follows from who edits. Raises StaleRecordError
    if somebody changed it since `record` was loaded.
    """
    with recording(record, by=by, words=words):
        yield
        touch(record, by=by)
        log([record], by=by, words=words)


def touch(record: Record, *, by: User) -> bool:
    """Let `record` know that one of its rows was edited: a new version, and the stage that follows.

    Raises StaleRecordError if somebody changed it since it was loaded.
    """
    was_returned = settle_stage(record, by=by)
    record.save(update_fields=["stage"])
    return was_returned
