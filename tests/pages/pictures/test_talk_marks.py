"""The signs of the states that talks are in."""

from __future__ import annotations

from itertools import combinations

import pytest

from coalition.pages.pictures.talk_marks import sign
from coalition.pages.wording import TALK_STATUS
from tests.pages.pictures.drawings import in_black


@pytest.mark.parametrize(("one", "other"), list(combinations([*TALK_STATUS, "unheard_of"], 2)))
def test_states_of_talks_differ_in_shape_and_not_in_colour_alone(one: str, other: str) -> None:
    assert in_black([sign(one, 8, 8)]) != in_black([sign(other, 8, 8)])
