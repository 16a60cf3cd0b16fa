"""The map of tiles: where there are talks, and in which states they are."""

from __future__ import annotations

import pytest

from coalition.pages.pictures.drawing import MAX_HEIGHT, MAX_WIDTH, Picture
from coalition.pages.pictures.region_tiles import TileTalk, region_tiles
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.tile_layouts import places_for
from coalition.pages.wording import TALK_STATUS
from tests.pages.pictures.drawings import HOSTILE, SVG, in_black, tags, words_in
from tests.pages.pictures.elections import ABOUT


def tile(region: str, status: str = "ongoing", title: str = "Talks") -> TileTalk:
    return TileTalk(region, title, status, str(TALK_STATUS.get(status, status)), "#talk-x")


def drawn_tiles(*talks: TileTalk) -> Picture:
    picture = region_tiles(talks, **ABOUT)
    assert picture
    return picture


def test_each_state_of_india_has_one_place_of_its_own() -> None:
    places = places_for({"IN-UP"})
    assert len({place.code for place in places}) == 36
    assert len({(place.row, place.column) for place in places}) == 36
    assert all(place.name != place.code for place in places)


@pytest.mark.parametrize(("old", "new"), [("IN-OR", "IN-OD"), ("IN-UT", "IN-UK")])
def test_both_codes_of_a_state_are_one_tile(old: str, new: str) -> None:
    assert len(places_for({old, new})) == 36
    assert len(tags(drawn_tiles(tile(old), tile(new)), "a")) == 1


def test_regions_of_other_countries_stand_in_order_of_name() -> None:
    places = places_for({"NP-P3", "NP-P1", "NP-P2"})
    assert [(place.code, place.row, place.column) for place in places] == [
        ("P1", 0, 0),
        ("P2", 0, 1),
        ("P3", 0, 2),
    ]


def test_unknown_regions_stand_below_those_that_are_laid_out() -> None:
    places = places_for({"IN-UP", "IN-XX", "NP-P1"})
    last = max(place.row for place in places if place.name != place.code and len(place.codes) > 0)
    below = [place for place in places if place.codes & {"IN-XX", "NP-P1"}]
    assert [place.code for place in below] == ["IN-XX", "NP-P1"]
    assert all(place.row >= last for place in below)


def test_many_regions_fill_several_rows_within_the_bounds() -> None:
    picture = drawn_tiles(*(tile(f"US-{n:03}") for n in range(120)))
    assert picture.width <= MAX_WIDTH
    assert picture.height <= MAX_HEIGHT
    assert len(tags(picture, "a")) == 120


def test_tile_leads_to_its_talk_and_says_the_state() -> None:
    (link,) = tags(drawn_tiles(tile("IN-UP", "stalled")), "a")
    assert link.get("href") == "#talk-x"
    assert [tip.text for tip in link.iter(f"{SVG}title")] == ["Uttar Pradesh: Stalled"]


def test_tile_has_a_sign_for_each_state_that_talks_on_its_region_are_in() -> None:
    (link,) = tags(drawn_tiles(*(tile("IN-UP", status) for status in TALK_STATUS)), "a")
    _whole, *signs = link.iter(f"{SVG}g")
    drawn = {child.get("class") for drawn in signs for child in drawn}
    assert len(signs) == len(TALK_STATUS)
    assert {"pic-s-warn", "pic-f-good", "pic-s-stop", "pic-s-open", "pic-f-open"} <= drawn


def test_tile_of_more_talks_than_states_has_their_number() -> None:
    said = "A number in a corner: so many talks on that region"
    few = words_in(svg_file(drawn_tiles(tile("IN-UP", "stalled"), tile("IN-UP", "agreed"))))
    many = words_in(svg_file(drawn_tiles(*(tile("IN-UP") for _ in range(5)), tile("IN-UP", "x"))))
    assert ("2" in few, said in few) == (False, False)
    assert ("6" in many, said in many) == (True, True)


def test_order_of_talks_does_not_change_their_tile() -> None:
    talks = [tile("IN-UP", status) for status in ("stalled", "agreed", "stalled")]
    one, other = (drawn_tiles(*found) for found in (talks, talks[1:] + talks[:1]))
    assert in_black(one.body) == in_black(other.body)


def test_legend_counts_what_is_on_the_map() -> None:
    found = words_in(svg_file(drawn_tiles(tile("IN-UP"), tile("IN-BR"), tile("IN"), tile(""))))
    assert "Ongoing 2" in found
    assert "2 further talks are on no single region" in found


def test_map_of_no_region_is_none() -> None:
    assert region_tiles([tile(""), tile("IN")], **ABOUT) is None


@pytest.mark.parametrize("name", HOSTILE)
def test_tiles_of_hostile_words_are_well_formed(name: str) -> None:
    talk = TileTalk("IN-UP", name, name, name, f"#{name}")
    assert not tags(drawn_tiles(talk), "script")
