"""Putting a publication off: the same as taking the step, but at a time."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.editing.edits import User
from coalition.editing.public_state import public_state_of
from coalition.editing.steps import Step
from coalition.editing.taking import AlongMoved, Audit, EditionMoved, Taken, mark_of
from coalition.models import Record
from coalition.publishing import schedule
from coalition.publishing.ledger import take_turn
from coalition.publishing.schedules import site_time


def put_off(
    step: Step,
    record: Record,
    *,
    by: User,
    due_at: datetime,
    note: str,
    read_number: int,
    audit: Audit,
    shown: Collection[str] | None = (),
) -> Taken:
    """Have `step` taken at `due_at`, with its audit row, in one transaction.

    `shown` are the marks of the drafts that may go along. Raises AlongMoved or EditionMoved if
    there is another draft or edition than the editor looked at, and what `schedule`
    raises, with nothing written.
    """
    with transaction.atomic():
        take_turn()
        state = public_state_of(record)
        if state.number != read_number:
            raise EditionMoved(state)
        scheduled = schedule(
            record, by=by, due_at=due_at, note=note, is_correction=step.name == "correct"
        )
        along = scheduled.companions.items()
        if shown is not None and any(mark_of(uid, version) not in shown for uid, version in along):
            raise AlongMoved
        words = _("Scheduled for %s.") % site_time(due_at)
        taken = Taken(f"{words} {note}".strip())
        audit(record, taken.message)
    return taken
