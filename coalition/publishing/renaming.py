"""Renaming in a document: what it says of one record it says of another from now on.

Rows that become twins by that are one row afterwards, with the claims of both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coalition.models import AttendanceStatus, Kind
from coalition.publishing.columns import is_past_event
from coalition.publishing.documents.parties import recorded_in
from coalition.publishing.facts import PLANNED
from coalition.publishing.references import references_in

Document = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Successor:
    """The record `uid` is part of the record `into`, whose public name and address these are."""

    uid: str
    into: str
    slug: str
    name: str
    abbreviation: str | None


def rename(document: Document, successor: Successor) -> None:
    """Let `document` speak of `successor.into` wherever it spoke of `successor.uid`.

    What tells of the past keeps the name as it was printed; everything else takes the present one.
    """
    keeps_names = is_past_event(document)
    renamed: list[int] = []
    for reference in references_in(document):
        if reference["id"] == successor.uid:
            reference["id"], reference["slug"] = successor.into, successor.slug
            if not keeps_names:
                reference["name"] = successor.name
                reference["abbreviation"] = successor.abbreviation
            renamed.append(id(reference))
    if renamed:
        _TWINS.get(Kind(document["kind"]), _nothing)(document, renamed)


def _nothing(document: Document, renamed: list[int]) -> None:
    """Statements, leaders' and parties' own references: there is no row that could be a twin."""


def _id(reference: Row | None) -> str | None:
    return reference["id"] if reference else None


def _joined(rows: list[Row], key: Callable[[Row], Any], renamed: list[int]) -> list[Row]:
    """`rows`, each key once; where two are one, that which was there under the name stays."""
    kept: dict[Any, Row] = {}
    for row in sorted(rows, key=lambda row: _speaks_of(row, renamed)):
        place = key(row)
        if place in kept:
            _join(kept[place], row)
        else:
            kept[place] = row
    chosen = {id(row) for row in kept.values()}
    return [row for row in rows if id(row) in chosen]


def _speaks_of(row: Row, renamed: list[int]) -> bool:
    values = [row, *row.values()]
    return any(id(value) in renamed for value in values if isinstance(value, dict))


def _join(kept: Row, gone: Row) -> None:
    """The claims of both, those of the row that gives way saying what it said."""
    for claim in gone.get("claims", []):
        said = gone.get("status") or gone.get("result")
        differs = said and said != (kept.get("status") or kept.get("result"))
        if differs and claim["asserts"] is None:
            claim["asserts"] = said
        kept["claims"].append(claim)


def _meeting(document: Document, renamed: list[int]) -> None:
    for key in ("follows", "rescheduled_from"):
        if _id(document[key]) == document["id"]:
            document[key] = None
    for row in document["attendance"]:
        if row["on_behalf_of"] and _id(row["on_behalf_of"]) == _id(row["leader"]):
            row["on_behalf_of"] = None
    before = len(document["attendance"])
    document["attendance"] = _joined(document["attendance"], _attendance_key, renamed)
    if len(document["attendance"]) < before:
        _count_again(document)
        _dispute_again(document)


def _attendance_key(row: Row) -> Any:
    return (_id(row["leader"]), None) if row["leader"] else (None, _id(row["party"]))


def _count_again(document: Document) -> None:
    attended = [row for row in document["attendance"] if row["status"] == AttendanceStatus.ATTENDED]
    document["recorded"] = {
        **document["recorded"],
        "parties": len({row["party"]["id"] for row in attended if row["party"]}),
        "leaders": len({row["leader"]["id"] for row in attended if row["leader"]}),
    }


def _dispute_again(document: Document) -> None:
    """A row whose reports now contradict one another is disputed, each row once."""
    by_row: dict[Any, Row] = {}
    others = []
    for item in document["disputed"]:
        if item["field"] != "attendance":
            others.append(item)
        else:
            by_row.setdefault(_attendance_key(item), item)
    for row in document["attendance"]:
        contrary = [
            claim | {"agrees": False}
            for claim in row["claims"]
            if _contradicts(claim, row["status"])
        ]
        known = by_row.get(_attendance_key(row))
        if known is not None:
            known["claims"] = contrary or known["claims"]
        elif contrary:
            by_row[_attendance_key(row)] = {
                "field": "attendance",
                "party": row["party"],
                "leader": row["leader"],
                "reason": None,
                "claims": contrary,
            }
    document["disputed"] = others + list(by_row.values())


def _contradicts(claim: Row, status: str) -> bool:
    """Whether a claim asserts another status. A plan does not contradict what came of it."""
    asserted = claim["asserts"]
    is_plan = asserted in PLANNED and status not in PLANNED
    return asserted in AttendanceStatus.values and asserted != status and not is_plan


def _alliance(document: Document, renamed: list[int]) -> None:
    document["members"] = _joined(
        document["members"], lambda row: (_id(row["party"]), _since(row)), renamed
    )
    document["recorded"] = recorded_in(document["members"])


def _leader(document: Document, renamed: list[int]) -> None:
    document["party_memberships"] = _joined(
        document["party_memberships"], lambda row: (_id(row["party"]), _since(row)), renamed
    )


def _election(document: Document, renamed: list[int]) -> None:
    document["outcomes"] = _joined(
        document["outcomes"], lambda row: (_id(row["party"]), _id(row["alliance"])), renamed
    )


def _talk(document: Document, renamed: list[int]) -> None:
    for key in ("parties", "meetings"):
        document[key] = _joined(document[key], _id, renamed)
    for row in document["positions"]:
        if row["to_party"] and _id(row["to_party"]) == _id(row["party"]):
            row["to_party"] = None
    document["positions"] = _joined(document["positions"], _position_key, renamed)


def _position_key(row: Row) -> Any:
    if row["position"] == "agrees":
        return (_id(row["party"]), "agrees")
    day = row["date"]["edtf"] if row["date"] else None
    return (_id(row["party"]), row["position"], _id(row["to_party"]), day)


def _since(row: Row) -> str | None:
    return row["since"]["edtf"] if row["since"] else None


def _party(document: Document, renamed: list[int]) -> None:
    if _id(document["split_from"]) == document["id"]:
        document["split_from"] = None


_TWINS: dict[Kind, Callable[[Document, list[int]], None]] = {
    Kind.MEETING: _meeting,
    Kind.PARTY: _party,
    Kind.ALLIANCE: _alliance,
    Kind.LEADER: _leader,
    Kind.ELECTION: _election,
    Kind.SEAT_SHARING_TALK: _talk,
}
