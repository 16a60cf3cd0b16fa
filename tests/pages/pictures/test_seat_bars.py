"""The seats that parties claim, are offered and agreed on, as bars."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from coalition.pages.pictures.drawing import MAX_HEIGHT, Picture
from coalition.pages.pictures.rendering import png_file, svg_file
from coalition.pages.pictures.seat_bars import BarGroup, bar, seat_bars
from coalition.pages.seat_positions import MARKS, seats_of
from tests.pages.pictures.drawings import HOSTILE, in_black, size_of, tags, words_in
from tests.pages.pictures.elections import ABOUT, party


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


@pytest.mark.parametrize(("one", "other"), list(combinations(MARKS, 2)))
def test_claimed_offered_and_agreed_differ_in_shape(one: str, other: str) -> None:
    assert in_black(bar(one, 0, 0, 50, 13)) != in_black(bar(other, 0, 0, 50, 13))


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
