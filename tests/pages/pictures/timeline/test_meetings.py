"""Meetings as marks along the axis, which never touch."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from coalition.models import Alliance
from coalition.pages.pictures.drawing import Picture
from tests.pages.pictures.fronts import meet, member
from tests.pages.pictures.timeline.drawn import key_of, timeline

pytestmark = pytest.mark.django_db


def places_of(picture: Picture | None) -> list[tuple[float, float]]:
    """The middles of the dots of meetings that were held, from the left."""
    assert picture
    dots = [group.find("circle") for group in picture.body if group.tag == "g"]
    return sorted(
        (float(dot.get("cx") or 0), float(dot.get("cy") or 0)) for dot in dots if dot is not None
    )


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(
    "dates",
    [
        ["2023-12-06"] * 3,
        ["[..2023-12-05]"] * 3 + ["2023-12-06"],
        [f"2023-{month:02}-12" for month in range(1, 13)],
        ["2023-11", "2023-11-15", "2023-11-16"],
    ],
)
def test_marks_of_meetings_never_touch(front: Alliance, dates: list[str], narrow: bool) -> None:
    member(front, "Banyan", since="2019")
    for n, on in enumerate(dates):
        meet(front, f"Meeting {n}", date=on)
    places = places_of(timeline(front, narrow=narrow))
    assert len(places) == len(dates)
    assert all(dist(*pair) >= 10 for pair in combinations(places, 2))


def test_meetings_that_keep_apart_stand_in_one_line(front: Alliance) -> None:
    member(front, "Banyan", since="2019")
    meet(front, "First", date="2020-01-01")
    meet(front, "Last", date="2024-01-01")
    assert len({y for _x, y in places_of(timeline(front))}) == 1


def test_meeting_before_a_day_is_not_marked_as_on_its_eve(front: Alliance) -> None:
    member(front, "Banyan", since="2019")
    meet(front, "Some time", date="[..2023-12-05]")
    meet(front, "Eve", date="2023-12-05")
    open_day, eve = places_of(timeline(front))
    assert eve[0] - open_day[0] > 100
    assert "Day of the meeting not certain" in key_of(timeline(front))
