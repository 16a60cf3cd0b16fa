"""The page of an election."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.pages.prose import prose
from coalition.pages.regions import region_name
from coalition.pages.sources import Citation, SourceBook
from coalition.pages.times import When, when
from coalition.pages.wording import LEVEL, RESULT, word


@dataclass(frozen=True, slots=True)
class Outcome:
    contestant: dict[str, Any]
    result: str
    seats: int | None
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class ElectionPage:
    level: str
    body: str
    region: str
    polling: When | None
    total_seats: int | None
    summary: SafeString
    outcomes: list[Outcome]
    has_seats: bool
    citations: list[Citation]


def election_page(document: dict[str, Any], book: SourceBook) -> ElectionPage:
    outcomes = [_outcome(row, book) for row in document["outcomes"]]
    return ElectionPage(
        level=word(LEVEL, document["level"]),
        body=document["body"] or "",
        region=region_name(document["region"]),
        polling=when(document["polling"]),
        total_seats=document["total_seats"],
        summary=prose(document["summary"]),
        outcomes=outcomes,
        has_seats=any(outcome.seats is not None for outcome in outcomes),
        citations=book.cite_rest(document["claims"], _("The election")),
    )


def _outcome(row: dict[str, Any], book: SourceBook) -> Outcome:
    contestant = row["party"] or row["alliance"]
    result = word(RESULT, row["result"])
    return Outcome(
        contestant=contestant,
        result=result,
        seats=row["seats"],
        citations=book.cite(row["claims"], f"{contestant['name']}: {result.lower()}"),
    )
