from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from coalition.publishing import publish, withdraw
from tests.factories import AllianceFactory, MeetingFactory, PartyFactory, alice, published

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


# --- The calendar as a whole ----------------------------------------------------------------------


def calendar(path: str) -> Any:
    return Calendar.from_ical(Client().get(path).content)


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


# --- Events ---------------------------------------------------------------------------------------


def test_nobody_is_named_as_organizer_or_attendee() -> None:
    published(MeetingFactory(title="Dinner", with_attendance=True))
    found = event("/meetings/dinner.ics")
    assert not {"ORGANIZER", "ATTENDEE"} & set(found)


def test_categories_are_the_sort_of_meeting_and_the_alliance() -> None:
    published(MeetingFactory(title="Dinner", alliance=AllianceFactory(name="Front, United")))
    assert event("/meetings/dinner.ics")["CATEGORIES"].cats == [
        "Floor leaders’ meeting",
        "Front, United",
    ]


def test_rescheduled_meeting_is_related_to_the_one_it_was() -> None:
    first = MeetingFactory(title="Dinner", postponed=True)
    edition = published(first)
    published(MeetingFactory(title="Supper", rescheduled_from=first, date="2024-01-10"))
    found = event("/meetings/supper.ics")
    assert found["RELATED-TO"] == str(edition.uid)
    assert found["RELATED-TO"].params["RELTYPE"] == "SIBLING"
    assert event("/meetings/dinner.ics")["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    ("date_", "said"),
    [
        ("[2023-12-15..2023-12-21]", "every day that it can be"),
        ("2023-12", "every day that it can be"),
        ("[..2023-12-05]", "only possible day that is named"),
        ("[2023-12-05..]", "only possible day that is named"),
        # It ran from some day to some day.
        ("2023-12/2024-02", "from the first day that is named to the last"),
        ("2023-12-05/2023-12", "from the first day that is named to the last"),
    ],
)
def test_vague_date_is_said_to_be_one(date_: str, said: str) -> None:
    published(MeetingFactory(title="Dinner", date=date_))
    found = event("/meetings/dinner.ics")
    assert said in found["DESCRIPTION"]
    assert found["SUMMARY"].startswith("Dinner (")


def test_meeting_of_several_days_is_not_called_vague() -> None:
    published(MeetingFactory(title="Summit", date="2023-07-17/2023-07-18"))
    found = event("/meetings/summit.ics")
    assert found["SUMMARY"] == "Summit"
    assert "exact day" not in found["DESCRIPTION"]
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2023, 7, 17), date(2023, 7, 19))


@pytest.mark.parametrize(
    ("edtf", "first", "after"),
    [
        # An event of whole days without an end takes one.
        ("9999-12-31", date(9999, 12, 31), None),
        # The calendar has no day after the last, so that one is lost.
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("2030-12-06/9999-12-31", date(2030, 12, 6), date(9999, 12, 31)),
        ("[9999-12-31..]", date(9999, 12, 31), None),
        ("0001", date(1, 1, 1), date(2, 1, 1)),
    ],
)
def test_days_at_the_edge_of_time_take_no_calendar_down(
    edtf: str, first: date, after: date | None
) -> None:
    published(MeetingFactory(title="Dinner", date=edtf, occurrence="confirmed"))
    (found,) = events()
    assert found["DTSTART"].dt == first
    assert (found["DTEND"].dt if "DTEND" in found else None) == after


@pytest.mark.parametrize(
    ("day", "at", "zone"),
    [
        # In UTC it is the year 0.
        ("0001-01-01", time(3, 0), "Asia/Kolkata"),
        # And here 10000: as it begins, or only as it ends.
        ("9999-12-31", time(23, 0), "America/New_York"),
        ("9999-12-31", time(23, 0), "UTC"),
    ],
)
def test_time_that_the_calendar_cannot_hold_leaves_the_day(day: str, at: time, zone: str) -> None:
    published(
        MeetingFactory(
            title="Dinner",
            date=day,
            start_time=at,
            timezone=zone,
            duration_minutes=120,
            occurrence="confirmed",
        )
    )
    (found,) = events()
    assert found["DTSTART"].dt == date.fromisoformat(day)


def test_vague_meeting_with_a_time_is_given_no_time() -> None:
    published(MeetingFactory(title="Dinner", date="2023-12", timed=True))
    assert event("/meetings/dinner.ics")["DTSTART"].dt == date(2023, 12, 1)


@pytest.mark.parametrize(
    ("day", "at", "zone", "begins"),
    [
        ("2023-12-06", time(0, 0), "Asia/Kolkata", datetime(2023, 12, 5, 18, 30, tzinfo=UTC)),
        ("2023-12-06", time(0, 0), "UTC", datetime(2023, 12, 6, 0, 0, tzinfo=UTC)),
        ("2023-07-01", time(19, 0), "Europe/London", datetime(2023, 7, 1, 18, 0, tzinfo=UTC)),
        ("2023-12-01", time(19, 0), "Europe/London", datetime(2023, 12, 1, 19, 0, tzinfo=UTC)),
        # 01:30 came twice on that night, and 02:30 not at all on the other.
        ("2023-11-05", time(1, 30), "America/New_York", datetime(2023, 11, 5, 5, 30, tzinfo=UTC)),
        ("2023-03-12", time(2, 30), "America/New_York", datetime(2023, 3, 12, 7, 30, tzinfo=UTC)),
    ],
)
def test_time_is_right_in_every_zone(day: str, at: time, zone: str, begins: datetime) -> None:
    published(MeetingFactory(title="Dinner", date=day, start_time=at, timezone=zone))
    assert event("/meetings/dinner.ics")["DTSTART"].dt == begins


# --- One alliance's -------------------------------------------------------------------------------


def test_calendar_of_an_alliance_has_its_meetings_only() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(MeetingFactory(title="Dinner", alliance=front))
    published(MeetingFactory(title="Rally", cancelled=True, alliance=front))
    published(MeetingFactory(title="Elsewhere"))
    MeetingFactory(title="Drafted", alliance=front)
    found = calendar("/alliances/front.ics")
    assert found["NAME"] == "Meetings of Front"
    assert [entry["SUMMARY"].split(" (")[0] for entry in found.walk("VEVENT")] == [
        "Dinner",
        "Cancelled: Rally",
    ]


def test_alliance_without_meetings_has_an_empty_calendar() -> None:
    published(AllianceFactory(name="Front", slug="front"))
    assert events("/alliances/front.ics") == []


def test_calendar_moves_with_its_record() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(front)
    front.refresh_from_db()
    front.slug = "united-front"
    front.save()
    publish(front, by=None)
    assert Client().get("/alliances/front.ics")["Location"] == "/alliances/united-front.ics"
    assert Client().get("/hi/alliances/front.ics")["Location"] == "/hi/alliances/united-front.ics"


def test_withdrawn_record_has_no_calendar_any_more() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(front)
    withdraw(front, by=alice(), reason="A hoax.")
    assert Client().get("/alliances/front.ics").status_code == 410


def test_page_of_an_alliance_leads_to_its_calendar_and_that_of_a_party_to_none() -> None:
    published(AllianceFactory(name="Front", slug="front"))
    published(PartyFactory(name="Banyan", slug="banyan"))
    assert b'href="/alliances/front.ics"' in Client().get("/alliances/front/").content
    party = Client().get("/parties/banyan/").content.replace(b"/calendar.ics", b"")
    assert b".ics" not in party
