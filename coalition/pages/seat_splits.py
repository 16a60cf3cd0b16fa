"""How the seats of an election came out: who has how many, and how many are not recorded.

An alliance's seats are those of its parties, so parties and alliances are two ways to split the
same seats, and are never put into one row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coalition.pages.wording import RESULT, word

Document = dict[str, Any]
Reference = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """`colour` is the party's own as `#rrggbb`, or empty."""

    contestant: Reference
    seats: int
    result: str
    colour: str

    @property
    def short(self) -> str:
        return str(self.contestant["abbreviation"] or self.contestant["name"])


@dataclass(frozen=True, slots=True)
class Split:
    """`total` is None if the election's seats are not recorded; then nothing is known of the rest,
    nor of a majority."""

    shares: list[Share]
    total: int | None

    @property
    def recorded(self) -> int:
        return sum(share.seats for share in self.shares)

    @property
    def rest(self) -> int:
        return max(0, (self.total or 0) - self.recorded)

    @property
    def scale(self) -> int:
        return max(self.total or 0, self.recorded, 1)

    @property
    def majority(self) -> int | None:
        """More than half of all seats; None where the numbers contradict one another."""
        if self.total is None or self.recorded > self.total:
            return None
        return self.total // 2 + 1


def splits_of(document: Document, colours: Mapping[str, str]) -> list[Split]:
    """Of an election's document: by party, then by alliance, each only if it has recorded seats."""
    found = []
    for kind in ("party", "alliance"):
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
        if shares:
            shares.sort(key=lambda share: (-share.seats, share.contestant["name"]))
            found.append(Split(shares, document["total_seats"]))
    return found
