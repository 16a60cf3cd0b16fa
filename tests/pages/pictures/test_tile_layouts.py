"""What tiles are called."""

from __future__ import annotations

import pytest

from coalition.pages.tile_layouts import places_for


@pytest.mark.parametrize("whole", ["", "MY", "IN"])
def test_talks_on_the_whole_do_not_change_what_tiles_are_called(whole: str) -> None:
    regions = {"MY-01", "MY-02"}
    assert {place.code for place in places_for(regions | {whole})} == {"01", "02"}


def test_regions_of_two_countries_are_called_by_their_whole_codes() -> None:
    assert {place.code for place in places_for({"MY-01", "NP-P1"})} == {"MY-01", "NP-P1"}
