"""How the seats of an election were split, and what a majority is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from coalition.pages.pictures.drawing import MAX_HEIGHT, Picture
from coalition.pages.pictures.rendering import png_file, svg_file
from coalition.pages.pictures.seat_split import seat_split
from coalition.pages.seat_splits import splits_of
from tests.pages.pictures.drawings import HOSTILE, size_of, tags, words_in
from tests.pages.pictures.elections import ABOUT, party


def election(*outcomes: tuple[str, int | None], total: int | None = 200) -> dict[str, Any]:
    return {
        "total_seats": total,
        "outcomes": [
            {"party": party(name), "alliance": None, "result": "won", "seats": seats}
            for name, seats in outcomes
        ],
    }


def drawn_split(document: dict[str, Any], **colours: str) -> Picture:
    picture = seat_split(splits_of(document, colours), **ABOUT)
    assert picture
    return picture


def test_every_party_is_named_with_its_seats() -> None:
    found = words_in(svg_file(drawn_split(election(("Banyan", 115), ("Lantern", 69)))))
    assert {"Banyan", "115", "Lantern", "69"} <= set(found)


def test_seats_that_nobody_is_known_to_have_have_a_part_of_their_own() -> None:
    found = words_in(svg_file(drawn_split(election(("Banyan", 115)))))
    assert {"not recorded", "85"} <= set(found)


@pytest.mark.parametrize(
    ("total", "majority"), [(200, "Majority: 101"), (543, "Majority: 272"), (None, "")]
)
def test_majority_is_more_than_half_of_all_seats(total: int | None, majority: str) -> None:
    found = words_in(svg_file(drawn_split(election(("Banyan", 115), total=total))))
    assert [word for word in found if word.startswith("Majority")] == (
        [majority] if majority else []
    )


@pytest.mark.parametrize(
    ("total", "words"),
    [(1, "A majority is 1 of 1 seat."), (200, "A majority is 101 of 200 seats.")],
)
def test_description_says_what_a_majority_is(total: int, words: str) -> None:
    assert words in drawn_split(election(("Banyan", 1), total=total)).description


def test_more_seats_than_there_are_have_no_majority_line() -> None:
    found = words_in(svg_file(drawn_split(election(("Banyan", 150), ("Lantern", 80)))))
    assert not any(word.startswith("Majority") for word in found)


def test_majority_line_stands_behind_the_seat_that_makes_it() -> None:
    """Of one party that has exactly a majority it is the end of its part."""
    picture = drawn_split(election(("Banyan", 101), ("Lantern", 99)))
    first = next(box for box in tags(picture, "rect") if box.get("height") == "42")
    (line,) = [p for p in tags(picture, "path") if "pic-s-ink" in (p.get("class") or "")]
    assert float(re.findall(r"M([0-9.]+)", line.get("d") or "")[0]) == pytest.approx(
        float(first.get("width") or 0), abs=1
    )


@pytest.mark.parametrize("colour", ["", "#zzzzzz", "red", "#fff", 'url("x")', '"><script>'])
def test_colour_that_is_none_becomes_a_pattern(colour: str) -> None:
    picture = drawn_split(election(("Banyan", 115)), Banyan=colour)
    assert not [box for box in tags(picture, "rect") if box.get("fill", "none") != "none"]


@pytest.mark.parametrize(
    ("colour", "ink"), [("#ffff00", "#000000"), ("#ffffff", "#000000"), ("#000080", "#ffffff")]
)
def test_number_upon_a_colour_can_be_read(colour: str, ink: str) -> None:
    picture = drawn_split(election(("Banyan", 115)), Banyan=colour)
    (label,) = [word for word in tags(picture, "text") if word.get("fill")]
    assert label.get("fill") == ink


def test_parts_of_one_colour_can_be_told_apart() -> None:
    picture = drawn_split(
        election(("Banyan", 100), ("Lantern", 100)), Banyan="#ffffff", Lantern="#ffffff"
    )
    parts = [
        (float(box.get("x") or 0), float(box.get("width") or 0))
        for box in tags(picture, "rect")
        if box.get("height") == "42"
    ]
    assert parts[0][0] + parts[0][1] < parts[1][0]
    assert {"1", "2"} <= set(words_in(svg_file(picture)))


def test_many_parties_are_drawn_together_as_others() -> None:
    picture = drawn_split(election(*((f"P{n}", 5) for n in range(30)), total=None))
    assert "19 others" in words_in(svg_file(picture))
    assert picture.height <= MAX_HEIGHT


def test_election_without_seats_has_no_split() -> None:
    assert seat_split(splits_of(election(("Banyan", None)), {}), **ABOUT) is None


@pytest.mark.parametrize("name", HOSTILE)
def test_split_of_hostile_names_is_well_formed(name: str) -> None:
    picture = drawn_split(election((name, 115)))
    assert not tags(picture, "script")
    assert size_of(png_file(picture))
