"""Taking a step: the act, its approval and its audit rows, in one transaction."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.editing.edits import User
from coalition.editing.public_state import PublicState, public_state_of
from coalition.editing.steps import Step
from coalition.models import Record, StaleRecordError
from coalition.publishing import (
    Publication,
    approve,
    correct,
    publish,
    return_to_drafting,
    submit,
    unschedule,
    withdraw,
)
from coalition.publishing.ledger import take_turn


class AlongMoved(Exception):
    """Another draft would go along than the editor was shown, or another version of one."""


class EditionMoved(Exception):
    """An edition was published or withdrawn since the page was opened."""

    def __init__(self, state: PublicState) -> None:
        self.state = state
        super().__init__(str(state))


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step did: words for the history and the editor, and the records it took along."""

    message: str
    taken_along: tuple[Record, ...] = ()
    #: Those of them that nobody had approved before.
    approved_along: tuple[Record, ...] = ()


#: Writes the audit row of a record and what was done to it.
Audit = Callable[[Record, str], Any]


def mark_of(uid: UUID | str, version: int) -> str:
    """What a page says of a draft that goes along, and is sent back.

    `version` is the one in which it becomes public: approving it on the way raises it by one.
    """
    return f"{uid}:{version}"


def take(
    step: Step,
    record: Record,
    *,
    by: User,
    note: str,
    read_number: int,
    audit: Audit,
    shown: Collection[str] | None = (),
) -> Taken:
    """Take `step` with its audit rows, in one transaction.

    `read_number` is how many editions there were when the editor looked: a second click, or two
    editors at once, publish once. `shown` are the marks of the drafts that may go along; None lets
    any, for a caller that is told afterwards which did. Raises AlongMoved, EditionMoved,
    GatesClosed, StaleRecordError or TransitionRefused, with nothing written.
    """
    with transaction.atomic():
        if step.is_publication or step.needs_live:
            # First of all locks, as everywhere; approving locks the record's row.
            take_turn()
            state = public_state_of(record)
            if state.number != read_number:
                raise EditionMoved(state)
        if step.approves(record, by):
            approve(record, by=by)
        taken = _ACTS[step.name](record, by, note)
        along = taken.approved_along
        if shown is not None and any(mark_of(d.uid, d.version) not in shown for d in along):
            raise AlongMoved
        audit(record, taken.message)
        for companion in taken.taken_along:
            audit(companion, _("Published along with “%s”.") % record)
    return taken


def _submit(record: Record, by: User, note: str) -> Taken:
    submit(record, by=by, note=note)
    return Taken(_("Submitted for review."))


def _return(record: Record, by: User, note: str) -> Taken:
    return_to_drafting(record, by=by, note=note)
    return Taken(_("Returned to drafting: %s") % note)


def _approve(record: Record, by: User, note: str) -> Taken:
    approve(record, by=by, note=note)
    return Taken(_("Approved."))


def _publish(record: Record, by: User, note: str) -> Taken:
    return _taken(record, publish(record, by=by, note=note))


def _correct(record: Record, by: User, note: str) -> Taken:
    return _taken(record, correct(record, by=by, note=note))


def _taken(record: Record, publication: Publication) -> Taken:
    edition = publication.edition_of(record)
    if edition is None:
        return Taken(_("Nothing had changed since the last edition, so there is no new one."))
    words = _("Published edition %d.") % edition.number
    if edition.note:
        words += " " + edition.note
    return Taken(words, tuple(publication.taken_along), tuple(publication.approved_along))


def _unschedule(record: Record, by: User, note: str) -> Taken:
    unschedule(record, by=by, note=note)
    return Taken(" ".join([_("Taken off the schedule."), note]).strip())


def _withdraw(record: Record, by: User, note: str) -> Taken:
    # Nothing locks the row itself here, so what was read is compared with what stands.
    if not type(record)._default_manager.filter(pk=record.pk, version=record.version).exists():
        raise StaleRecordError(record)
    withdraw(record, by=by, reason=note)
    return Taken(_("Withdrawn: %s") % note)


_ACTS: dict[str, Callable[[Record, User, str], Taken]] = {
    "submit": _submit,
    "return": _return,
    "approve": _approve,
    "publish": _publish,
    "correct": _correct,
    "unschedule": _unschedule,
    "withdraw": _withdraw,
}
