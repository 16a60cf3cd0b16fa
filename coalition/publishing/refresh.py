"""Refreshing: live documents brought up to date with the names and documents they contain.

A refresh works on the *document*, never on the record: the record may hold edits that nobody has
approved. It writes a new edition only where something changed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from coalition.models import Cause, Edition
from coalition.page_addresses import page_url
from coalition.publishing.carrying import carry
from coalition.publishing.documents import KINDS
from coalition.publishing.ledger import Entry, document_of, take_turn, write
from coalition.publishing.references import ReferenceTable, references_in

_BATCH = 1000


def refresh(
    uids: Iterable[UUID | str],
    *,
    by: Any,
    names: bool | Collection[UUID | str] = False,
    note: str = "",
    now: datetime | None = None,
) -> list[Edition]:
    """Refresh the live documents of `uids`: what they carry and their addresses.

    Where that changes a statement or talk, whatever carries it follows. With `names` the documents
    also call records by their present public names, all of them or those whose uids are given;
    without, an old event keeps the names of its day.
    """
    now = now or timezone.now()
    wanted = {str(uid) for uid in uids}
    renaming = _Renaming(
        documents=frozenset(wanted) if names else frozenset(),
        names=None if isinstance(names, bool) else frozenset(str(uid) for uid in names),
    )
    written: list[Edition] = []
    if not wanted:
        return written
    with transaction.atomic():
        # The turn comes first: nobody may publish between our reading and our replacing.
        take_turn()
        # What is carried comes before what carries it.
        for kind in KINDS:
            of_kind = Edition.objects.live().of_kind(kind).order_by("sequence")
            waiting = sorted(wanted)
            for start in range(0, len(waiting), _BATCH):
                live = list(of_kind.filter(uid__in=waiting[start : start + _BATCH]))
                entries = _entries(live, renaming, note=note) if live else []
                written += write(entries, by=by, now=now) if entries else []
                wanted.update(uid for entry in entries for uid in entry.hosts())
    return written


def refresh_mentions(
    uid: UUID | str, *, by: Any, note: str = "", now: datetime | None = None
) -> list[Edition]:
    """Correct everywhere: let every live document that names `uid` use its present public name.

    Other names stay as they are: an old event keeps those of its day.
    """
    mentioning = Edition.objects.live().linked_to(uid).values_list("uid", flat=True)
    return refresh(mentioning, by=by, names=[uid], note=note, now=now)


@dataclass(frozen=True, slots=True)
class _Renaming:
    """Which documents take on present names, and whose: all if `names` is None."""

    documents: frozenset[str]
    names: frozenset[str] | None

    def concerns(self, document: dict[str, Any], reference: dict[str, Any]) -> bool:
        return document["id"] in self.documents and (
            self.names is None or reference["id"] in self.names
        )


def _entries(live: list[Edition], renaming: _Renaming, *, note: str) -> list[Entry]:
    before = [document_of(edition) for edition in live]
    after = [document_of(edition) for edition in live]
    refs = ReferenceTable()
    refs.add_live(ref["id"] for document in after for ref in references_in(document))
    for document in after:
        document["url"] = page_url(document["kind"], document["slug"])
        for ref in references_in(document):
            present = refs.get(ref["id"])
            if present is not None:
                ref["slug"] = present["slug"]
                if renaming.concerns(document, ref):
                    ref.update(present)
    carry(after)
    return [
        Entry(
            document=new,
            cause=Cause.REFRESHED,
            note=note,
            replaces=edition,
            number=edition.number + 1,
            record_version=edition.record_version,
        )
        for edition, old, new in zip(live, before, after, strict=True)
        if new != old
    ]
