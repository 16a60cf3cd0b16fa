"""Seat bars of more parties than a picture has room for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from coalition.pages.pictures.drawing import MAX_HEIGHT, Picture
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.pictures.seat_bars import NARROW, WIDE, BarGroup, seat_bars
from coalition.pages.seat_positions import seats_of
from tests.pages.pictures.drawings import words_in


def talk_of(parties: int, *, region: str = "Bihar", offers: int = 1) -> BarGroup:
    """A talk in which each party claims, is offered and has agreed to something."""
    names = [f"{region} {n:03}" for n in range(parties)]
    found = [_party(name) for name in names]
    givers = [_party(f"{region} giver {n}") for n in range(offers)]
    positions = [
        {"party": by, "position": kind, "seats": 3, "to_party": to, "date": None}
        for party in found
        for kind, by, to in (
            ("claims", party, None),
            *(("offers", giver, party) for giver in givers),
            ("agrees", party, None),
        )
    ]
    talk = {"parties": found, "positions": positions, "total_seats": 80}
    return BarGroup(region, "", "ongoing", "Ongoing", seats_of(talk))


def _party(name: str) -> dict[str, Any]:
    return {"id": name, "kind": "party", "slug": "party", "name": name, "abbreviation": None}


def drawn(*groups: BarGroup, width: int = WIDE) -> Picture:
    picture = seat_bars(
        groups,
        name="sample",
        title="A sample",
        canonical="https://desk.example.org/seat-sharing/bihar/",
        newest_at=datetime(2023, 12, 6, 16, 11, tzinfo=UTC),
        width=width,
    )
    assert picture
    return picture


def parties_in(words: str, region: str = "Bihar") -> list[str]:
    return re.findall(rf"{region} \d{{3}}", words)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("parties", [29, 200])
def test_talk_of_many_parties_has_those_that_there_is_room_for(parties: int, width: int) -> None:
    picture = drawn(talk_of(parties), width=width)
    words = "\n".join(words_in(svg_file(picture)))
    shown = parties_in(words)
    assert len(shown) > 20
    assert f"and {parties - len(shown)} further part" in words
    assert "further talk" not in words
    assert picture.height <= MAX_HEIGHT


def test_talk_that_there_is_just_room_for_has_all_of_its_parties() -> None:
    words = "\n".join(words_in(svg_file(drawn(talk_of(28)))))
    assert len(parties_in(words)) == 28
    assert "further" not in words


def test_description_tells_of_the_parties_that_are_drawn_and_how_many_are_not() -> None:
    picture = drawn(talk_of(60))
    shown = parties_in("\n".join(words_in(svg_file(picture))))
    assert parties_in(picture.description) == shown
    assert f"; and {60 - len(shown)} further parties; of 80 seats in all." in picture.description


def test_large_talk_leaves_room_for_the_next() -> None:
    picture = drawn(talk_of(60), talk_of(3, region="Goa"), talk_of(60, region="Kerala"))
    words = "\n".join(words_in(svg_file(picture)))
    assert len(parties_in(words)) > 10
    assert len(parties_in(words, "Goa")) == 3
    assert "and 1 further talk" in words


def test_talks_that_fit_together_are_not_cut_though_one_is_large() -> None:
    words = "\n".join(words_in(svg_file(drawn(talk_of(20), talk_of(3, region="Goa")))))
    assert (len(parties_in(words)), len(parties_in(words, "Goa"))) == (20, 3)


def test_party_with_more_offers_than_there_is_room_for_breaks_nothing() -> None:
    picture = drawn(talk_of(2, offers=200))
    assert picture.height <= MAX_HEIGHT
    assert "and 2 further parties" in words_in(svg_file(picture))
