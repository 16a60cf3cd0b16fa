"""An axis of time: its names keep apart, and no day falls off it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from coalition.pages.pictures.time_scales import TimeScale, scale_for


@pytest.mark.parametrize("days", [1, 40, 400, 4000, 40000])
def test_axis_has_a_name_or_more_and_they_keep_apart(days: int) -> None:
    first = date(1950, 3, 7)
    last = date.fromordinal(first.toordinal() + days)
    ticks = scale_for([first, last], left=0, right=400).ticks(80)
    assert ticks
    places = [x for x, _name in ticks]
    assert all(after - before >= 60 for before, after in pairwise(places))


def test_day_outside_the_axis_is_put_at_its_end() -> None:
    scale = TimeScale(date(2023, 1, 1), date(2023, 12, 31), 10, 110)
    assert scale.at(date(1900, 1, 1)) == 10
    assert scale.at(date(2100, 1, 1)) == 110
    assert scale.at(date(2023, 1, 1)) == 10


def test_axis_around_one_day_has_room_on_both_sides() -> None:
    scale = scale_for([date(2023, 6, 1)], left=0, right=100)
    assert scale.at(date(2023, 6, 1)) == pytest.approx(50, abs=1)


def test_axis_at_the_end_of_time_does_not_break() -> None:
    assert scale_for([date(1, 1, 1), date(9999, 12, 31)], left=0, right=100).ticks(50)
