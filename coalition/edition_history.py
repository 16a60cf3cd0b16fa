"""The editions of a record, and what each changed: what the pages and the API both tell.

Nothing of an edition is told that may not be read any more, nor is what an edition took out of
such a one: the difference would show it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from coalition.document_differences import Change, differences
from coalition.models.editions import ENDINGS, Edition, EditionQuerySet

#: Behind the last one told stands what it is compared with, at worst with a tombstone between.
_BEFORE = 2


@dataclass(frozen=True, slots=True)
class PastEdition:
    """`before` is the last edition before it that had a document; of the first ones it is None."""

    edition: Edition
    before: Edition | None

    @property
    def is_ending(self) -> bool:
        """Whether it is the end of a record, which has nothing to show."""
        return self.edition.cause in ENDINGS

    @property
    def is_open(self) -> bool:
        """Whether its document may still be shown."""
        return not self.is_ending and _is_open(self.edition)

    def changes(self) -> list[Change] | None:
        """In the language of the moment; None where it cannot be told what changed."""
        if not self.is_open or self.before is None or not _is_open(self.before):
            return None
        return differences(_document(self.before), _document(self.edition))


def editions_of(uid: UUID, *, as_of: datetime | None = None) -> EditionQuerySet:
    """All editions of a record that there were, tombstones included."""
    editions = Edition.objects.filter(uid=uid)
    return editions if as_of is None else editions.filter(published_at__lte=as_of)


def told(editions: EditionQuerySet, *, limit: int) -> tuple[list[PastEdition], bool]:
    """The newest `limit` of some editions of one record, and whether there are more. One query."""
    newest = editions.with_openness().defer("search_text").order_by("-number")
    found = list(newest[: limit + _BEFORE])
    return list(_with_predecessors(found, limit)), len(found) > limit


def _with_predecessors(found: list[Edition], limit: int) -> Iterator[PastEdition]:
    for place, edition in enumerate(found[:limit]):
        earlier = (other for other in found[place + 1 :] if other.cause not in ENDINGS)
        yield PastEdition(edition, next(earlier, None))


def _is_open(edition: Edition) -> bool:
    """As `with_openness` has found it."""
    found: bool = edition.is_open  # type: ignore[attr-defined]
    return found


def _document(edition: Edition) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(edition.body)
    return document
