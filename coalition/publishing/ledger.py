"""The ledger: editions in the order of their commits, numbered without gaps.

A partner that polls `changes?after=N` must never miss an edition. A database sequence would hand
out 7 and 8, and 8 could commit first. So the number is taken under a lock that is held until the
commit: on PostgreSQL an advisory transaction lock, which is released only once the rows are
visible; SQLite has one writer at a time anyway, as every transaction begins IMMEDIATE.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from coalition import generation
from coalition.bulk_insert import insert_rows, insert_values
from coalition.compact_json import compact_json
from coalition.models import Cause, Edition, EditionLink, Kind, Record, Relation
from coalition.publishing.canonical import digest
from coalition.publishing.carrying import hosts_of
from coalition.publishing.columns import columns_of
from coalition.publishing.documents.claims import moment
from coalition.publishing.links import links_of
from coalition.webhooks import outbox

#: Any number will do, if nothing else on the database uses it: "coalition" in hexadecimal digits.
_LOCK = 0xC0A1_1710
_BATCH = 1000
_LINK_COLUMNS = ("edition_id", "relation", "target_kind", "target_uid")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to become an edition. `document` is complete but for `edition` and `published_at`."""

    document: dict[str, Any]
    cause: Cause
    note: str = ""
    replaces: Edition | None = None
    number: int = 1
    #: The version of the record that the document was made from; a refresh keeps the last one's.
    record_version: int | None = None

    def hosts(self) -> set[str]:
        """The uids of what carries this document, or carried the one that it replaces."""
        before = hosts_of(document_of(self.replaces)) if self.replaces else []
        return {*hosts_of(self.document), *before}


def take_turn() -> int:
    """Wait until no other publisher is under way, and return the newest sequence.

    The turn lasts until the transaction ends. Take it *before* locking record rows, never after:
    with one order for all, publishers wait for one another and never deadlock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Edition.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def write(entries: Sequence[Entry], *, by: Any, now: datetime) -> list[Edition]:
    """Append one edition per entry, with its links, in the order given."""
    newest = take_turn()
    editions = [
        _edition(entry, sequence=newest + position, by=by, now=now)
        for position, entry in enumerate(entries, start=1)
    ]
    _append(editions, retired=[entry.replaces for entry in entries if entry.replaces], now=now)
    links = (
        (edition.sequence, relation.value, kind, uid)
        for edition, entry in zip(editions, entries, strict=True)
        for relation, kind, uid in links_of(entry.document)
    )
    insert_values(EditionLink, _LINK_COLUMNS, links)
    # Last, as who is told of an edition depends on its links.
    outbox.enqueue(editions, now=now)
    return editions


def write_tombstone(
    live: Edition, *, note: str, by: Any, now: datetime, into: Record | None = None
) -> Edition:
    """Append the edition that says that there is none any more, and why.

    With `into`, the record is not withdrawn but part of that one from now on.
    """
    tombstone = Edition(
        sequence=take_turn() + 1,
        kind=live.kind,
        uid=live.uid,
        slug=live.slug,
        number=live.number + 1,
        cause=Cause.WITHDRAWN if into is None else Cause.MERGED,
        note=note,
        is_live=False,
        published_at=now,
        published_by=by,
        title=live.title,
        abbreviation=live.abbreviation,
        sort_key=live.sort_key,
    )
    _append([tombstone], retired=[live], now=now)
    if into is not None:
        link = (tombstone.sequence, Relation.MERGED_INTO.value, live.kind, into.uid)
        insert_values(EditionLink, _LINK_COLUMNS, [link])
    outbox.enqueue([tombstone], now=now)
    return tombstone


def _append(editions: Sequence[Edition], *, retired: Iterable[Edition], now: datetime) -> None:
    sequences = [edition.sequence for edition in retired]
    for start in range(0, len(sequences), _BATCH):
        batch = Edition.objects.filter(sequence__in=sequences[start : start + _BATCH])
        batch.update(is_live=False, retired_at=now)
    insert_rows(editions)
    transaction.on_commit(generation.forget)


def _edition(entry: Entry, *, sequence: int, by: Any, now: datetime) -> Edition:
    document = entry.document
    document["edition"] = entry.number
    document["published_at"] = moment(now)
    document["first_published_at"] = document["first_published_at"] or moment(now)
    if entry.cause == Cause.CORRECTED:
        document["correction"] = {
            "note": entry.note,
            "published_at": moment(now),
            "edition": entry.number,
        }
        document["corrections"] = [*document["corrections"], document["correction"]]
    body = compact_json(document)
    return Edition(
        sequence=sequence,
        kind=Kind(document["kind"]),
        uid=UUID(document["id"]),
        slug=document["slug"],
        number=entry.number,
        cause=entry.cause,
        note=entry.note,
        body=body,
        digest=digest(body),
        published_at=now,
        published_by=by,
        record_version=entry.record_version,
        **columns_of(document),
    )


def document_of(edition: Edition) -> dict[str, Any]:
    """The document as data. An edition is immutable: change a copy, and write the next one."""
    loaded: dict[str, Any] = json.loads(edition.body)
    return loaded
