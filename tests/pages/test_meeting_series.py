"""The meetings before and after, and where one was put off to."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    AllianceFactory,
    MeetingFactory,
    published,
)
from tests.pages.reading import section

pytestmark = pytest.mark.django_db


def html_of(slug: str) -> str:
    return Client().get(f"/meetings/{slug}/").content.decode()


def test_meetings_before_and_after_are_led_to() -> None:
    first = MeetingFactory(title="First", date="2023-11-01")
    second = MeetingFactory(title="Second", follows=first)
    third = MeetingFactory(title="Third", follows=second, confirmed=True)
    for meeting in (first, second, third):
        published(meeting)
    series = section(html_of("second"), "series")
    assert "What came before First 1 November 2023 Held" in series
    assert "What comes next Third 19 December 2023 Confirmed" in series


def test_rescheduled_meetings_are_led_to_both_ways() -> None:
    old = MeetingFactory(title="Old", postponed=True)
    new = MeetingFactory(title="New", rescheduled_from=old, confirmed=True)
    for meeting in (old, new):
        published(meeting)
    assert "Put off to New" in section(html_of("old"), "series")
    assert "Put off from Old" in section(html_of("new"), "series")


def test_earlier_meetings_of_the_alliance_stand_for_what_came_before() -> None:
    """Only where the record follows none by name, and only those whose last day has passed."""
    alliance = AllianceFactory(name="Bloc", abbreviation="")
    for title, date in (
        ("Oldest", "2023-06-01"),
        ("Old", "2023-07-01"),
        ("Recent", "[..2023-12-05]"),
        ("Latest", "2023-12-05"),
        ("Same day", "2023-12-06"),
    ):
        published(MeetingFactory(title=title, alliance=alliance, date=date))
    published(MeetingFactory(title="Dinner", alliance=alliance, date="2023-12-06"))
    series = section(html_of("dinner"), "series")
    assert "Earlier meetings of Bloc" in series
    found = [
        name for name in ("Oldest", "Old", "Recent", "Latest", "Same day") if f"{name} " in series
    ]
    assert found == ["Old", "Recent", "Latest"]
