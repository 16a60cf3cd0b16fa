"""The memberships of an alliance through time, each as exact as its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coalition.pages.identities import period_of
from coalition.pages.memberships import is_over
from coalition.pages.times import When, when
from coalition.pages.wording import ENDING, word

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
    def ending_word(self) -> str:
        return word(ENDING, self.ending) if self.ending else ""

    @property
    def period(self) -> str:
        return period_of(self.since, self.until, self.ending if self.is_over else None)

    def is_surely_outside(self, earliest: date | None, latest: date | None) -> bool:
        """Whether no day from `earliest` to `latest` can belong to it; None is an open side."""
        begins = self.since.earliest if self.since else None
        ends = self.until.latest if self.until else None
        is_before = begins is not None and latest is not None and latest < begins
        is_after = ends is not None and earliest is not None and earliest > ends
        return is_before or is_after


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
