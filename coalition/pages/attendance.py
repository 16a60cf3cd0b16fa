"""Who came, who stayed away and who is awaited: the attendance of a meeting, by status and party.

The statuses are never mixed, and somebody who is not named is not mentioned at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from coalition.pages.disputes import Dispute, Own, dispute_on
from coalition.pages.sources import Citation, SourceBook, attributions, vouches
from coalition.pages.wording import ATTENDANCE, ROLE, word

Reference = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """One row that names a leader. `described_as` is the source's word for the office held."""

    leader: Reference
    described_as: str
    named_as: str
    on_behalf_of: Reference | None
    role: str
    explanation: str
    citations: list[Citation]
    dispute: Dispute | None


@dataclass(slots=True)
class PartyGroup:
    """The rows of one party. `is_named` if one of them speaks of the party as such."""

    party: Reference | None
    is_named: bool = False
    role: str = ""
    explanation: str = ""
    citations: list[Citation] = field(default_factory=list)
    dispute: Dispute | None = None
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Host:
    reference: Reference
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class Attendance:
    attended: list[PartyGroup]
    absent: list[PartyGroup]
    expected: list[PartyGroup]
    invited: list[PartyGroup]
    declined: list[PartyGroup]
    hosts: list[Host]


def attendance_of(
    rows: list[dict[str, Any]], book: SourceBook, disputes: list[Dispute]
) -> Attendance:
    groups = {
        status: _groups([row for row in rows if row["status"] == status], book, disputes)
        for status in ATTENDANCE
    }
    hosts = [
        Host(row["leader"] or row["party"], book.cite(row["claims"], _fact(row)))
        for row in rows
        if row["role"] == "host"
    ]
    return Attendance(**groups, hosts=hosts)


def own_words(rows: list[dict[str, Any]]) -> dict[str, Own]:
    """What the page says of each row, as `disputes_of` asks for it."""
    words = {}
    for row in rows:
        about = (row["leader"] or row["party"])["id"]
        agreeing = [claim for claim in row["claims"] if vouches(claim, status=row["status"])]
        words[f"attendance {about}"] = Own(
            word(ATTENDANCE, row["status"]), claims=agreeing, is_complete=True
        )
        # A claim on the whole row may be about the role or not.
        on_the_role = [claim for claim in row["claims"] if claim["asserts"]]
        words[f"role {about}"] = Own(
            word(ROLE, row["role"]),
            claims=[claim for claim in on_the_role if vouches(claim, role=f"role: {row['role']}")],
            is_complete=on_the_role == row["claims"],
        )
    return words


def _groups(
    rows: list[dict[str, Any]], book: SourceBook, disputes: list[Dispute]
) -> list[PartyGroup]:
    """In the order of the document, a party where it is first named."""
    groups: dict[str, PartyGroup] = {}
    for row in rows:
        key = row["party"]["id"] if row["party"] else ""
        group = groups.setdefault(key, PartyGroup(row["party"]))
        citations = book.cite(row["claims"], _fact(row))
        about = (row["leader"] or row["party"])["id"]
        dispute = dispute_on(disputes, "attendance", "role", about=about)
        if row["leader"]:
            group.people.append(_person(row, citations, dispute))
        else:
            group.is_named = True
            group.role = word(ROLE, row["role"]) if row["role"] in ROLE else ""
            group.explanation = explain(row)
            group.citations = citations
            group.dispute = dispute
    return list(groups.values())


def _person(row: dict[str, Any], citations: list[Citation], dispute: Dispute | None) -> Person:
    return Person(
        leader=row["leader"],
        described_as=row["described_as"] or "",
        named_as=row["named_as"] or "",
        on_behalf_of=row["on_behalf_of"],
        role=word(ROLE, row["role"]) if row["role"] in ROLE else "",
        explanation=explain(row),
        citations=citations,
        dispute=dispute,
    )


def _fact(row: dict[str, Any]) -> str:
    return f"{(row['leader'] or row['party'])['name']} ({word(ATTENDANCE, row['status']).lower()})"


def explain(row: dict[str, Any]) -> str:
    """Why somebody stayed away. That no reason was given, that nobody asked, and that the record
    does not say which, are three different things.

    For anybody else it only says who told, if that was somebody other than the report itself.
    """
    speakers = attributions(row["claims"], status=row["status"], reason=row["reason"] or "")
    if row["status"] not in ("absent", "declined"):
        return _("According to %(speakers)s.") % {"speakers": speakers} if speakers else ""
    said = {
        "given": _("Reason given: %(reason)s") % {"reason": (row["reason"] or "").rstrip(".")},
        "not_given": _("No reason was given"),
        "not_asked": _("Nobody asked for a reason"),
    }.get(row["reason_given"] or "", _("The record does not say whether a reason was given"))
    if not speakers:
        return f"{said}."
    return _("%(said)s, according to %(speakers)s.") % {"said": said, "speakers": speakers}
