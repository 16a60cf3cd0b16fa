"""Foresight: what publishing would do, found out by doing it and undoing it again.

Nothing else could be as right: the gates of every record that goes along, and each document that
would be refreshed. It takes the publishers' turn for as long as it lasts, so it is asked for on the
pages that publish, and nowhere else.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from coalition.desk.editing import User
from coalition.desk.steps import Step
from coalition.models import Edition, Record
from coalition.publishing import Gate, GatesClosed, check_gates, publish
from coalition.publishing.documents import kind_of_record
from coalition.publishing.ledger import take_turn
from coalition.publishing.review import approve


@dataclass(frozen=True, slots=True)
class Foresight:
    """`closed_by` is the record whose gates are closed: this one, or one that would go along."""

    blocking: list[Gate] = field(default_factory=list)
    advisory: list[Gate] = field(default_factory=list)
    closed_by: Record | None = None
    taken_along: list[Record] = field(default_factory=list)
    #: New editions of records that were public before, because they name or carry this one.
    refreshed: list[Edition] = field(default_factory=list)
    #: Whether nothing differs from the live edition.
    is_unchanged: bool = False


def foresee(step: Step, record: Record, *, by: User) -> Foresight:
    """What taking `step`, a publication, would do to `record` now. Writes nothing."""
    kind = kind_of_record(record)
    with transaction.atomic():
        take_turn()
        loaded: Any = kind.rows(kind.model.objects.filter(pk=record.pk)).get()
        if step.approves(loaded, by):
            approve(loaded, by=by)
        gates = check_gates(loaded, kind.kind, today=timezone.localdate())
        advisory = [gate for gate in gates if not gate.is_blocking]
        try:
            publication = publish(loaded, by=by)
        except GatesClosed as closed:
            return Foresight(
                blocking=closed.gates,
                advisory=advisory,
                closed_by=None if closed.record == record else closed.record,
            )
        finally:
            transaction.set_rollback(True)
    along = {companion.uid for companion in publication.taken_along}
    return Foresight(
        advisory=advisory,
        taken_along=publication.taken_along,
        refreshed=[
            edition
            for edition in publication.editions
            if edition.uid != record.uid and edition.uid not in along
        ],
        is_unchanged=publication.edition_of(record) is None,
    )
