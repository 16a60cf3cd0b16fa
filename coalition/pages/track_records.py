"""The record of a party, leader, alliance or election: where it appears, section by section."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy

from coalition.models.editions import Edition, Kind, Relation
from coalition.pages.addresses import list_path
from coalition.pages.appearances import Appearances, appearances_of
from coalition.pages.summaries import Summary, absence_of, summary_of
from coalition.pages.vantage import Vantage


@dataclass(frozen=True, slots=True)
class RecordSection:
    """One part of a record. `more` leads to the whole list, and is empty if this is all."""

    anchor: str
    heading: str
    total: int
    summaries: list[Summary]
    more: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A section to be: what it is called, and which appearances fill it."""

    anchor: str
    heading: Any
    kind: Kind
    relation: Relation
    #: What the full list adds to `?party=…`; None if no list shows just these.
    extra: str | None = ""


_ATTENDANCE_PARTS = (
    _Part(
        "attended",
        gettext_lazy("Meetings attended"),
        Kind.MEETING,
        Relation.ATTENDED,
        "attendance=attended",
    ),
    _Part("absent", gettext_lazy("Absences"), Kind.MEETING, Relation.ABSENT, "attendance=absent"),
    _Part(
        "expected",
        gettext_lazy("Expected at"),
        Kind.MEETING,
        Relation.EXPECTED,
        "attendance=expected",
    ),
    _Part(
        "invited", gettext_lazy("Invited to"), Kind.MEETING, Relation.INVITED, "attendance=invited"
    ),
    _Part(
        "declined",
        gettext_lazy("Invitations declined"),
        Kind.MEETING,
        Relation.DECLINED,
        "attendance=declined",
    ),
)
_SAID = _Part("statements", gettext_lazy("Statements made"), Kind.STATEMENT, Relation.SPEAKER)
_SAID_ABOUT = _Part(
    "about", gettext_lazy("Statements about it"), Kind.STATEMENT, Relation.ABOUT, None
)
_ELECTIONS = _Part("elections", gettext_lazy("Elections"), Kind.ELECTION, Relation.OUTCOME, None)

#: The record of each kind, in the order of the page.
_PARTS: dict[Kind, tuple[_Part, ...]] = {
    Kind.PARTY: (
        *_ATTENDANCE_PARTS,
        _Part("talks", gettext_lazy("Seat-sharing talks"), Kind.SEAT_SHARING_TALK, Relation.PARTY),
        _SAID,
        _SAID_ABOUT,
        _ELECTIONS,
    ),
    Kind.LEADER: (
        *_ATTENDANCE_PARTS,
        _Part(
            "represented",
            gettext_lazy("Represented by somebody else at"),
            Kind.MEETING,
            Relation.ON_BEHALF_OF,
            None,
        ),
        _SAID,
    ),
    Kind.ALLIANCE: (
        _Part("meetings", gettext_lazy("Meetings"), Kind.MEETING, Relation.ALLIANCE),
        _Part(
            "talks", gettext_lazy("Seat-sharing talks"), Kind.SEAT_SHARING_TALK, Relation.ALLIANCE
        ),
        _SAID_ABOUT,
        _ELECTIONS,
    ),
    Kind.ELECTION: (
        _Part(
            "talks", gettext_lazy("Seat-sharing talks"), Kind.SEAT_SHARING_TALK, Relation.ELECTION
        ),
    ),
}


def record_of(edition: Edition, *, vantage: Vantage) -> list[RecordSection]:
    """What the live documents say of a party, leader, alliance or election; two queries."""
    parts = _PARTS[Kind(edition.kind)]
    table = appearances_of(
        edition.uid,
        kinds={part.kind for part in parts},
        relations={part.relation for part in parts},
        vantage=vantage,
    )
    sections = []
    for part in parts:
        found = table.slot(part.kind, part.relation)
        if found.documents:
            sections.append(_section(part, found, edition, vantage))
    return sections


def _section(part: _Part, found: Appearances, edition: Edition, vantage: Vantage) -> RecordSection:
    summaries = [summary_of(document, today=vantage.today) for document in found.documents]
    if part.relation in (Relation.ABSENT, Relation.DECLINED):
        summaries = [
            replace(summary, text=absence_of(document, str(edition.uid)))
            for summary, document in zip(summaries, found.documents, strict=True)
        ]
    more = ""
    if found.is_cut and part.extra is not None:
        query = "&".join(filter(None, (f"{edition.kind}={edition.slug}", part.extra)))
        more = f"{list_path(part.kind)}?{query}"
    return RecordSection(part.anchor, str(part.heading), found.total, summaries, more)
