"""Which meetings may be the same event as another one."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.desk.twins import possible_twins
from coalition.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db


def meeting(**values: Any) -> Meeting:
    return factories.MeetingFactory(**{"date": "2023-12-06", "city": "New Delhi", **values})


def test_meeting_on_the_same_day_in_the_same_city_is_a_possible_twin() -> None:
    other = meeting()
    assert list(possible_twins(meeting(city="new delhi"))) == [other]


def test_meeting_is_not_its_own_twin() -> None:
    assert not possible_twins(meeting()).exists()


def test_twin_is_found_before_the_meeting_is_saved() -> None:
    other = meeting()
    unsaved = Meeting(date="2023-12-06", city="New Delhi")
    assert list(possible_twins(unsaved)) == [other]


def test_window_that_contains_the_day_overlaps() -> None:
    other = meeting(date="[2023-12-01..2023-12-07]")
    assert list(possible_twins(meeting())) == [other]


def test_another_day_is_another_meeting() -> None:
    meeting(date="2023-12-07")
    assert not possible_twins(meeting()).exists()


def test_same_alliance_is_enough_where_no_city_is_named() -> None:
    alliance = factories.AllianceFactory()
    other = meeting(city="", alliance=alliance)
    assert list(possible_twins(meeting(alliance=alliance))) == [other]


def test_same_alliance_in_another_city_is_another_meeting() -> None:
    alliance = factories.AllianceFactory()
    meeting(city="Patna", alliance=alliance)
    assert not possible_twins(meeting(alliance=alliance)).exists()


def test_neither_city_nor_alliance_is_no_ground_to_guess() -> None:
    meeting(city="")
    assert not possible_twins(meeting(city="")).exists()


def test_rounds_with_different_numbers_are_different() -> None:
    alliance = factories.AllianceFactory()
    early = {"date": "[..2023-12-05]", "city": "", "alliance": alliance}
    meeting(**early, round_number=1)
    assert not possible_twins(meeting(**early, round_number=2)).exists()


def test_open_date_is_compared_with_its_like_alone() -> None:
    meeting()
    same = meeting(date="[..2023-12-07]")
    assert list(possible_twins(meeting(date="[..2023-12-07]"))) == [same]


@pytest.mark.parametrize("link", ["follows", "rescheduled_from"])
def test_linked_meetings_are_two(link: str) -> None:
    first = meeting()
    second = meeting(**{link: first})
    assert not possible_twins(first).exists()
    assert not possible_twins(second).exists()
