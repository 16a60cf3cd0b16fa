"""The named transitions of a record's stage. No form, import column or PATCH sets it otherwise.

Each is kept with who took it, when, and in which words. `by` is empty for a command, which nobody's
rule binds.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import Action, Record, Stage, Transition
from coalition.publishing.documents import kind_of_record_or_none
from coalition.publishing.submissions import binds, objection

#: Who has it may approve what others submitted, and return it to them.
APPROVE = "coalition.approve_record"

AnyRecord = TypeVar("AnyRecord", bound=Record)


class TransitionRefused(Exception):
    """The step leads nowhere from here; the text says why, and nothing was written."""


class SelfApprovalRefused(TransitionRefused):
    """Somebody else has to approve or publish `record`, or it was not submitted yet."""

    def __init__(self, record: Record, words: str) -> None:
        self.record = record
        super().__init__(f"“{record}”: {words}")


class NoteMissing(TransitionRefused):
    """The step needs words for whoever reads it next."""


def submit(record: AnyRecord, *, by: Any, note: str = "", now: datetime | None = None) -> AnyRecord:
    """Hand a draft to the editors."""
    return _move(record, {Stage.DRAFTING}, Stage.IN_REVIEW, Action.SUBMITTED, by, note, now)


def return_to_drafting(
    record: AnyRecord, *, by: Any, note: str = "", now: datetime | None = None
) -> AnyRecord:
    """Give it back to its reporter, from review or from approval, with a note on what is missing.

    Raises NoteMissing if a person gives none.
    """
    if by is not None and not note.strip():
        raise NoteMissing(_("Say what is missing, so that its reporter knows what to do."))
    origins = {Stage.IN_REVIEW, Stage.APPROVED}
    return _move(record, origins, Stage.DRAFTING, Action.RETURNED, by, note, now)


def approve(
    record: AnyRecord, *, by: Any, note: str = "", now: datetime | None = None
) -> AnyRecord:
    """Say that it may be published.

    Raises SelfApprovalRefused unless somebody else submitted it, or the desk allows that.
    """
    if record.stage != Stage.APPROVED and (words := objection(record, by=by)):
        raise SelfApprovalRefused(record, words)
    origins = {Stage.DRAFTING, Stage.IN_REVIEW}
    return _move(record, origins, Stage.APPROVED, Action.APPROVED, by, note, now)


def reopen_for_edit(record: Record, *, by: Any, now: datetime | None = None) -> bool:
    """Take approval away from a record that `by` is about to save, and say whether that happened.

    What was approved are the words that were there. Only the stage is set: the caller saves the
    record in the same transaction, which raises its version by one.
    """
    if record.stage != Stage.APPROVED or not (binds(by) or _lacks_approval(by)):
        return False
    record.stage = Stage.DRAFTING
    remember([record], Action.REOPENED, by=by, now=now, ahead=1)
    return True


def _lacks_approval(user: Any) -> bool:
    return user is not None and not user.has_perm(APPROVE)


def remember(
    records: Iterable[Record],
    action: Action,
    *,
    by: Any,
    note: str = "",
    now: datetime | None = None,
    ahead: int = 0,
) -> None:
    """Write down one step of each of `records`, `ahead` of so many saves that are still to come.

    A record that is never public by itself, such as a source, has no steps.
    """
    at = now or timezone.now()
    Transition.objects.bulk_create(
        [
            Transition(
                kind=kind.kind,
                uid=record.uid,
                action=action,
                note=note[:1000],
                version=record.version + ahead,
                at=at,
                by=by,
            )
            for record in records
            if (kind := kind_of_record_or_none(record)) is not None
        ],
        batch_size=1000,
    )


def _move(
    record: AnyRecord,
    origins: set[Stage],
    stage: Stage,
    action: Action,
    by: Any,
    note: str,
    now: datetime | None,
) -> AnyRecord:
    if record.stage not in origins:
        raise TransitionRefused(
            _(
                "“%(record)s” is %(from)s, so it cannot become “%(to)s” from here. Reload it to "
                "see where it stands."
            )
            % {
                "record": record,
                "from": Stage(record.stage).label.lower(),
                "to": stage.label,
            }
        )
    with transaction.atomic():
        record.stage = stage
        record.save(update_fields=["stage"])
        remember([record], action, by=by, note=note.strip(), now=now)
    return record
