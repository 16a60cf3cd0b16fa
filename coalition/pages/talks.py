"""Seat-sharing talks as they are shown on their own page and on the meetings they were held at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from coalition.pages.addresses import reference_path
from coalition.pages.disputes import Dispute, disputes_of
from coalition.pages.prose import prose
from coalition.pages.regions import region_name
from coalition.pages.sources import Citation, SourceBook, attributions
from coalition.pages.statements import StanceGroup, by_stance
from coalition.pages.times import When, when
from coalition.pages.wording import POSITION, TALK_STATUS, word

Reference = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PositionRow:
    party: Reference
    position: str
    seats: int
    to_party: Reference | None
    date: When | None
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class TalkView:
    title: str
    path: str
    status: str
    status_word: str
    election: Reference | None
    region: str
    parties: list[Reference]
    total_seats: int | None
    positions: list[PositionRow]
    summary: SafeString
    attribution: str
    citations: list[Citation]

    @property
    def agreed_seats(self) -> int | None:
        """None as long as nobody has agreed to anything."""
        agreed = [row.seats for row in self.positions if row.position == word(POSITION, "agrees")]
        return sum(agreed) if agreed else None


def talk_view(document: dict[str, Any], book: SourceBook) -> TalkView:
    return TalkView(
        title=document["title"],
        path=reference_path(document),
        status=document["status"],
        status_word=word(TALK_STATUS, document["status"]),
        election=document["election"],
        region=region_name(document["region"]),
        parties=document["parties"],
        total_seats=document["total_seats"],
        positions=[_position(row, book) for row in document["positions"]],
        summary=prose(document["summary"]),
        attribution=attributions(document["claims"]),
        citations=book.cite_rest(document["claims"], document["title"]),
    )


def _position(row: dict[str, Any], book: SourceBook) -> PositionRow:
    position = word(POSITION, row["position"])
    return PositionRow(
        party=row["party"],
        position=position,
        seats=row["seats"],
        to_party=row["to_party"],
        date=when(row["date"]),
        citations=book.cite(row["claims"], f"{row['party']['name']} {position} {row['seats']}"),
    )


@dataclass(frozen=True, slots=True)
class TalkPage:
    talk: TalkView
    alliance: Reference | None
    began: When | None
    concluded: When | None
    meetings: list[Reference]
    statements: list[StanceGroup]
    disputes: list[Dispute]


def talk_page(document: dict[str, Any], book: SourceBook) -> TalkPage:
    return TalkPage(
        talk=talk_view(document, book),
        alliance=document["alliance"],
        began=when(document["began"]),
        concluded=when(document["concluded"]),
        meetings=document["meetings"],
        statements=by_stance(document["statements"], book),
        disputes=disputes_of(document, book),
    )
