"""The facts under the headline: what, when, where, who was host, and how many came."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from coalition.models import Qualifier
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    published,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def html_of(slug: str) -> str:
    return Client().get(f"/meetings/{slug}/").content.decode()


def test_page_says_what_when_where_and_for_whom() -> None:
    alliance = AllianceFactory(name="Broad Front", abbreviation="BF")
    meeting = MeetingFactory(
        title="Leaders dine", timed=True, placed=True, alliance=alliance, purpose="To agree."
    )
    published(meeting)
    words = read("/meetings/leaders-dine/")
    assert "Floor leaders’ meeting BF" in words.replace("· ", "")
    assert "To agree." in words
    assert "6 December 2023 about 7 pm IST for 1 hour" in words
    assert "New Delhi 10 Rajaji Marg" in words


def test_label_of_the_source_gets_the_year_it_lacks() -> None:
    meeting = MeetingFactory(title="Next", tentative=True)
    meeting.date = type(meeting.date).from_edtf(
        "[2023-12-15..2023-12-21]", label="third week of December"
    )
    meeting.save()
    published(meeting)
    assert "Third week of December 2023 some day from 15 to 21 December 2023" in read(
        "/meetings/next/"
    )


@pytest.mark.parametrize(
    ("traits", "sentence"),
    [
        ({"cancelled": True}, "Cancelled This meeting was called off and did not take place."),
        ({"postponed": True}, "Postponed This meeting was put off and did not take place"),
        ({"tentative": True}, "Tentative This meeting is planned, but not certain to be held."),
    ],
)
def test_meeting_that_is_not_simply_over_says_so_first(
    traits: dict[str, bool], sentence: str
) -> None:
    published(MeetingFactory(title="Rally", **traits))
    words = read("/meetings/rally/")
    assert sentence in words
    assert words.index(sentence) < words.index("Where ")


def test_meeting_held_has_no_banner() -> None:
    published(MeetingFactory(title="Dinner"))
    assert "banner" not in html_of("dinner")


def test_plan_whose_day_has_passed_says_that_the_outcome_is_not_recorded() -> None:
    published(MeetingFactory(title="Plan", confirmed=True))
    with time_machine.travel("2023-12-18T12:00:00+05:30"):
        assert "Its date has passed" not in read("/meetings/plan/")
    with time_machine.travel("2023-12-20T12:00:00+05:30"):
        assert "Its date has passed" in read("/meetings/plan/")


def test_reported_and_named_are_two_numbers_with_a_reason() -> None:
    published(MeetingFactory(title="Dinner", counted=True, with_attendance=True))
    words = read("/meetings/dinner/")
    assert "17 parties reported, 2 named" in words
    assert "Reports count 17 parties. We know who came for 2 of them; for the other 15, they name nobody." in words


def test_reported_number_keeps_its_qualifier() -> None:
    published(
        MeetingFactory(
            title="Dinner", reported_parties=26, reported_parties_qualifier=Qualifier.AT_LEAST
        )
    )
    assert "At least 26 parties reported, 0 named" in read("/meetings/dinner/")


def test_difference_is_not_explained_where_there_is_none() -> None:
    meeting = MeetingFactory(
        title="Dinner", reported_parties=1, reported_parties_qualifier=Qualifier.EXACTLY
    )
    AttendanceFactory(meeting=meeting)
    published(meeting)
    assert "Reports count" not in read("/meetings/dinner/")


def test_host_is_named_with_the_facts() -> None:
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, host=True, leader=LeaderFactory(name="Asha"))
    published(meeting)
    assert "Host Asha" in read("/meetings/dinner/")
