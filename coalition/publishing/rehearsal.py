"""Rehearsal: publishing, looked at from inside, and undone.

Nothing else could be as right: every gate of every record that goes along, each document as it
would be served, and the public pages made of them. It holds the publishers' turn and the locks of
the rows for as long as the look lasts, so take what you need and leave.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone

from coalition import generation
from coalition.models import Edition, Record, Stage
from coalition.publishing.documents import kind_of_record
from coalition.publishing.gates import Gate, check_gates
from coalition.publishing.ledger import take_turn
from coalition.publishing.publish import publish_all


class RehearsalBusy(Exception):
    """Somebody is publishing, or saving one of the records, and did not finish in time."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What publishing `record` would do. `newest` is what readers would find: a new edition, or,
    if nothing differs, the one that is `live` already."""

    record: Record
    newest: Edition
    live: Edition | None
    #: Of the record itself.
    advisory: list[Gate] = field(default_factory=list)
    #: What would stop publication, by record: this one, or those that would go along.
    closed: list[tuple[Record, list[Gate]]] = field(default_factory=list)
    taken_along: list[Record] = field(default_factory=list)
    #: Those of them that nobody had approved before.
    approved_along: list[Record] = field(default_factory=list)
    #: New editions of records that were public before, because they name or carry this one.
    refreshed: list[Edition] = field(default_factory=list)

    @property
    def is_unchanged(self) -> bool:
        return self.newest == self.live


@contextmanager
def rehearsed(
    record: Record, *, by: Any, counts_as_approved: bool = False, now: datetime | None = None
) -> Iterator[Rehearsal]:
    """Publish `record` as it is stored, behind closed gates too, until the block ends.

    Within the block the database says what it would say afterwards, to this connection alone.
    Nothing of it is remembered, kept or committed, and nothing that waits for a commit happens.
    `counts_as_approved` is for whoever may approve it on the way. Raises RehearsalBusy if a lock
    cannot be had, and the model's DoesNotExist if it was deleted.
    """
    try:
        with generation.set_aside(), transaction.atomic():
            try:
                yield _rehearse(record, by, counts_as_approved, now or timezone.now())
            finally:
                transaction.set_rollback(True)
    except OperationalError as error:
        raise RehearsalBusy from error


def _rehearse(record: Record, by: Any, counts_as_approved: bool, now: datetime) -> Rehearsal:
    kind = kind_of_record(record)
    take_turn()
    if counts_as_approved:
        kind.model.objects.filter(pk=record.pk).update(stage=Stage.APPROVED)
    loaded: Any = kind.rows(kind.model.objects.filter(pk=record.pk)).get()
    live = Edition.objects.live().filter(uid=loaded.uid).first()
    publication = publish_all([loaded], by=by, now=now, is_rehearsal=True)
    gates = check_gates(loaded, kind.kind, today=timezone.localdate(now))
    along = {companion.uid for companion in publication.taken_along}
    return Rehearsal(
        record=loaded,
        newest=publication.edition_of(loaded) or Edition.objects.live().get(uid=loaded.uid),
        live=live,
        advisory=[gate for gate in gates if not gate.is_blocking],
        closed=publication.closed,
        taken_along=publication.taken_along,
        approved_along=publication.approved_along,
        refreshed=[
            edition
            for edition in publication.editions
            if edition.uid != loaded.uid and edition.uid not in along
        ],
    )
