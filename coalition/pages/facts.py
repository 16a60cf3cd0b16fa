"""A fact as a page states it: in words, with who says so, and whether anybody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coalition.pages.disputes import Dispute, dispute_on
from coalition.pages.sources import Citation, SourceBook

Claims = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Fact:
    """`text` is empty if nothing is recorded, though the page may say so, and by what source."""

    text: str
    citations: list[Citation] = field(default_factory=list)
    dispute: Dispute | None = None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


class FactTeller:
    """States the facts of one document, and knows which of its claims found a place.

    What is left over is for the mark beside the title: no claim is without one.
    """

    def __init__(self, claims: Claims, book: SourceBook, disputes: list[Dispute]) -> None:
        self._claims = claims
        self._book = book
        self._disputes = disputes
        self._told: set[str] = set()

    def fact(self, text: str, *fields: str, is_shown: bool = False) -> Fact:
        """`fields` are the names by which claims may speak of it.

        Without a text there is nothing on the page that a mark could stand beside, unless it
        `is_shown` all the same: that nothing is recorded.
        """
        if not text and not is_shown:
            return Fact("")
        self._told.update(fields)
        return Fact(
            text, self._book.cite_field(self._claims, *fields), dispute_on(self._disputes, *fields)
        )

    def whole(self, text: str, what: str) -> Fact:
        """What the claims on nothing in particular are good for, where no other speaks of it."""
        found = [claim for claim in self._claims if not claim["field"]]
        return Fact(text, self._book.cite(found, what))

    def rest(self, text: str, what: str) -> Fact:
        """`what` is what claims on nothing in particular are said to be about.

        Only a difference on the title itself makes the title a disputed one.
        """
        left = [claim for claim in self._claims if (claim["field"] or "") not in self._told]
        return Fact(text, self._book.cite_rest(left, what), dispute_on(self._disputes, "title"))
