"""The pictures of elections and talks: seat bars, the map of tiles, and how seats were split."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Any
from xml.etree.ElementTree import Element, tostring

import pytest

from coalition.pages.pictures.drawing import MAX_HEIGHT, MAX_WIDTH, Picture
from coalition.pages.pictures.region_tiles import TileTalk, region_tiles
from coalition.pages.pictures.rendering import png_file, svg_file
from coalition.pages.pictures.seat_bars import BarGroup, bar, seat_bars
from coalition.pages.pictures.seat_split import seat_split
from coalition.pages.pictures.talk_marks import sign
from coalition.pages.seat_positions import MARKS, seats_of
from coalition.pages.seat_splits import splits_of
from coalition.pages.tile_layouts import places_for
from coalition.pages.wording import TALK_STATUS
from tests.pages.pictures.drawings import HOSTILE, SVG, parsed, size_of, words_in

ABOUT: dict[str, Any] = {
    "name": "sample",
    "title": "A sample",
    "canonical": "https://desk.example.org/elections/general/",
    "newest_at": datetime(2023, 12, 6, 16, 11, tzinfo=UTC),
}


def in_black(shapes: Iterable[Element]) -> str:
    """What is drawn, without its colours."""
    svg = "".join(tostring(shape, encoding="unicode") for shape in shapes)
    return re.sub(r' class="[^"]*"', "", svg)


def party(name: str, abbreviation: str | None = None) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "party",
        "slug": "party",
        "name": name,
        "abbreviation": abbreviation,
    }


def position(of: dict[str, Any], kind: str, seats: int, to: Any = None) -> dict[str, Any]:
    return {"party": of, "position": kind, "seats": seats, "to_party": to, "date": None}


def bars(*positions: dict[str, Any], total: int | None = 80, heading: str = "Bihar") -> BarGroup:
    parties = {row["party"]["id"]: row["party"] for row in positions}
    talk = {"parties": list(parties.values()), "positions": positions, "total_seats": total}
    return BarGroup(heading, "", "ongoing", "Ongoing", seats_of(talk))


def drawn_bars(*groups: BarGroup) -> Picture:
    picture = seat_bars(groups, **ABOUT)
    assert picture
    return picture


def tile(region: str, status: str = "ongoing", title: str = "Talks") -> TileTalk:
    return TileTalk(region, title, status, str(TALK_STATUS.get(status, status)), "#talk-x")


def drawn_tiles(*talks: TileTalk) -> Picture:
    picture = region_tiles(talks, **ABOUT)
    assert picture
    return picture


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


def tags(picture: Picture, name: str) -> list[Element]:
    return list(parsed(svg_file(picture)).iter(f"{SVG}{name}"))


# --- Signs and marks ------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other"), list(combinations([*TALK_STATUS, "unheard_of"], 2)))
def test_states_of_talks_differ_in_shape_and_not_in_colour_alone(one: str, other: str) -> None:
    assert in_black([sign(one, 8, 8)]) != in_black([sign(other, 8, 8)])


@pytest.mark.parametrize(("one", "other"), list(combinations(MARKS, 2)))
def test_claimed_offered_and_agreed_differ_in_shape(one: str, other: str) -> None:
    assert in_black(bar(one, 0, 0, 50, 13)) != in_black(bar(other, 0, 0, 50, 13))


# --- Seat bars ------------------------------------------------------------------------------------


def test_every_number_is_printed_beside_its_bar() -> None:
    banyan, lantern = party("Banyan"), party("Lantern", "LP")
    found = words_in(
        svg_file(
            drawn_bars(
                bars(
                    position(banyan, "claims", 20),
                    position(lantern, "offers", 12, banyan),
                    position(banyan, "agrees", 17),
                )
            )
        )
    )
    assert {"20", "12", "17", "by LP"} <= set(found)


def test_description_says_who_offers_to_whom_and_of_how_many_seats() -> None:
    banyan, lantern, mango = party("Banyan"), party("Lantern", "LP"), party("Mango")
    picture = drawn_bars(
        bars(
            position(banyan, "claims", 20),
            position(lantern, "offers", 12, banyan),
            position(mango, "offers", 4),
        )
    )
    assert picture.description == (
        "Bihar, Ongoing: Banyan claims 20, is offered 12 by LP; Mango offers others 4; "
        "of 80 seats in all."
    )


def test_bar_of_an_offer_to_nobody_in_particular_says_whose_it_is() -> None:
    picture = drawn_bars(bars(position(party("Banyan"), "offers", 4)))
    assert "Banyan: Offers others 4" in [tip.text for tip in tags(picture, "title")]
    assert "Is offered" not in svg_file(picture).decode()


@pytest.mark.parametrize("seats", [1, 40, 80])
def test_whose_an_offer_is_stands_beside_a_bar_of_any_length(seats: int) -> None:
    picture = seat_bars([bars(position(party("Banyan"), "offers", seats))], **ABOUT, width=340)
    assert picture
    assert "to others" in words_in(svg_file(picture))


def test_party_without_a_number_is_said_to_have_none() -> None:
    group = bars(position(party("Banyan"), "claims", 20))
    silent = seats_of(
        {
            "parties": [party("Lantern")],
            "positions": [position(party("Banyan"), "claims", 20)],
            "total_seats": 80,
        }
    )
    picture = drawn_bars(group, BarGroup("UP", "", "ongoing", "Ongoing", silent))
    assert "nothing recorded" in words_in(svg_file(picture))


def test_bar_is_as_long_as_its_share_of_all_seats() -> None:
    assert bars(position(party("Banyan"), "claims", 20)).seats.scale == 80
    rows = bars(position(party("Banyan"), "claims", 20)).seats.drawn
    assert [(one.some, one.whole) for one in rows[0][1]] == [("24.50%", "98.00%")]


def test_claim_beyond_all_seats_stays_within_the_picture() -> None:
    group = bars(position(party("Banyan"), "claims", 400), total=80)
    assert group.seats.scale == 400
    assert float(group.seats.drawn[0][1][0].some.rstrip("%")) <= 98


def test_picture_of_no_seats_is_none() -> None:
    assert seat_bars([BarGroup("UP", "", "ongoing", "Ongoing", bars().seats)], **ABOUT) is None


def test_picture_of_very_many_talks_is_bounded_and_says_how_many_it_leaves_out() -> None:
    groups = [bars(position(party(f"P{n}"), "claims", n)) for n in range(120)]
    picture = drawn_bars(*groups)
    assert picture.height <= MAX_HEIGHT
    assert re.search(r"and \d+ further talks", " ".join(words_in(svg_file(picture))))


def test_note_that_has_no_room_beside_a_heading_stands_below_it() -> None:
    group = bars(position(party("Banyan"), "claims", 20), heading="Talks " * 30)
    picture = drawn_bars(replace(group, note="80 seats, none agreed yet"))
    places = {text.text: float(text.get("y", "0")) for text in tags(picture, "text")}
    assert places["Ongoing"] < places["80 seats, none agreed yet"] < places["Banyan"]


def test_several_talks_are_said_to_have_a_scale_each() -> None:
    one, other = (bars(position(party("Banyan"), "claims", 3), total=n) for n in (7, 42))
    said = "Each talk has a scale of its own."
    assert said in words_in(svg_file(drawn_bars(one, other)))
    assert said not in words_in(svg_file(drawn_bars(one)))


def test_description_tells_of_the_talks_that_are_drawn_and_how_many_are_not() -> None:
    groups = [
        bars(position(party(f"P{n}"), "claims", n), heading=f"Region {n}") for n in range(120)
    ]
    picture = drawn_bars(*groups)
    drawn = [word for word in words_in(svg_file(picture)) if word.startswith("Region ")]
    assert re.findall(r"Region \d+", picture.description) == drawn
    assert picture.description.endswith(f" And {120 - len(drawn)} further talks.")


@pytest.mark.parametrize("name", HOSTILE)
def test_bars_of_hostile_names_are_well_formed(name: str) -> None:
    picture = drawn_bars(
        bars(
            position(party(name, name), "offers", 3, party("Lantern")),
            position(party(name), "claims", 20),
            heading=name,
        )
    )
    assert not tags(picture, "script")
    assert size_of(png_file(picture))


# --- The map of tiles -----------------------------------------------------------------------------


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


# --- How seats were split -------------------------------------------------------------------------


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
