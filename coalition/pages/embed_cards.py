"""What the cards say: the few facts of a page that stand by themselves on somebody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coalition.models.editions import Edition
from coalition.pages.alliance_attendance import AttendanceMatrix, Column, matrix_of
from coalition.pages.attendance import explain
from coalition.pages.pictures.attendance import draw_matrix
from coalition.pages.pictures.election_pictures import tiles_picture
from coalition.pages.pictures.figures import Figure, figure_of
from coalition.pages.regions import region_name
from coalition.pages.summaries import Summary, counted_parties, summary_of
from coalition.pages.times import When, start_of, when
from coalition.pages.trackers import TrackedTalk, Tracker, contest_of, tracker_of
from coalition.pages.vantage import Vantage
from coalition.pages.wording import LEVEL, OCCURRENCE_SENTENCE, word

Document = dict[str, Any]

#: A card is a glance: the page has the others.
_ABSENT = 6
_TALKS = 8


@dataclass(frozen=True, slots=True)
class Absence:
    """`party` is empty for a party itself, and for who belongs to none."""

    name: str
    party: str
    explanation: str


@dataclass(frozen=True, slots=True)
class MeetingCard:
    summary: Summary
    alliance: str
    sentence: str
    reason: str
    start: str
    venue: str
    place: str
    counted: str
    absent: list[Absence]
    more_absent: int
    declined: list[Absence]
    more_declined: int
    correction: str


@dataclass(frozen=True, slots=True)
class AllianceCard:
    """`attendance` is None where there is nothing to draw; `columns` explain a narrow drawing."""

    summary: Summary
    attendance: Figure | None
    columns: Sequence[Column]


@dataclass(frozen=True, slots=True)
class ElectionCard:
    """`talks` are the first of `tracker.talks`, and `more_talks` is how many others that has. Where
    `tracker.more` leads to a list there are more than anybody counted."""

    summary: Summary
    level: str
    region: str
    polling: When | None
    total_seats: int | None
    tracker: Tracker
    tiles: Figure | None
    talks: list[TrackedTalk]
    more_talks: int


def meeting_card(edition: Edition, document: Document, vantage: Vantage) -> MeetingCard:
    summary = summary_of(document, today=vantage.today)
    place, alliance = document["place"], document["alliance"]
    region = region_name(place["region"])
    absent, declined = (_away(document, status) for status in ("absent", "declined"))
    return MeetingCard(
        summary=summary,
        alliance=(alliance["abbreviation"] or alliance["name"]) if alliance else "",
        sentence=str(OCCURRENCE_SENTENCE.get(document["occurrence"], "")),
        reason=document["occurrence_reason"] or "",
        start=start_of(document["start"], summary.date),
        venue=place["venue"] or "",
        place=place["city"] or region,
        counted=counted_parties(document),
        absent=absent[:_ABSENT],
        more_absent=len(absent[_ABSENT:]),
        declined=declined[:_ABSENT],
        more_declined=len(declined[_ABSENT:]),
        correction=(document["correction"] or {}).get("note", ""),
    )


def _away(document: Document, status: str) -> list[Absence]:
    return [
        Absence(
            name=(row["leader"] or row["party"])["name"],
            party=row["party"]["name"] if row["leader"] and row["party"] else "",
            explanation=explain(row),
        )
        for row in document["attendance"]
        if row["status"] == status
    ]


def alliance_card(edition: Edition, document: Document, vantage: Vantage) -> AllianceCard:
    """One query, for the meetings."""
    matrix = matrix_of(document, vantage)
    return AllianceCard(
        summary=summary_of(document, today=vantage.today),
        attendance=_drawn(document, matrix, vantage) if matrix.is_any else None,
        columns=matrix.columns,
    )


def _drawn(document: Document, matrix: AttendanceMatrix, vantage: Vantage) -> Figure:
    wide, narrow = (draw_matrix(document, matrix, narrow=narrow) for narrow in (False, True))
    return figure_of(wide, document, vantage, narrow=narrow)


def election_card(edition: Edition, document: Document, vantage: Vantage) -> ElectionCard:
    """One query, for the talks."""
    contest = contest_of(edition, document, vantage=vantage)
    tracker = tracker_of(edition, contest.talks, is_cut=contest.is_cut)
    wide, narrow = (
        tiles_picture(document, contest, tracker, is_narrow=narrow, is_linked=False)
        for narrow in (False, True)
    )
    return ElectionCard(
        summary=summary_of(document, today=vantage.today),
        level=word(LEVEL, document["level"]),
        region=region_name(document["region"]),
        polling=when(document["polling"]),
        total_seats=document["total_seats"],
        tracker=tracker,
        tiles=figure_of(wide, document, vantage, narrow=narrow) if wide else None,
        talks=tracker.talks[:_TALKS],
        more_talks=len(tracker.talks[_TALKS:]),
    )
