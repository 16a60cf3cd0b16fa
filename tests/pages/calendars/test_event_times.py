"""When an event of a calendar is: a moment only if that is certain, else its days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.factories import MeetingFactory, published
from tests.pages.calendars.parsing import event, events

pytestmark = pytest.mark.django_db


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
