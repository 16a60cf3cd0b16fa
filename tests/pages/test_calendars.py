from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from coalition.publishing import publish, withdraw
from tests.factories import MeetingFactory, alice, published

pytestmark = pytest.mark.django_db


def events(path: str = "/calendar.ics") -> list[Any]:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def event(path: str) -> Any:
    (only,) = events(path)
    return only


def test_certain_day_with_a_time_is_a_moment() -> None:
    edition = published(MeetingFactory(title="Dinner", timed=True, placed=True))
    found = event("/meetings/dinner.ics")
    assert found["UID"] == str(edition.uid)
    assert found["DTSTART"].dt == datetime(2023, 12, 6, 13, 30, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2023, 12, 6, 14, 30, tzinfo=UTC)
    assert found["LOCATION"] == "10 Rajaji Marg, New Delhi"
    assert "about 7 pm IST" in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("edtf", "first", "after"),
    [
        ("2023-12-06", date(2023, 12, 6), date(2023, 12, 7)),
        ("[2023-12-15..2023-12-21]", date(2023, 12, 15), date(2023, 12, 22)),
        ("2023-12", date(2023, 12, 1), date(2024, 1, 1)),
        ("[..2023-12-05]", date(2023, 12, 5), date(2023, 12, 6)),
    ],
)
def test_anything_vaguer_takes_up_its_days(edtf: str, first: date, after: date) -> None:
    published(MeetingFactory(title="Dinner", date=edtf))
    found = event("/meetings/dinner.ics")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (first, after)


def test_vague_date_is_said_in_the_title() -> None:
    published(MeetingFactory(title="Dinner", date="2023-12"))
    assert event("/meetings/dinner.ics")["SUMMARY"] == "Dinner (December 2023)"


@pytest.mark.parametrize(
    ("occurrence", "status", "title"),
    [
        ("tentative", "TENTATIVE", "Tentative: Dinner"),
        ("confirmed", "CONFIRMED", "Dinner"),
        ("held", "CONFIRMED", "Dinner"),
        ("postponed", "CANCELLED", "Postponed: Dinner"),
        ("cancelled", "CANCELLED", "Cancelled: Dinner"),
    ],
)
def test_status_follows_the_occurrence(occurrence: str, status: str, title: str) -> None:
    published(MeetingFactory(title="Dinner", occurrence=occurrence))
    found = event("/meetings/dinner.ics")
    assert (found["STATUS"], found["SUMMARY"]) == (status, title)


def test_sequence_rises_with_each_edition() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    assert event("/meetings/dinner.ics")["SEQUENCE"] == 0
    meeting.refresh_from_db()
    meeting.city = "Patna"
    meeting.save()
    publish(meeting, by=None)
    assert event("/meetings/dinner.ics")["SEQUENCE"] == 1


def test_title_with_signs_of_the_format_comes_back_whole() -> None:
    title = "Dinner; talks, \\ and more – ममता " * 5
    published(MeetingFactory(title=title.strip(), slug="dinner"))
    assert event("/meetings/dinner.ics")["SUMMARY"] == title.strip()


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
