"""What the data block of a meeting means: whether, when and where it was, and who came."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from coalition.models import Role
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SourceFactory,
    published,
)
from tests.pages.structured_data.blocks import names, node

pytestmark = pytest.mark.django_db


def event(**meeting: Any) -> dict[str, Any]:
    published(MeetingFactory(**{"title": "Dinner", "slug": "dinner"} | meeting))
    return node("/meetings/dinner/", "Event", "SocialEvent")


# --- Whether and when -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("occurrence", "status"),
    [
        ("confirmed", "https://schema.org/EventScheduled"),
        ("held", "https://schema.org/EventScheduled"),
        ("cancelled", "https://schema.org/EventCancelled"),
        ("postponed", "https://schema.org/EventPostponed"),
    ],
)
def test_status_follows_the_occurrence(occurrence: str, status: str) -> None:
    assert event(occurrence=occurrence)["eventStatus"] == status


def test_tentative_meeting_is_not_called_scheduled() -> None:
    assert "eventStatus" not in event(tentative=True)


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({}, "2023-12-06"),
        ({"start_time": time(19, 0)}, "2023-12-06T19:00:00+05:30"),
        (
            {"start_time": time(19, 0), "timezone": "Europe/London", "date": "2023-07-01"},
            "2023-07-01T19:00:00+01:00",
        ),
        # “About 7 pm” is no time that a program could rely on.
        ({"start_time": time(19, 0), "is_start_approximate": True}, "2023-12-06"),
    ],
)
def test_start_is_as_exact_as_it_is_known(given: dict[str, Any], start: str) -> None:
    assert event(**given)["startDate"] == start


@pytest.mark.parametrize(
    "vague", ["[2023-12-15..2023-12-21]", "2023-12", "[..2023-12-05]", "2023-12-06~", None]
)
def test_vague_date_is_no_date(vague: str | None) -> None:
    found = event(date=vague, start_time=time(19, 0))
    assert not {"startDate", "endDate"} & set(found)


def test_meeting_of_several_days_has_its_first_and_last() -> None:
    found = event(date="2023-07-17/2023-07-18")
    assert (found["startDate"], found["endDate"]) == ("2023-07-17", "2023-07-18")


def test_postponed_meeting_starts_no_longer_when_it_was_planned() -> None:
    found = event(postponed=True)
    assert found["previousStartDate"] == "2023-12-06"
    assert "startDate" not in found


def test_rescheduled_meeting_has_the_date_of_the_one_it_was() -> None:
    first = MeetingFactory(title="First", postponed=True, date="2023-11-30")
    published(first)
    found = event(rescheduled_from=first, confirmed=True)
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (found["previousStartDate"], found["startDate"]) == ("2023-11-30", "2023-12-19")


def test_rescheduled_meeting_has_no_earlier_date_if_that_was_vague() -> None:
    first = MeetingFactory(title="First", postponed=True, date="2023-11")
    published(first)
    assert "previousStartDate" not in event(rescheduled_from=first)


@pytest.mark.parametrize(("minutes", "duration"), [(60, "PT1H"), (90, "PT1H30M"), (45, "PT45M")])
def test_duration_is_told(minutes: int, duration: str) -> None:
    assert event(duration_minutes=minutes)["duration"] == duration


# --- Where, who, and of what ----------------------------------------------------------------------


def test_place_has_its_venue_town_state_and_country() -> None:
    assert event(placed=True)["location"] == {
        "@type": "Place",
        "name": "10 Rajaji Marg",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "New Delhi",
            "addressRegion": "Delhi",
            "addressCountry": "IN",
        },
    }


def test_place_that_is_not_known_is_left_out() -> None:
    assert "location" not in event()


def test_only_who_attended_is_an_attendee() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    for status in ("attended", "absent", "expected", "invited", "declined"):
        AttendanceFactory(meeting=meeting, leader=LeaderFactory(name=status.title()), status=status)
    published(meeting)
    assert names(node("/meetings/dinner/", "Event")["attendee"]) == ["Attended"]


def test_party_attends_as_such_only_if_none_of_its_leaders_is_named() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    banyan, peepal = PartyFactory(name="Banyan"), PartyFactory(name="Peepal")
    AttendanceFactory(meeting=meeting, party=banyan, leader=LeaderFactory(name="Asha"))
    AttendanceFactory(meeting=meeting, party=banyan, party_level=True)
    AttendanceFactory(meeting=meeting, party=peepal, party_level=True)
    published(meeting)
    found = node("/meetings/dinner/", "Event")["attendee"]
    assert [(item["@type"], item["name"]) for item in found] == [
        ("Person", "Asha"),
        ("PoliticalParty", "Peepal"),
    ]


def test_planned_meeting_has_no_attendees() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner", confirmed=True)
    AttendanceFactory(meeting=meeting, expected=True)
    published(meeting)
    assert "attendee" not in node("/meetings/dinner/", "Event")


def test_host_is_the_organizer_and_nobody_else() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    AttendanceFactory(meeting=meeting, leader=LeaderFactory(name="Asha"), host=True)
    AttendanceFactory(meeting=meeting, leader=LeaderFactory(name="Ravi"), role=Role.CHAIR)
    published(meeting)
    assert names(node("/meetings/dinner/", "Event")["organizer"]) == ["Asha"]


def test_meeting_is_one_of_its_alliances_series() -> None:
    front = AllianceFactory(name="Front", slug="front")
    found = event(alliance=front)
    assert found["superEvent"]["@type"] == "EventSeries"
    assert found["superEvent"]["name"] == "Meetings of Front"
    assert found["about"]["@id"] == f"urn:uuid:{front.uid}"


def test_dinner_is_a_social_event_and_a_summit_is_not() -> None:
    assert event(category="dinner")["@type"] == "SocialEvent"
    published(MeetingFactory(title="Summit", slug="summit", category="summit"))
    assert node("/meetings/summit/", "Event")["@type"] == "Event"


def test_reports_are_named_and_linked() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    source = SourceFactory(url="https://news.example.org/1", headline="They met", author="A. B.")
    ClaimFactory(meeting=meeting, source=source)
    ClaimFactory(meeting=meeting, source=SourceFactory(unidentified=True))
    published(meeting)
    (report,) = node("/meetings/dinner/", "Event")["subjectOf"]
    assert (report["@type"], report["headline"], report["url"]) == (
        "Article",
        "They met",
        "https://news.example.org/1",
    )
    assert report["publisher"]["name"] == "The Daily Banyan"
