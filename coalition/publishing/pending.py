"""Pending changes: what a record says and its live edition does not say yet."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from coalition.models import Edition, Kind, Record
from coalition.publishing.canonical import content
from coalition.publishing.carrying import carry
from coalition.publishing.columns import is_past_event
from coalition.publishing.documents import KINDS, kind_of_record
from coalition.publishing.ledger import document_of
from coalition.publishing.references import ReferenceTable, keep_names, reference_of_edition


def has_unpublished_changes(record: Record, live: Edition) -> bool:
    """Whether publishing `record` now would change what readers see.

    The document is built and compared, for versions do not tell: an edit that was undone again
    leaves nothing to publish. It takes no lock, so opening a form never waits for a publisher.
    """
    return bool(_differing([(kind_of_record(record).kind, record.uid)], {record.uid: live}))


def unpublished_among(records: Iterable[tuple[Kind | str, UUID]]) -> set[UUID]:
    """The uids of those among `records` that are live and say something else than readers see.

    As many queries as their kinds need, however many there are.
    """
    wanted = [(Kind(kind), uid) for kind, uid in records]
    if not wanted:
        return set()
    live = Edition.objects.live().filter(uid__in=[uid for _kind, uid in wanted])
    return _differing(wanted, {edition.uid: edition for edition in live})


def _differing(wanted: list[tuple[Kind, UUID]], live: dict[UUID, Edition]) -> set[UUID]:
    loaded = [
        (entry, record)
        for kind, entry in KINDS.items()
        for record in _rows(kind, wanted)
        if record.uid in live
    ]
    targets = {record.uid: list(entry.targets(record)) for entry, record in loaded}
    refs = ReferenceTable()
    for edition in live.values():
        refs.add(reference_of_edition(edition))
    refs.add_live(target.uid for named in targets.values() for target in named)
    differing: set[UUID] = set()
    documents: dict[UUID, dict[str, Any]] = {}
    for entry, record in loaded:
        if all(target.uid in refs for target in targets[record.uid]):
            head = {"id": str(record.uid), "kind": str(entry.kind), "slug": record.slug}
            documents[record.uid] = {**head, **entry.build(record, refs)}
        else:
            # Somebody whom it names would go along.
            differing.add(record.uid)
    earlier = {uid: document_of(live[uid]) for uid in documents}
    for uid, document in documents.items():
        if is_past_event(earlier[uid]):
            keep_names(document, earlier[uid])
    carry(documents.values())
    differing |= {uid for uid in documents if content(documents[uid]) != content(earlier[uid])}
    return differing


def _rows(kind: Kind, wanted: list[tuple[Kind, UUID]]) -> list[Any]:
    uids = [uid for of_kind, uid in wanted if of_kind == kind]
    return list(KINDS[kind].rows(KINDS[kind].model.objects.filter(uid__in=uids))) if uids else []
