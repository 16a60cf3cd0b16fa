from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine
from django.test import Client

from coalition.models import Edition
from coalition.publishing import correct
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    published,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def test_home_says_so_when_there_is_nothing() -> None:
    assert "No meeting that was held is published yet." in read("/")


@time_machine.travel("2023-12-18T12:00:00+05:30")
def test_home_knows_plans_and_cancelled_meetings_from_nothing() -> None:
    published(MeetingFactory(title="Planned", confirmed=True, date="2023-12-19"))
    published(MeetingFactory(title="Dropped", cancelled=True, date="2023-12-15"))
    words = read("/")
    assert "No meeting that was held is published yet." in words
    assert "No meeting is published" not in words


@time_machine.travel("2023-12-18T12:00:00+05:30")
def test_lead_is_found_behind_however_many_that_were_not_held() -> None:
    published(MeetingFactory(title="Held", date="2023-11-01"))
    for day in range(1, 13):
        published(MeetingFactory(title=f"Off {day}", cancelled=True, date=f"2023-12-{day:02}"))
    context = Client().get("/").context
    assert context["lead"].title == "Held"
    assert [one.title for one in context["latest"]] == [f"Off {day}" for day in range(12, 3, -1)]


def test_latest_meeting_leads_and_says_who_stayed_away() -> None:
    published(MeetingFactory(title="Older", date="2023-11-01"))
    meeting = MeetingFactory(title="Newest", counted=True)
    AttendanceFactory(
        meeting=meeting, party=PartyFactory(name="Banyan"), party_level=True, absent=True
    )
    published(meeting)
    context = Client().get("/").context
    assert context["lead"].title == "Newest"
    assert [summary.title for summary in context["latest"]] == ["Older"]
    assert "Stayed away: Banyan" in read("/")


@time_machine.travel("2023-12-18T12:00:00+05:30")
def test_next_comes_what_comes_first() -> None:
    published(MeetingFactory(title="Later", confirmed=True, date="2024-01-10"))
    published(MeetingFactory(title="Sooner", confirmed=True, date="2023-12-19"))
    published(MeetingFactory(title="Passed", confirmed=True, date="2023-12-01"))
    context = Client().get("/").context
    assert [plan.summary.title for plan in context["upcoming"]] == ["Sooner", "Later"]
    assert [summary.title for summary in context["overdue"]] == ["Passed"]
    assert context["lead"] is None


def test_open_talks_and_corrections_are_shown() -> None:
    published(SeatSharingTalkFactory(title="Eighty seats", stalled=True))
    published(SeatSharingTalkFactory(title="Settled", agreed=True))
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    meeting.refresh_from_db()
    meeting.city = "Patna"
    meeting.save()
    correct(meeting, by=None, note="The city was missing.")
    words = read("/")
    assert "Eighty seats December 2023 Stalled" in words
    assert "Settled" not in words
    assert "Recent corrections Dinner The city was missing." in words


def test_lead_gives_its_numbers_apart() -> None:
    meeting = MeetingFactory(title="Dinner", counted=True)
    AttendanceFactory(meeting=meeting)
    AttendanceFactory(meeting=meeting, party_level=True, absent=True)
    published(meeting)
    figures = [(one.number, one.meaning) for one in Client().get("/").context["figures"]]
    assert figures == [
        ("17", "parties reported"),
        ("1", "party named"),
        ("1", "leader named"),
        ("1", "party stayed away"),
    ]


@time_machine.travel("2023-12-18T12:00:00+05:30")
@pytest.mark.parametrize(
    "others",
    [
        {"tentative": True, "date": None},
        {"tentative": True, "date": "[2023-12-18..2024-02-01]"},
        {"cancelled": True, "date": "2023-12-18"},
    ],
)
def test_next_is_found_behind_however_many_without_a_day_or_called_off(others: Any) -> None:
    for number in range(20):
        published(MeetingFactory(title=f"Other {number}", **others))
    published(MeetingFactory(title="Tomorrow", confirmed=True, date="2023-12-19"))
    published(MeetingFactory(title="Soon", confirmed=True, date="[..2023-12-20]"))
    upcoming = [plan.summary.title for plan in Client().get("/").context["upcoming"]]
    assert upcoming[:2] == ["Soon", "Tomorrow"]


@time_machine.travel("2023-12-18T12:00:00+05:30")
def test_lead_is_a_meeting_that_was_held() -> None:
    published(MeetingFactory(title="Held"))
    published(MeetingFactory(title="Dropped", cancelled=True, date="2023-12-15"))
    published(MeetingFactory(title="Dropped ahead", cancelled=True, date="2023-12-25"))
    context = Client().get("/").context
    assert context["lead"].title == "Held"
    assert [summary.title for summary in context["latest"]] == ["Dropped"]
    assert context["upcoming"] == []


def test_alliances_are_shown_the_largest_first_with_their_present_members() -> None:
    small, large = AllianceFactory(name="Small"), AllianceFactory(name="Large", sized=True)
    for alliance, name in ((large, "Banyan"), (large, "Lantern"), (small, "Kite")):
        party = PartyFactory(name=name, abbreviation=name[:2].upper())
        AllianceMembershipFactory(alliance=alliance, party=party)
    AllianceMembershipFactory(alliance=small, party=PartyFactory(name="Gone"), ended=True)
    published(small)
    published(large)
    glances = Client().get("/").context["alliances"]
    assert [glance.summary.title for glance in glances] == ["Large", "Small"]
    words = read("/")
    assert "at least 26 parties reported 2 members recorded BA, LA" in words
    assert "Gone" not in words


def test_alliance_that_was_dissolved_is_said_to_be() -> None:
    alliance = AllianceFactory(name="Compact", dissolved="2009-05")
    AllianceMembershipFactory(alliance=alliance, ended=True)
    published(alliance)
    words = read("/")
    assert "Compact Dissolved May 2009" in words
    assert "0 members" not in words


def test_alliance_without_members_is_said_to_have_none_recorded() -> None:
    published(AllianceFactory(name="Compact"))
    assert "Compact 0 members recorded" in read("/")


def test_member_whose_end_lies_ahead_is_a_present_one() -> None:
    alliance = AllianceFactory(name="Front")
    party = PartyFactory(name="Banyan", abbreviation="BA")
    AllianceMembershipFactory(alliance=alliance, party=party, until="2099")
    published(alliance)
    assert "1 member recorded BA" in read("/")


def test_alliance_is_as_large_as_its_present_members() -> None:
    left, large = AllianceFactory(name="Left"), AllianceFactory(name="Large")
    for alliance, endings in ((left, ["", "left", "left", "left"]), (large, ["", ""])):
        for ending in endings:
            AllianceMembershipFactory(alliance=alliance, ending=ending)
        edition = published(alliance)
        document = json.loads(edition.body) | {"recorded": {"parties": len(endings)}}
        Edition.objects.filter(pk=edition.pk).update(body=json.dumps(document))
    glances = Client().get("/").context["alliances"]
    assert [glance.summary.title for glance in glances] == ["Large", "Left"]
