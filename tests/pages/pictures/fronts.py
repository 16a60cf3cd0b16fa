"""Alliances with meetings, for the pictures of them."""

from __future__ import annotations

import json
from typing import Any

from coalition.models import Alliance, Meeting, Party
from coalition.pages.alliance_attendance import AttendanceMatrix, matrix_of
from coalition.pages.presence import Presence
from coalition.pages.vantage import present
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    published,
)


def member(alliance: Alliance, name: str, **given: Any) -> Party:
    party = PartyFactory(name=name, abbreviation=given.pop("abbreviation", ""))
    AllianceMembershipFactory(alliance=alliance, party=party, **({"since": None} | given))
    return party


def meet(alliance: Alliance, title: str, rows: dict[Party, str] | None = None, **given: Any) -> Any:
    """A meeting with a row of each party as such; the meeting is published."""
    meeting = MeetingFactory(title=title, alliance=alliance, **given)
    come(meeting, rows or {})
    return published(meeting)


def come(meeting: Meeting, rows: dict[Party, str]) -> None:
    for party, status in rows.items():
        reason = {"reason_given": "not_given"} if status in ("absent", "declined") else {}
        AttendanceFactory(meeting=meeting, party=party, leader=None, status=status, **reason)


def document_of(record: Alliance | Meeting) -> dict[str, Any]:
    record.refresh_from_db()
    document: dict[str, Any] = json.loads(published(record).body)
    return document


def matrix_for(alliance: Alliance) -> AttendanceMatrix:
    return matrix_of(document_of(alliance), present())


def cells_of(matrix: AttendanceMatrix, name: str) -> list[Presence]:
    return next(row.cells for row in matrix.rows if row.party["name"] == name)


def broad_front() -> Alliance:
    """Of every state one: a front as it never was."""
    front = AllianceFactory(name="Broad Front", abbreviation="BF")
    banyan = member(front, "Banyan", abbreviation="BN")
    lantern = member(front, "Lantern")
    harbour = member(front, "Harbour")
    plough = member(front, "Plough")
    member(front, "Silent")
    member(front, "Perhaps", since="2023-12")
    member(front, "Late", since="2023-12-31")
    member(front, "Gone", since="2020", until="2023-01", ending="left")
    guest = PartyFactory(name="Guest")
    dinner = MeetingFactory(title="Dinner", alliance=front, date="2023-12-06", city="New Delhi")
    AttendanceFactory(meeting=dinner, party=plough, absent=True)
    come(dinner, {banyan: "attended", lantern: "absent", harbour: "declined", guest: "attended"})
    published(dinner)
    meet(front, "Unreported", date="2023-12-07", city="Patna")
    meet(front, "Rally", date="2023-12-08", cancelled=True)
    meet(front, "Next", {banyan: "expected", lantern: "invited"}, date="2023-12-09", confirmed=True)
    return front
