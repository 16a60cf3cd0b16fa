"""The record of a party over time: one state for each meeting, and the states never mixed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from coalition.pages import appearances
from coalition.publishing import withdraw
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    alice,
    published,
)
from tests.pages.reading import read, section, words_of

pytestmark = pytest.mark.django_db

STATUSES = ("attended", "absent", "declined", "expected", "invited")


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def held_by(alliance: Any, title: str, date: str, **more: Any) -> Any:
    """A meeting of the alliance at which somebody else is named as having come."""
    meeting = MeetingFactory(title=title, alliance=alliance, date=date, **more)
    AttendanceFactory(meeting=meeting)
    return meeting


def member(since: str | None = "2023-07-18", **more: Any) -> tuple[Any, Any]:
    """Banyan, and the alliance to which it belongs."""
    party, alliance = PartyFactory(name="Banyan"), AllianceFactory(name="Front")
    AllianceMembershipFactory(alliance=alliance, party=party, since=since, **more)
    published(alliance)
    return party, alliance


def test_states_of_a_party_are_never_mixed() -> None:
    party = PartyFactory(name="Banyan")
    for status in STATUSES:
        given = {"reason_given": "not_given"} if status in ("absent", "declined") else {}
        meeting = MeetingFactory(title=f"When {status}")
        AttendanceFactory(meeting=meeting, party=party, leader=None, status=status, **given)
        published(meeting)
    html = html_of("/parties/banyan/")
    for status in STATUSES:
        part = section(html, status)
        assert f"When {status}" in part
        assert part.count("When ") == 1


def test_source_that_says_otherwise_is_not_called_upon() -> None:
    party, leader = PartyFactory(name="Banyan"), LeaderFactory(name="Asha")
    meeting = MeetingFactory(title="Dinner")
    for named in ({"party": party, "leader": None}, {"party": None, "leader": leader}):
        row = AttendanceFactory(meeting=meeting, absent=True, **named)
        ClaimFactory(attendance=row, value="attended", attribution="the rival bloc")
    published(meeting)
    for path in ("/parties/banyan/", "/leaders/asha/"):
        assert section(html_of(path), "absent").endswith("No reason was given.")


def test_counts_stand_apart_and_are_not_added_up() -> None:
    party = PartyFactory(name="Banyan")
    for number, status in enumerate(("attended", "attended", "absent")):
        meeting = MeetingFactory(title=f"Dinner {number}")
        given = {"reason_given": "not_given"} if status == "absent" else {}
        AttendanceFactory(meeting=meeting, party=party, leader=None, status=status, **given)
        published(meeting)
    counts = re.search(r'<ul class="state-counts">.*?</ul>', html_of("/parties/banyan/"), re.DOTALL)
    assert counts
    assert words_of(counts[0]) == "Attended 2 Absent 1"


def test_party_that_was_invited_and_came_attended() -> None:
    party = PartyFactory(name="Banyan")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, party=party, leader=None, status="invited")
    AttendanceFactory(meeting=meeting, party=party, leader=LeaderFactory(name="Asha"))
    published(meeting)
    html = html_of("/parties/banyan/")
    assert section(html, "attended").endswith("Asha")
    assert 'id="invited"' not in html


def test_absence_in_a_record_gives_the_reason() -> None:
    meeting = MeetingFactory(title="Dinner", purpose="To agree.")
    AttendanceFactory(
        meeting=meeting, party=PartyFactory(name="Banyan"), party_level=True, absent=True
    )
    published(meeting)
    part = section(html_of("/parties/banyan/"), "absent")
    assert part.endswith("No reason was given.")
    assert "To agree." not in part


def test_absence_of_one_leader_is_not_their_party_s() -> None:
    party, leader = PartyFactory(name="Banyan"), LeaderFactory(name="Asha")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, party=party, leader=leader, absent=True)
    published(meeting)
    html = html_of("/parties/banyan/")
    assert 'id="absent"' not in html
    assert section(html, "leaders-only").endswith("Asha (Absent)")
    assert "Dinner" in section(html_of("/leaders/asha/"), "absent")


def test_party_of_whose_alliance_others_came_was_not_named() -> None:
    _party, alliance = member()
    published(held_by(alliance, "Dinner", "2023-12-06"))
    html = html_of("/parties/banyan/")
    assert "Dinner" in section(html, "not-named")
    assert "that does not say it stayed away" in section(html, "not-named")
    assert 'id="absent"' not in html


@pytest.mark.parametrize(
    ("since", "until", "date", "is_told"),
    [
        ("2023-07-18", None, "2023-07-17", False),
        ("2023-07-18", None, "2023-07-18", True),
        # It may have joined later that month.
        ("2023-07", None, "2023-07-18", False),
        ("2023-07", None, "2023-07-31", True),
        # The meeting may have been before.
        ("2023-07-18", None, "2023-07", False),
        (None, None, "2023-07-17", True),
        ("2023-07-18", "2023-11-30", "2023-11-30", True),
        ("2023-07-18", "2023-11", "2023-11-15", False),
        ("2023-07-18", "2023-11", "2023-12-06", False),
        (None, None, "[..2023-12-05]", True),
        ("2023-07-18", None, "[..2023-12-05]", False),
    ],
)
def test_not_named_is_said_only_of_days_of_certain_membership(
    since: str | None, until: str | None, date: str, is_told: bool
) -> None:
    _party, alliance = member(since, until=until, ending="left" if until else "")
    published(held_by(alliance, "Dinner", date))
    assert ('id="not-named"' in html_of("/parties/banyan/")) is is_told


def test_party_that_left_nobody_knows_when_is_told_nothing() -> None:
    _party, alliance = member(ending="left")
    published(held_by(alliance, "Dinner", "2023-12-06"))
    assert 'id="not-named"' not in html_of("/parties/banyan/")


@pytest.mark.parametrize("occurrence", ["tentative", "confirmed", "postponed", "cancelled"])
def test_nobody_is_not_named_at_what_was_not_held(occurrence: str) -> None:
    _party, alliance = member()
    meeting = MeetingFactory(
        title="Dinner", alliance=alliance, occurrence=occurrence, occurrence_reason="So it was."
    )
    AttendanceFactory(meeting=meeting, invited=True)
    published(meeting)
    assert 'id="not-named"' not in html_of("/parties/banyan/")


def test_nobody_is_not_named_where_nobody_is_known_to_have_come() -> None:
    _party, alliance = member()
    meeting = MeetingFactory(title="Dinner", alliance=alliance)
    AttendanceFactory(meeting=meeting, party_level=True, absent=True)
    published(meeting)
    assert 'id="not-named"' not in html_of("/parties/banyan/")


def test_party_whose_leader_is_named_is_named() -> None:
    party, alliance = member()
    meeting = held_by(alliance, "Dinner", "2023-12-06")
    AttendanceFactory(meeting=meeting, party=party, absent=True)
    published(meeting)
    assert 'id="not-named"' not in html_of("/parties/banyan/")


def test_meeting_of_an_alliance_that_the_party_never_joined_is_not_its() -> None:
    member()
    published(held_by(AllianceFactory(name="Others"), "Dinner", "2023-12-06"))
    assert "Dinner" not in read("/parties/banyan/")


def test_strip_has_one_mark_for_each_meeting_oldest_first() -> None:
    party, alliance = member()
    for number, date in enumerate(("2023-09-01", "2023-08-01", "2024-01-05")):
        meeting = held_by(alliance, f"Dinner {number}", date)
        if number == 0:
            AttendanceFactory(meeting=meeting, party=party, leader=None)
        published(meeting)
    strip = re.search(r'<ol class="strip".*?</ol></li>\s*</ol>', html_of("/parties/banyan/"), re.S)
    assert strip
    assert re.findall(r'href="#(at-[^"]+)"', strip[0]) == [
        "at-dinner-1",
        "at-dinner-0",
        "at-dinner-2",
    ]


def test_strip_ends_where_a_state_is_not_known_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appearances, "SHOWN", 2)
    party = PartyFactory(name="Banyan")
    for month in range(1, 5):
        meeting = MeetingFactory(title=f"Dinner {month}", date=f"2023-0{month}-01")
        AttendanceFactory(meeting=meeting, party=party, leader=None)
        published(meeting)
    early = MeetingFactory(title="Long ago", date="2022-01-01")
    AttendanceFactory(meeting=early, party=party, party_level=True, absent=True)
    published(early)
    html = html_of("/parties/banyan/")
    strip = html.partition('<ol class="strip"')[2].partition('<section class="state-list"')[0]
    assert re.findall(r'href="#at-([^"]+)"', strip) == ["dinner-3", "dinner-4"]
    assert "Long ago" in section(html, "absent")
    assert "the lists lead to the older ones" in html


def test_long_record_leads_to_the_whole_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appearances, "SHOWN", 2)
    party = PartyFactory(name="Banyan")
    for n in range(3):
        meeting = MeetingFactory(title=f"Dinner {n}", date=f"2023-0{n + 1}-01")
        AttendanceFactory(meeting=meeting, party=party, leader=None)
        published(meeting)
    html = html_of("/parties/banyan/")
    part = section(html, "attended")
    assert part.startswith("Attended3 2023 Dinner 2")
    assert "Dinner 0" not in part
    assert "/meetings/?party=banyan&amp;attendance=attended" in html
    assert "Dinner 0" in read("/meetings/", party="banyan", attendance="attended")


def test_long_silence_leads_to_the_meetings_of_the_alliance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(appearances, "SHOWN", 2)
    _party, alliance = member()
    for n in range(3):
        published(held_by(alliance, f"Dinner {n}", f"2023-1{n}-01"))
    html = html_of("/parties/banyan/")
    assert section(html, "not-named").startswith("Not named3")
    assert "/meetings/?alliance=front&amp;occurrence=held" in html


def test_party_that_a_correction_names_was_not_silent_any_more() -> None:
    party, alliance = member()
    meeting = held_by(alliance, "Dinner", "2023-12-06")
    published(meeting, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    meeting.refresh_from_db()
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting, note="It came too.", now=datetime(2023, 12, 9, 12, tzinfo=UTC))
    assert "Dinner" in section(html_of("/parties/banyan/"), "attended")
    assert 'id="not-named"' not in html_of("/parties/banyan/")


def test_record_is_seen_from_the_moment_that_is_asked_about() -> None:
    party, alliance = PartyFactory(name="Banyan"), AllianceFactory(name="Front")
    AllianceMembershipFactory(alliance=alliance, party=party)
    meeting = held_by(alliance, "Dinner", "2023-12-06")
    for record in (alliance, meeting):
        published(record, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    meeting.refresh_from_db()
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting, note="It came too.", now=datetime(2023, 12, 9, 12, tzinfo=UTC))
    html = html_of("/parties/banyan/?as_of=2023-12-08")
    assert "Dinner" in section(html, "not-named")
    assert 'id="attended"' not in html


def test_withdrawn_meeting_leaves_the_record_of_its_party() -> None:
    party = PartyFactory(name="Banyan")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting)
    meeting.refresh_from_db()
    withdraw(meeting, by=alice(), reason="It never took place.")
    assert "Dinner" not in read("/parties/banyan/")
