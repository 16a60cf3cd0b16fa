"""The page of an election: how it came out, and the tracker of its seat-sharing talks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models.editions import Edition
from coalition.pages.pictures.election_pictures import (
    TALKS,
    seats_picture,
    tiles_picture,
)
from coalition.pages.pictures.figures import Figure, figure_of, picture_path
from coalition.pages.prose import prose
from coalition.pages.regions import region_name
from coalition.pages.seat_splits import majority_of, most_unrecorded, splits_of
from coalition.pages.sources import Citation, SourceBook
from coalition.pages.talk_changes import ChangeDay, changes_of
from coalition.pages.times import When, when
from coalition.pages.trackers import Tracker, contest_of, tracker_of
from coalition.pages.vantage import Vantage
from coalition.pages.wording import LEVEL, RESULT, word

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    contestant: dict[str, Any]
    result: str
    seats: int | None
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class ElectionPage:
    """The figures are None where there is nothing to draw, and the files of the bars are none. Of
    the bars the page has a table, so the picture of them is drawn only for whoever asks for it."""

    level: str
    body: str
    region: str
    polling: When | None
    total_seats: int | None
    majority: int | None
    summary: SafeString
    outcomes: list[Outcome]
    has_seats: bool
    rest: int
    is_rest_exact: bool
    split_figure: Figure | None
    tracker: Tracker
    changes: list[ChangeDay]
    tiles_figure: Figure | None
    bars_files: dict[str, str]
    citations: list[Citation]


def election_page(
    edition: Edition, document: Document, book: SourceBook, *, vantage: Vantage
) -> ElectionPage:
    """Two queries: its talks with the colours of its parties, and the earlier editions of the
    talks."""
    contest = contest_of(edition, document, vantage=vantage)
    tracker = tracker_of(edition, contest.talks, is_cut=contest.is_cut)
    outcomes = [_outcome(row, book) for row in document["outcomes"]]
    splits = splits_of(document, contest.colours)

    def figure(picture: Any, narrow: Any = None) -> Figure | None:
        return figure_of(picture, document, vantage, narrow=narrow) if picture else None

    return ElectionPage(
        level=word(LEVEL, document["level"]),
        body=document["body"] or "",
        region=region_name(document["region"]),
        polling=when(document["polling"]),
        total_seats=document["total_seats"],
        majority=majority_of(document),
        summary=prose(document["summary"]),
        outcomes=outcomes,
        has_seats=any(outcome.seats is not None for outcome in outcomes),
        rest=most_unrecorded(splits),
        is_rest_exact=len(splits) == 1,
        split_figure=figure(
            seats_picture(document, contest), seats_picture(document, contest, is_narrow=True)
        ),
        tracker=tracker,
        changes=changes_of(contest.talks, vantage=vantage),
        tiles_figure=figure(
            tiles_picture(document, contest, tracker),
            tiles_picture(document, contest, tracker, is_narrow=True),
        ),
        bars_files={
            form: picture_path(document, TALKS, form, vantage)
            for form in ("svg", "png")
            if any(talk.seats.is_any for talk in tracker.talks)
        },
        citations=book.cite_rest(document["claims"], _("The election")),
    )


def _outcome(row: Document, book: SourceBook) -> Outcome:
    contestant = row["party"] or row["alliance"]
    result = word(RESULT, row["result"])
    return Outcome(
        contestant=contestant,
        result=result,
        seats=row["seats"],
        citations=book.cite(row["claims"], f"{contestant['name']}: {result.lower()}"),
    )


def own_outcome(document: Document, uid: str) -> str:
    """How the party `uid` came out of an election, in a line."""
    for row in document["outcomes"]:
        if row["party"] and row["party"]["id"] == uid:
            result = word(RESULT, row["result"])
            if row["seats"] is None:
                return f"{result}."
            seats = ngettext("%d seat", "%d seats", row["seats"]) % row["seats"]
            return _("%(result)s: %(seats)s.") % {"result": result, "seats": seats}
    return ""
