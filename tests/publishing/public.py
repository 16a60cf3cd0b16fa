"""What the public has of a record, for assertions."""

from __future__ import annotations

import json
from typing import Any

from coalition.models import Edition, EditionLink, Record


def live(record: Record) -> Edition:
    return Edition.objects.live().get(uid=record.uid)


def document(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(live(record).body)
    return found


def history(record: Record) -> list[tuple[int, str, str]]:
    """Every edition of a record as (number, cause, note), in ledger order."""
    editions = Edition.objects.filter(uid=record.uid).order_by("sequence")
    return [(edition.number, edition.cause, edition.note) for edition in editions]


def links(record: Record) -> set[tuple[str, str]]:
    """(relation, uid of the target) of the live edition."""
    found = EditionLink.objects.filter(edition=live(record))
    return {(link.relation, str(link.target_uid)) for link in found}
