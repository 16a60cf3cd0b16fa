from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from coalition.publishing import correct
from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    published,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def test_home_says_so_when_there_is_nothing() -> None:
    assert "No meeting is published yet." in read("/")


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
