"""The calendar of all meetings, and how calendars are written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from coalition.publishing import withdraw
from tests.factories import MeetingFactory, alice, published
from tests.pages.calendars.parsing import calendar, event, events

pytestmark = pytest.mark.django_db


def test_calendar_holds_dated_meetings_and_keeps_the_cancelled() -> None:
    published(MeetingFactory(title="Dinner"))
    published(MeetingFactory(title="Rally", cancelled=True))
    published(MeetingFactory(title="Some time", undated=True))
    MeetingFactory(title="Drafted")
    titles = [found["SUMMARY"] for found in events()]
    assert len(titles) == 2
    assert titles[0] == "Dinner"
    assert titles[1].startswith("Cancelled: Rally")


def test_withdrawn_meeting_leaves_the_calendar() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    withdraw(meeting, by=alice(), reason="It never took place.")
    assert events() == []


def test_undated_meeting_has_no_calendar_and_its_page_offers_none() -> None:
    published(MeetingFactory(title="Dinner", undated=True))
    assert Client().get("/meetings/dinner.ics").status_code == 404
    assert b".ics" not in Client().get("/meetings/dinner/").content.replace(b"/calendar.ics", b"")


def test_calendar_says_what_it_is_and_when_to_look_again() -> None:
    found = calendar("/calendar.ics")
    assert found["METHOD"] == "PUBLISH"
    assert found["NAME"] == found["X-WR-CALNAME"] == "Coalition Desk: meetings"
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert found["URL"] == "http://localhost:8000/calendar.ics"


def test_calendar_speaks_the_language_of_its_address() -> None:
    published(MeetingFactory(title="Dinner", slug="dinner"))
    found = calendar("/hi/calendar.ics")
    assert found["URL"] == "http://localhost:8000/hi/calendar.ics"
    (only,) = found.walk("VEVENT")
    assert only["URL"] == "http://localhost:8000/hi/meetings/dinner/"


def test_lines_are_folded_and_end_as_the_format_wants() -> None:
    published(MeetingFactory(title="ममता " * 30, slug="dinner", purpose="x" * 300))
    lines = Client().get("/meetings/dinner.ics").content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_line_ends_in_a_text_start_no_property() -> None:
    published(
        MeetingFactory(title="Dinner", purpose="One\r\nSTATUS:CANCELLED\nATTENDEE:mailto:x@y")
    )
    found = event("/meetings/dinner.ics")
    assert found["STATUS"] == "CONFIRMED"
    assert "ATTENDEE" not in found
    assert "STATUS:CANCELLED" in found["DESCRIPTION"]
