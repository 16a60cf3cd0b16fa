"""Seat-sharing talks as they are shown on their own page and on the meetings they were held at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from coalition.models.editions import Edition
from coalition.pages.addresses import reference_path
from coalition.pages.disputes import Dispute, Own, disputes_of
from coalition.pages.pictures.election_pictures import talk_picture
from coalition.pages.pictures.figures import Figure, figure_of
from coalition.pages.prose import prose
from coalition.pages.regions import region_name
from coalition.pages.seat_positions import Seats, by_date, seats_of
from coalition.pages.sources import Citation, SourceBook, attributions
from coalition.pages.statements import StanceGroup, by_stance
from coalition.pages.talk_changes import ChangeDay, changes_of
from coalition.pages.times import When, when
from coalition.pages.vantage import Vantage
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
        positions=[_position(row, book) for row in by_date(document["positions"])],
        summary=prose(document["summary"]),
        attribution=attributions(document["claims"], status=document["status"]),
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
    """`figure` is None where no seats are recorded that could be drawn."""

    talk: TalkView
    seats: Seats
    figure: Figure | None
    alliance: Reference | None
    began: When | None
    concluded: When | None
    changes: list[ChangeDay]
    meetings: list[Reference]
    statements: list[StanceGroup]
    disputes: list[Dispute]


def talk_page(
    edition: Edition, document: dict[str, Any], book: SourceBook, *, vantage: Vantage
) -> TalkPage:
    """One query, for its earlier editions."""
    picture = talk_picture(edition, document)
    narrow = talk_picture(edition, document, is_narrow=True)
    return TalkPage(
        talk=talk_view(document, book),
        seats=seats_of(document),
        figure=figure_of(picture, document, vantage, narrow=narrow) if picture else None,
        alliance=document["alliance"],
        began=when(document["began"]),
        concluded=when(document["concluded"]),
        # The positions by date have a table of their own.
        changes=changes_of([document], vantage=vantage, with_positions=False),
        meetings=document["meetings"],
        statements=by_stance(document["statements"], book),
        disputes=disputes_of(document, book, _own_words(document)),
    )


def _own_words(document: dict[str, Any]) -> dict[str, Own]:
    """What the page says, by the field that claims name."""
    total = document["total_seats"]
    return {
        "status": Own(word(TALK_STATUS, document["status"])),
        "began": Own(str(when(document["began"]) or "")),
        "concluded": Own(str(when(document["concluded"]) or "")),
        "total_seats": Own("" if total is None else str(total)),
    }
