"""The meetings before and after, and where one was put off to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    AllianceFactory,
    MeetingFactory,
    published,
)
from tests.pages.reading import read, section

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


def bloc_of(*meetings: tuple[str, str | None, int | None], **more: Any) -> None:
    """An alliance's meetings: title, date and round of each."""
    alliance = AllianceFactory(name="Bloc", abbreviation="")
    for title, date, number in meetings:
        published(
            MeetingFactory(title=title, alliance=alliance, date=date, round_number=number, **more)
        )


@pytest.mark.parametrize(
    ("dinner", "rally"),
    [
        ("[..2023-12-05]", "2023-10-03"),
        ("[..2023-12-05]", "[..2023-11-30]"),
        ("[2023-10-01..2023-10-07]", "2023-10-03"),
        ("2023-10-03", "[..2023-12-05]"),
        ("2023-10", "[2023-09..]"),
        (None, "2023-10-03"),
        ("2023-10-03", None),
    ],
)
def test_meeting_that_may_be_earlier_or_later_is_neither(
    dinner: str | None, rally: str | None
) -> None:
    bloc_of(("Rally", rally, None), ("Dinner", dinner, None))
    assert "Before and after" not in read("/meetings/dinner/")


@pytest.mark.parametrize("date", ["[..2023-12-05]", None])
def test_rounds_tell_what_came_before_where_the_days_do_not(date: str | None) -> None:
    bloc_of(
        ("Second", date, 2),
        ("First", date, 1),
        ("Rally", "2023-10-03", None),
        ("Third", date, 3),
        ("Fourth", date, 4),
    )
    series = section(html_of("third"), "series")
    assert [name for name in ("First", "Second", "Rally", "Fourth") if f" {name} " in series] == [
        "First",
        "Second",
    ]
    assert "Before and after" not in read("/meetings/first/")


def test_day_tells_more_than_a_round() -> None:
    """Alliances count several series of meetings, each from one on."""
    bloc_of(("Panel", "2024-01-05", 1), ("Talks", "2023-11-05", 7), ("Summit", "2023-12-06", 3))
    series = section(html_of("summit"), "series")
    assert "Talks 5 November 2023" in series
    assert "Panel" not in series


def test_last_meetings_stand_for_all_that_came_before() -> None:
    rounds = [(f"Round {n}", f"2023-0{n}", n) for n in range(1, 6)]
    bloc_of(*rounds, ("Round 6", "[2023-05..2023-07]", 6))
    series = section(html_of("round-6"), "series")
    assert [n for n in range(1, 6) if f"Round {n} " in series] == [3, 4, 5]
