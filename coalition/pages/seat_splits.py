"""How the seats of an election came out: who has how many, and how many are not recorded.

An alliance's seats are those of its parties, so parties and alliances are two ways to split the
same seats, and are never put into one row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coalition.pages.wording import RESULT, word

Document = dict[str, Any]
Reference = dict[str, Any]

PARTY, ALLIANCE = "party", "alliance"


@dataclass(frozen=True, slots=True)
class Share:
    """`colour` is the party's own as `#rrggbb`, or empty."""

    contestant: Reference
    seats: int
    result: str
    colour: str


@dataclass(frozen=True, slots=True)
class Split:
    """`kind` is what the seats are split by, and `is_only` whether they are split by nothing else.
    `total` is None if the election's seats are not recorded; then nothing is known of the rest."""

    kind: str
    shares: list[Share]
    total: int | None
    majority: int | None
    is_only: bool

    @property
    def recorded(self) -> int:
        return sum(share.seats for share in self.shares)

    @property
    def rest(self) -> int:
        """Seats that none of the shares has. Another split may say who has them."""
        return max(0, (self.total or 0) - self.recorded)

    @property
    def scale(self) -> int:
        return max(self.total or 0, self.recorded, 1)


def splits_of(document: Document, colours: Mapping[str, str]) -> list[Split]:
    """Of an election's document: by party, then by alliance, each only if it has recorded seats."""
    shares = {kind: _shares(document, kind, colours) for kind in (PARTY, ALLIANCE)}
    found = {kind: own for kind, own in shares.items() if own}
    majority = majority_of(document)
    return [
        Split(kind, own, document["total_seats"], majority, is_only=len(found) == 1)
        for kind, own in found.items()
    ]


def majority_of(document: Document) -> int | None:
    """More than half of all seats; None if these are not recorded, or if parties or alliances are
    recorded to have more seats than there are."""
    total = document["total_seats"]
    recorded = max(_recorded(document, kind) for kind in (PARTY, ALLIANCE))
    return total // 2 + 1 if total and recorded <= total else None


def most_unrecorded(splits: Sequence[Split]) -> int:
    """How many seats may have no outcome recorded, where at least one has: just so many if there is
    one split. Of two, nobody says which parties' seats are in the alliances' as well, so it is as
    many as if all were."""
    return min((split.rest for split in splits), default=0)


def _recorded(document: Document, kind: str) -> int:
    return sum(row["seats"] or 0 for row in document["outcomes"] if row[kind])


def _shares(document: Document, kind: str, colours: Mapping[str, str]) -> list[Share]:
    shares = [
        Share(
            contestant=row[kind],
            seats=row["seats"],
            result=word(RESULT, row["result"]),
            colour=colours.get(row[kind]["id"], ""),
        )
        for row in document["outcomes"]
        if row[kind] and row["seats"]
    ]
    return sorted(shares, key=lambda share: (-share.seats, share.contestant["name"]))
