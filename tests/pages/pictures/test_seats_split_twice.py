"""Seats that are split twice, by party and by alliance: what each bar says of the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.pictures.seat_split import seat_split
from coalition.pages.seat_splits import splits_of
from tests.pages.pictures.drawings import words_in


def election(
    parties: dict[str, int], alliances: dict[str, int] | None = None, *, total: int | None = 200
) -> dict[str, Any]:
    def row(kind: str, name: str, seats: int) -> dict[str, Any]:
        named = {"id": name, "kind": kind, "slug": "x", "name": name, "abbreviation": None}
        return {"party": None, "alliance": None, "result": "won", "seats": seats, kind: named}

    rows = [row("party", name, seats) for name, seats in parties.items()]
    rows += [row("alliance", name, seats) for name, seats in (alliances or {}).items()]
    return {"total_seats": total, "outcomes": rows}


def drawn(document: dict[str, Any]) -> Picture:
    picture = seat_split(
        splits_of(document, {}),
        name="sample",
        title="A sample",
        canonical="https://desk.example.org/elections/general/",
        newest_at=datetime(2023, 12, 6, 16, 11, tzinfo=UTC),
    )
    assert picture
    return picture


def test_seats_of_a_party_in_no_alliance_are_not_called_unrecorded() -> None:
    picture = drawn(election({"Anchor": 100, "Banyan": 60, "Comet": 40}, {"Front": 160}))
    assert "Front 160 (Won); of no alliance recorded here 40." in picture.description
    assert "of no alliance recorded here" in words_in(svg_file(picture))
    assert "not recorded" not in picture.description


def test_seats_of_an_alliance_of_which_no_party_is_recorded_are_not_called_unrecorded() -> None:
    picture = drawn(election({"Anchor": 100}, {"Front": 200}))
    assert "Anchor 100 (Won); of no party recorded here 100." in picture.description
    assert "not recorded" not in picture.description


@pytest.mark.parametrize(("parties", "alliances"), [({"Anchor": 115}, None), ({}, {"Front": 115})])
def test_rest_of_the_only_split_is_not_recorded(
    parties: dict[str, int], alliances: dict[str, int] | None
) -> None:
    assert "; not recorded 85." in drawn(election(parties, alliances)).description


@pytest.mark.parametrize(
    ("parties", "alliances"), [({"Anchor": 201}, {"Front": 160}), ({"Anchor": 1}, {"Front": 201})]
)
def test_more_seats_than_there_are_leave_no_bar_a_majority(
    parties: dict[str, int], alliances: dict[str, int]
) -> None:
    assert "majority" not in drawn(election(parties, alliances)).description.lower()
