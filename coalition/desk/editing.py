"""What an edit does to a record's stage.

An editor may approve, so what an editor changes stays approved. When a reporter changes an approved
record it returns to drafting: nobody's word becomes public without an editor having read it.
"""

from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from coalition.models import Record, Stage

APPROVE = "coalition.approve_record"

#: Whoever is signed in, as a request knows them.
User = PermissionsMixin | AnonymousUser


def settle_stage(record: Record, *, by: User) -> bool:
    """Set the stage that `record` has after an edit by `by`; say whether that is another one."""
    if record.stage != Stage.APPROVED or by.has_perm(APPROVE):
        return False
    record.stage = Stage.DRAFTING
    return True


def touch(record: Record, *, by: User) -> bool:
    """Let `record` know that one of its rows was edited: a new version, and the stage that follows.

    Raises StaleRecordError if somebody changed it since it was loaded.
    """
    was_returned = settle_stage(record, by=by)
    record.save(update_fields=["stage"])
    return was_returned
