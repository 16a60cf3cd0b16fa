"""What stands beside a bar of seats: its number, and who offers them, or to whom."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from coalition.pages.pictures.lettering import Face, fitted, width_of
from coalition.pages.pictures.shapes import box, group, text
from coalition.pages.seat_positions import SeatMark

_SIZE = 11


def label(mark: SeatMark, long: float, y: float, width: int, tall: float) -> list[Element]:
    """Beside a bar that is `long` and `tall`; what has no room there stands upon its end."""
    count = str(mark.seats)
    x = long + 5
    after = x + width_of(count, _SIZE, Face.BOLD) + 4
    parts = [_cleared(x, y, count, Face.BOLD, "ink", tall)]
    if mark.note:
        beside, upon = width - after, long - 12
        if width_of(mark.note, _SIZE) > beside and upon > beside:
            note = fitted(mark.note, upon, _SIZE)
            after = long - 6 - width_of(note, _SIZE)
        else:
            note = fitted(mark.note, beside, _SIZE)
        parts.append(_cleared(after, y, note, Face.SANS, "soft", tall))
    return parts


def _cleared(x: float, y: float, content: str, face: Face, fill: str, tall: float) -> Element:
    """Upon a patch of paper, so that what is behind it does not cross the letters."""
    wide = width_of(content, _SIZE, face)
    return group(
        [
            box(x - 2, y + 1.5, wide + 4, tall - 3, fill="paper"),
            text(x, y + 10.5, content, size=_SIZE, face=face, fill=fill),
        ]
    )
