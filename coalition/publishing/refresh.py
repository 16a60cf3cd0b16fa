"""Refreshing: live documents brought up to date with the names and documents they contain.

A refresh works on the *document*, never on the record: the record may hold edits that nobody has
approved. It writes a new edition only where something changed.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from coalition.models import Cause, Edition, Kind
from coalition.publishing.canonical import public_url
from coalition.publishing.carrying import carry
from coalition.publishing.documents import KINDS
from coalition.publishing.ledger import Entry, document_of, take_turn, write
from coalition.publishing.references import ReferenceTable, references_in

_BATCH = 1000


def refresh(
    uids: Iterable[UUID | str],
    *,
    by: Any,
    names: bool = False,
    note: str = "",
    now: datetime | None = None,
) -> list[Edition]:
    """Refresh the live documents of `uids`: what they carry and their address.

    With `names` they also call every record by its present public name, which is the "correct
    everywhere" of a wrong name; without, an old event keeps the names of its day.
    """
    now = now or timezone.now()
    wanted = sorted({str(uid) for uid in uids})
    written: list[Edition] = []
    if not wanted:
        return written
    with transaction.atomic():
        # The turn comes first: nobody may publish between our reading and our replacing.
        take_turn()
        for start in range(0, len(wanted), _BATCH):
            live = list(
                Edition.objects.live()
                .filter(uid__in=wanted[start : start + _BATCH])
                .order_by("sequence")
            )
            written += write(_entries(live, names=names, note=note), by=by, now=now)
    return written


def refresh_mentions(
    uid: UUID | str, *, by: Any, note: str = "", now: datetime | None = None
) -> list[Edition]:
    """Correct everywhere: let every live document that names `uid` use its present public name."""
    mentioning = Edition.objects.live().linked_to(uid).values_list("uid", flat=True)
    return refresh(mentioning, by=by, names=True, note=note, now=now)


def _entries(live: list[Edition], *, names: bool, note: str) -> list[Entry]:
    before = [document_of(edition) for edition in live]
    after = [document_of(edition) for edition in live]
    refs = ReferenceTable()
    refs.add_live(ref["id"] for document in after for ref in references_in(document))
    for document in after:
        document["url"] = public_url(KINDS[Kind(document["kind"])].path, document["slug"])
        for ref in references_in(document):
            present = refs.get(ref["id"])
            if present is not None:
                ref["slug"] = present["slug"]
                if names:
                    ref.update(present)
    carry(after)
    return [
        Entry(
            document=new,
            cause=Cause.REFRESHED,
            note=note,
            replaces=edition,
            number=edition.number + 1,
        )
        for edition, old, new in zip(live, before, after, strict=True)
        if new != old
    ]
