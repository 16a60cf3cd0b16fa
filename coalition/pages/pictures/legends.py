"""The key of a picture: each mark with its word, side by side and in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from coalition.pages.pictures.lettering import width_of
from coalition.pages.pictures.shapes import text

SIZE = 12
LINE = 22
_MARK = 16
_GAP = 6
_BETWEEN = 18


class Entry(NamedTuple):
    """`draw` puts the mark into the square of a size around a point."""

    draw: Callable[[float, float, float], list[Element]]
    word: str


class Legend(NamedTuple):
    shapes: list[Element]
    height: float


def legend(entries: Iterable[Entry], *, y: float, width: float) -> Legend:
    """Below `y`, within `width`."""
    shapes: list[Element] = []
    left, line = 0.0, 0
    for draw, word in entries:
        taken = _MARK + _GAP + width_of(word, SIZE)
        if left and left + taken > width:
            left, line = 0.0, line + 1
        middle = y + line * LINE + LINE / 2
        shapes += draw(left + _MARK / 2, middle, _MARK)
        room = max(width - _MARK - _GAP, 1)
        shapes.append(text(left + _MARK + _GAP, middle + SIZE * 0.36, word, size=SIZE, width=room))
        left += taken + _BETWEEN
    return Legend(shapes, (line + 1) * LINE if shapes else 0)
