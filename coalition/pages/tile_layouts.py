"""Where regions stand on a map of equal tiles, by hand: what borders on what is kept as far as
squares allow. Countries that nobody has laid out here get their regions in order of name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coalition.pages.regions import codes_alike, region_name

#: The states and union territories of India, by the newer of their codes, from north to south.
_INDIA = (
    ".  JK LA .  .  .  . ",
    ".  PB HP .  .  .  . ",
    "CH HR UK .  SK .  AR",
    "RJ DL UP BR WB AS NL",
    "GJ MP CG JH .  ML MN",
    "DH MH TS OD .  TR MZ",
    "GA KA AP .  .  .  . ",
    "LD KL TN PY .  AN . ",
)

#: How many tiles stand beside one another where there is no layout.
COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Place:
    """`code` is what the tile is called; the regions it stands for have any of `codes`."""

    code: str
    name: str
    codes: frozenset[str]
    row: int
    column: int


def places_for(regions: Collection[str]) -> list[Place]:
    """The whole of India if one of its states is among `regions`, and each other region once.

    A country as a whole is no place on a map of its parts.
    """
    found: list[Place] = []
    if any(code.startswith("IN-") for code in regions):
        found = _indian_places()
    laid_out = {code for place in found for code in place.codes}
    others = sorted(
        {code for code in regions if "-" in code and code not in laid_out},
        key=lambda code: (region_name(code).casefold(), code),
    )
    is_one_country = len({code.partition("-")[0] for code in regions if "-" in code}) == 1
    top = max((place.row for place in found), default=-1) + 1
    for number, code in enumerate(others):
        row, column = divmod(number, COLUMNS)
        short = code.partition("-")[2] if is_one_country else code
        found.append(Place(short, region_name(code), frozenset({code}), top + row, column))
    return found


def _indian(short: str, row: int, column: int) -> Place:
    code = f"IN-{short}"
    return Place(short, region_name(code), frozenset(codes_alike(code)), row, column)


def _indian_places() -> list[Place]:
    """Named in the language of the page."""
    return [
        _indian(short, row, column)
        for row, line in enumerate(_INDIA)
        for column, short in enumerate(line.split())
        if short != "."
    ]
