"""The memberships of an alliance through time, each as exact as its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coalition.pages.identities import period_of
from coalition.pages.memberships import is_over
from coalition.pages.times import When, when

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Term:
    """One membership. Without `since` nothing says when it began; without `until` and `ending`,
    nothing says that it ended. What has an end is over only when that has come."""

    party: Document
    since: When | None
    until: When | None
    ending: str
    is_over: bool

    @property
    def has_end(self) -> bool:
        return self.until is not None or bool(self.ending)

    @property
    def period(self) -> str:
        return period_of(self.since, self.until, self.ending if self.is_over else None)


def terms_of(alliance: Document, *, today: date) -> list[Term]:
    """In the order of the document: by the name of the party."""
    return [
        Term(
            party=row["party"],
            since=when(row["since"]),
            until=when(row["until"]),
            ending=row["ending"] or "",
            is_over=is_over(row, today=today),
        )
        for row in alliance["members"]
    ]
