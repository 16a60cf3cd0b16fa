"""How many ways a printed name can be read in."""

from __future__ import annotations

import pytest

from coalition.resolving.printed import Reading, readings_of


def plainly(readings: list[Reading]) -> list[tuple[str, str]]:
    return [
        (" ".join(word.text for word in reading.typed.words), reading.party) for reading in readings
    ]


def test_name_is_read_with_and_without_what_stands_in_brackets() -> None:
    found = plainly(readings_of("Sanjay Singh (AAP)"))
    assert found[-1] == ("sanjay singh", "AAP")
    assert len(found) == 2


@pytest.mark.parametrize("count", [2, 3, 40])
def test_brackets_without_end_are_not_all_read(count: int) -> None:
    assert len(readings_of("Sanjay Singh" + " (AAP)" * count)) == 3
