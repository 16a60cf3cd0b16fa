"""A step for many records at once: what it would do to each, and doing it.

Stages move one by one, and what cannot move is told. Publishing is all or nothing: what is chosen
together often names one another, and half of it in public is what nobody asked for.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.desk.publication.findings import Finding, findings
from coalition.editing.edits import User
from coalition.editing.public_state import PublicState
from coalition.editing.steps import Step
from coalition.editing.taking import AlongMoved, Audit, mark_of, take
from coalition.models import Record, Stage, StaleRecordError
from coalition.publishing import GatesClosed, TransitionRefused, approve, check_gates, publish_all
from coalition.publishing.documents import kind_of_record
from coalition.publishing.ledger import take_turn
from coalition.publishing.plan import draw_up
from coalition.publishing.submissions import own_submissions

#: What one page can be read about, and one transaction may hold.
MANY = 100


@dataclass(frozen=True, slots=True)
class Prospect:
    """One record: why it cannot take the step, or what to look at before it does."""

    record: Record
    refusal: str = ""
    blocking: list[Finding] = field(default_factory=list)
    advisory: list[Finding] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.refusal and not self.blocking


def prospects(step: Step, records: Sequence[Any], *, by: User) -> list[Prospect]:
    """What taking `step` with each of `records` would meet, in their order."""
    own = own_submissions(records, by=by)
    refused = {record.pk: _refusal(step, record, own, by) for record in records}
    loaded = _loaded(record for record in records if not refused[record.pk])
    found = []
    for record in records:
        if refused[record.pk] or not step.is_publication:
            found.append(Prospect(record, refused[record.pk]))
            continue
        kind = kind_of_record(record)
        approves = step.approves(record, by)
        gates = [
            gate
            for gate in check_gates(loaded[record.pk], kind.kind, today=timezone.localdate())
            if not (approves and gate.code == "not_approved")
        ]
        blocking = [gate for gate in gates if gate.is_blocking]
        advisory = [gate for gate in gates if not gate.is_blocking]
        found.append(Prospect(record, "", findings(blocking, record), findings(advisory, record)))
    return found


def _refusal(step: Step, record: Record, own: Any, by: User) -> str:
    # Nothing that is taken with many asks what is public.
    if refusal := step.refusal(record, PublicState(None)):
        return refusal
    if record.stage == Stage.DRAFTING or record.uid in own:
        return step.objection(record, by)
    return ""


def _loaded(records: Iterable[Record]) -> dict[int, Any]:
    """The records with all that gates look at, in a few queries."""
    chosen = list(records)
    if not chosen:
        return {}
    kind = kind_of_record(chosen[0])
    rows = kind.rows(kind.model.objects.filter(pk__in=[record.pk for record in chosen]))
    return {record.pk: record for record in rows}


def move(
    step: Step, records: Iterable[Record], *, by: User, note: str, audit: Audit
) -> tuple[list[Record], list[str]]:
    """Take `step` with each of `records`; give back those moved, and why others were not."""
    moved, refusals = [], []
    for record in records:
        try:
            take(step, record, by=by, note=note, read_number=0, audit=audit)
        except (StaleRecordError, TransitionRefused) as refusal:
            refusals.append(str(refusal))
        else:
            moved.append(record)
    return moved, refusals


def going_along(records: Sequence[Any], *, by: User) -> list[Record]:
    """The drafts that publishing `records` would take along: nobody has approved their words.

    It holds the publishers' turn for as long as the look lasts.
    """
    try:
        with transaction.atomic():
            take_turn()
            plan = draw_up(records, by=by, now=timezone.now(), is_rehearsal=True)
            transaction.set_rollback(True)
    except StaleRecordError:
        return []
    return [record for record in plan.taken_along if record.stage != Stage.APPROVED]


def publish_many(
    step: Step,
    records: Sequence[Record],
    *,
    by: User,
    note: str,
    audit: Audit,
    shown: Collection[str],
) -> int:
    """Approve what has to be, and publish all of `records`; give back how many editions came.

    `shown` are the marks of the drafts that may go along. Raises AlongMoved, GatesClosed,
    StaleRecordError or TransitionRefused, with nothing written.
    """
    with transaction.atomic():
        # First of all locks, as everywhere; approving locks the rows.
        take_turn()
        for record in records:
            if step.approves(record, by):
                approve(record, by=by)
        publication = publish_all(records, by=by, note=note)
        along = publication.approved_along
        if any(mark_of(draft.uid, draft.version) not in shown for draft in along):
            raise AlongMoved
        for record in records:
            edition = publication.edition_of(record)
            if edition is not None:
                words = _("Published edition %d.") % edition.number
                audit(record, f"{words} {edition.note}".strip())
        for companion in publication.taken_along:
            audit(companion, _("Published along with others."))
    return len(publication.editions)


__all__ = [
    "MANY",
    "GatesClosed",
    "Prospect",
    "going_along",
    "move",
    "prospects",
    "publish_many",
]
