"""Who came to an alliance's meetings: its parties in rows, its newest meetings in columns.

A cell says what the documents of the meetings say, and no more. A party that attended meetings of
the alliance has a row even if no membership of it is recorded. *Not named* is a state of its own,
and so is a membership of which nobody knows whether it covered the day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from coalition.models.editions import Kind, Relation
from coalition.pages.addresses import list_path, reference_path
from coalition.pages.brief_dates import brief
from coalition.pages.memberships import present_members, tenures_of
from coalition.pages.presence import PRESENCE, Presence, is_attendance_recorded, presences_of
from coalition.pages.times import DayRun, When, days_of, moment, when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import OCCURRENCE, word
from coalition.tenures import Belonged, Tenure, belonged

Document = dict[str, Any]

#: What a picture can show and a reader can take in. The list of meetings has the older ones.
MAX_MEETINGS = 12
MAX_PARTIES = 60


class Standing(StrEnum):
    """What a column can say at all."""

    RECORDED = "recorded"
    UNRECORDED = "unrecorded"
    PLANNED = "planned"
    NOT_HELD = "not_held"


class Section(StrEnum):
    """Which part of the matrix a row belongs to."""

    NOW = "now"
    FORMER = "former"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Column:
    """`days` are as of `times.days_of`: empty where the source leaves the day open."""

    number: int
    title: str
    path: str
    date: When | None
    brief_date: str
    place: str
    occurrence: str
    occurrence_word: str
    standing: Standing
    days: tuple[DayRun, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    party: Document
    section: Section
    cells: list[Presence]


@dataclass(frozen=True, slots=True)
class AttendanceMatrix:
    """`more` leads to the list of all meetings if there are older ones; `parties_left_out` is how
    many parties have no row because there are too many. `newest_at` is when the newest of the
    editions was published that it is made of."""

    columns: list[Column]
    rows: list[Row]
    more: str
    parties_left_out: int
    newest_at: datetime

    @property
    def is_any(self) -> bool:
        return bool(self.columns and self.rows)

    @property
    def table(self) -> list[tuple[Row, list[tuple[Column, str]]]]:
        """The same in words: each row with its cells, and the column that each stands in."""
        return [
            (
                row,
                [
                    (column, word(PRESENCE, cell))
                    for column, cell in zip(self.columns, row.cells, strict=True)
                ],
            )
            for row in self.rows
        ]

    def states(self) -> set[Presence]:
        return {cell for row in self.rows for cell in row.cells}


def matrix_of(alliance: Document, vantage: Vantage) -> AttendanceMatrix:
    """One query: the newest meetings of the alliance, a bounded number of them."""
    bodies = (
        vantage.editions()
        .of_kind(Kind.MEETING)
        .linked_to(alliance["id"], Relation.ALLIANCE)
        .order_by("-sort_key")
        .values_list("body", flat=True)[: MAX_MEETINGS + 1]
    )
    newest = [json.loads(body) for body in bodies]
    meetings = _in_order(newest[:MAX_MEETINGS][::-1])
    rows = _rows(alliance, meetings, vantage.today)
    return AttendanceMatrix(
        columns=[_column(number, meeting) for number, meeting in enumerate(meetings, start=1)],
        rows=rows[:MAX_PARTIES],
        more=f"{list_path(Kind.MEETING)}?alliance={alliance['slug']}"
        if len(newest) > MAX_MEETINGS
        else "",
        parties_left_out=max(0, len(rows) - MAX_PARTIES),
        newest_at=max(moment(document["published_at"]) for document in (alliance, *meetings)),
    )


def _in_order(meetings: list[Document]) -> list[Document]:
    """Lists sort what has no date before all that has one. Here it would pass for the oldest, and
    is most often what nobody has found a day for yet."""
    return sorted(meetings, key=lambda meeting: meeting["date"] is None)


def _column(number: int, meeting: Document) -> Column:
    return Column(
        number=number,
        title=meeting["title"],
        path=reference_path(meeting),
        date=when(meeting["date"]),
        brief_date=brief(meeting["date"]),
        place=meeting["place"]["city"] or "",
        occurrence=meeting["occurrence"],
        occurrence_word=word(OCCURRENCE, meeting["occurrence"]),
        standing=standing_of(meeting),
        days=days_of(meeting["date"]),
    )


def standing_of(meeting: Document) -> Standing:
    """A meeting that was not held, or is only planned, never shows that anybody attended it."""
    occurrence = meeting["occurrence"]
    if occurrence == "held":
        is_recorded = is_attendance_recorded(meeting)
        return Standing.RECORDED if is_recorded else Standing.UNRECORDED
    return Standing.NOT_HELD if occurrence in ("postponed", "cancelled") else Standing.PLANNED


def _rows(alliance: Document, meetings: list[Document], today: date) -> list[Row]:
    """Members, former members, then others that were named, each by name."""
    parties = {row["party"]["id"]: row["party"] for row in alliance["members"]}
    present = {party["id"] for party in present_members(alliance, today=today)}
    tenures = tenures_of(alliance)
    guests = {
        row["party"]["id"]: row["party"]
        for meeting in meetings
        for row in meeting["attendance"]
        if row["party"] and row["party"]["id"] not in parties
    }
    said = [presences_of(meeting) for meeting in meetings]
    standings = [standing_of(meeting) for meeting in meetings]
    dates = [when(meeting["date"]) for meeting in meetings]

    def row_of(party: Document, section: Section) -> Row:
        own = tenures.get(party["id"], [])
        cells = [
            _cell(presences.get(party["id"]), standing, own, on)
            for presences, standing, on in zip(said, standings, dates, strict=True)
        ]
        return Row(party, section, cells)

    found = [
        row_of(party, Section.NOW if uid in present else Section.FORMER)
        for uid, party in parties.items()
    ]
    found.sort(key=lambda row: list(Section).index(row.section))
    others = sorted(guests.values(), key=lambda party: str(party["name"]).casefold())
    return [*found, *(row_of(party, Section.UNKNOWN) for party in others)]


def _cell(
    said: Presence | None, standing: Standing, tenures: list[Tenure], on: When | None
) -> Presence:
    if standing == Standing.NOT_HELD:
        return Presence.NOT_HELD
    if standing == Standing.PLANNED and said == Presence.ATTENDED:
        # The desk does not publish such a row; if it ever did, it would still be no attendance.
        said = None
    if said is not None:
        return said
    if not tenures:
        return Presence.UNRELATED
    then = belonged(tenures, on.earliest if on else None, on.latest if on else None)
    if then == Belonged.SURELY_NOT:
        return Presence.NOT_A_MEMBER
    # What is planned, on whatever day, concerns those whose membership has no end.
    concerns = standing == Standing.PLANNED and not all(own.has_end for own in tenures)
    if then == Belonged.PERHAPS and not concerns:
        return Presence.UNCERTAIN
    return {
        Standing.RECORDED: Presence.NOT_NAMED,
        Standing.UNRECORDED: Presence.NOT_RECORDED,
        Standing.PLANNED: Presence.NOTHING_YET,
    }[standing]
