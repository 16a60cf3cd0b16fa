"""What an event of a calendar says of its meeting, apart from when it is."""

from __future__ import annotations

import pytest

from coalition.publishing import publish
from tests.factories import AllianceFactory, MeetingFactory, published
from tests.pages.calendars.parsing import event

pytestmark = pytest.mark.django_db


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
