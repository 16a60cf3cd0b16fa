"""The record of a party, leader, alliance or election: where it appears, section by section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from coalition.models.editions import Edition, Kind, Relation
from coalition.pages.addresses import list_path
from coalition.pages.appearances import Appearances, appearances_of
from coalition.pages.attendance_records import AttendanceRecord, attendance_record
from coalition.pages.candidates import STATES, Sort
from coalition.pages.elections import own_outcome
from coalition.pages.memberships import Membership
from coalition.pages.seat_positions import own_seats
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.vantage import Vantage

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordSection:
    """One part of a record. `more` leads to the whole list, and is empty if this is all; the tally
    of a partial one counts the newest only."""

    anchor: str
    heading: str
    tally: str
    is_partial: bool
    summaries: list[Summary]
    more: str


@dataclass(frozen=True, slots=True)
class Record:
    """`attendance` is that of a party or leader, and None for what attends nothing."""

    attendance: AttendanceRecord | None
    sections: list[RecordSection]


@dataclass(frozen=True, slots=True)
class _Part:
    """A section to be: what it is called, and which appearances fill it."""

    anchor: str
    heading: Any
    kind: Kind
    relation: Relation
    #: Whether `?party=…` and the like lead to a list of just these.
    is_listed: bool = True
    #: Other relations that count as this one, there as here.
    also: tuple[Relation, ...] = ()


_SAID = _Part("statements", gettext_lazy("Statements made"), Kind.STATEMENT, Relation.SPEAKER)
_SAID_ABOUT = _Part(
    "about", gettext_lazy("Statements about it"), Kind.STATEMENT, Relation.ABOUT, False
)
_ELECTIONS = _Part("elections", gettext_lazy("Elections"), Kind.ELECTION, Relation.OUTCOME, False)

#: The record of each kind, in the order of the page.
_PARTS: dict[Kind, tuple[_Part, ...]] = {
    Kind.PARTY: (
        _Part(
            "talks",
            gettext_lazy("Seat-sharing talks"),
            Kind.SEAT_SHARING_TALK,
            Relation.PARTY,
            # A party can have a position in talks that are not said to be its own.
            also=(Relation.POSITION,),
        ),
        _SAID,
        _SAID_ABOUT,
        _ELECTIONS,
    ),
    Kind.LEADER: (_SAID,),
    Kind.ALLIANCE: (
        _Part("meetings", gettext_lazy("Meetings"), Kind.MEETING, Relation.ALLIANCE),
        _Part(
            "talks", gettext_lazy("Seat-sharing talks"), Kind.SEAT_SHARING_TALK, Relation.ALLIANCE
        ),
        _SAID_ABOUT,
        _ELECTIONS,
    ),
}

#: Who attends meetings.
_ATTENDING = (Kind.PARTY, Kind.LEADER)
#: What is said of leaders alone, or of parties alone.
_NEVER = {Kind.PARTY: (Relation.ON_BEHALF_OF,), Kind.LEADER: (Relation.NAMED,)}


def record_of(edition: Edition, *, vantage: Vantage) -> list[RecordSection]:
    """What the live documents say of a record that attends nothing; two queries."""
    return whole_record_of(edition, vantage=vantage).sections


def whole_record_of(
    edition: Edition, *, vantage: Vantage, memberships: Sequence[Membership] = ()
) -> Record:
    """What the live documents say of a party, leader or alliance; two queries.

    `memberships` are the alliances of a party, whose meetings need not name it.
    """
    kind = Kind(edition.kind)
    parts = _PARTS[kind]
    sorts = [Sort(part.kind, part.relation, part.also) for part in parts]
    if kind in _ATTENDING:
        sorts += [Sort(Kind.MEETING, state) for state in STATES if state not in _NEVER[kind]]
    table = appearances_of(edition.uid, sorts, vantage=vantage, memberships=memberships)
    return Record(
        attendance=attendance_record(edition, table) if kind in _ATTENDING else None,
        sections=[
            _section(part, found, edition, vantage)
            for part in parts
            if (found := table.slot(part.kind, part.relation)).documents
        ],
    )


def _section(part: _Part, found: Appearances, edition: Edition, vantage: Vantage) -> RecordSection:
    return RecordSection(
        anchor=part.anchor,
        heading=str(part.heading),
        tally=found.tally,
        is_partial=found.is_partial,
        summaries=[_summary(document, edition, vantage.today) for document in found.documents],
        more=f"{list_path(part.kind)}?{edition.kind}={edition.slug}"
        if found.is_cut and part.is_listed
        else "",
    )


def _summary(document: Document, edition: Edition, today: date) -> Summary:
    """The document in a line or two; of a party, with what it wants and how it came out."""
    summary = summary_of(document, today=today)
    own = _OWN.get(document["kind"])
    text = own(document, str(edition.uid)) if own and edition.kind == Kind.PARTY else ""
    return replace(summary, text=text) if text else summary


_OWN: dict[str, Callable[[Document, str], str]] = {
    Kind.SEAT_SHARING_TALK: own_seats,
    Kind.ELECTION: own_outcome,
}
