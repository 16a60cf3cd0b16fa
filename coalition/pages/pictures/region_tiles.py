"""A map of equal tiles: in which region talks are held, and where they stand.

Each talk is a sign of its own in its region's tile, told apart by shape and colour; a tile with a
talk in it leads to that talk in the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.lettering import Face, width_of
from coalition.pages.pictures.shapes import MIDDLE, box, element, group, text
from coalition.pages.pictures.talk_marks import colour_of, sign
from coalition.pages.tile_layouts import COLUMNS, Place, places_for
from coalition.pages.wording import TALK_STATUS

_GAP = 5
#: The side of a tile, for large screens and files, and for phones.
WIDE, NARROW = 60, 44
#: So many signs stand beside one another in a tile; of more, their number is given.
_SIGNS = 3
_WASHES = {"open": "open-wash", "warn": "warn-wash", "stop": "stop-wash"}


@dataclass(frozen=True, slots=True)
class TileTalk:
    region: str
    title: str
    status: str
    status_word: str
    href: str


def region_tiles(
    talks: Sequence[TileTalk],
    *,
    name: str,
    title: str,
    canonical: str,
    newest_at: datetime,
    tile: int = WIDE,
) -> Picture | None:
    """None if no talk is on a region: a map of nothing says nothing."""
    places = places_for({talk.region for talk in talks})
    found = {place: [talk for talk in talks if talk.region in place.codes] for place in places}
    if not any(found.values()):
        return None
    rows = max(place.row for place in places) + 1
    columns = max(place.column for place in places) + 1
    step = tile + _GAP
    width = max(columns, COLUMNS) * step - _GAP
    body = [_tile(place, here, tile) for place, here in found.items()]
    legend, height = _legend(talks, rows * step + 12, width)
    return Picture(
        name=name,
        title=title,
        description=_description(found),
        width=width,
        height=height,
        body=[*body, *legend],
        canonical=canonical,
        newest_at=newest_at,
    )


def _description(found: dict[Place, list[TileTalk]]) -> str:
    return " ".join(
        f"{place.name}: {', '.join(talk.status_word for talk in here)}."
        for place, here in found.items()
        if here
    )


def _tile(place: Place, talks: list[TileTalk], tile: int) -> Element:
    x, y = place.column * (tile + _GAP), place.row * (tile + _GAP)
    middle = x + tile / 2
    if not talks:
        parts = [
            box(x + 0.5, y + 0.5, tile - 1, tile - 1, line="line", radius=4, thickness=1),
            _code(place, middle, y + tile / 2 + 5, "soft"),
        ]
        return group(parts, tip=place.name)
    states = {talk.status for talk in talks}
    colour = colour_of(talks[0].status) if len(states) == 1 else "ink"
    parts = [
        box(x, y, tile, tile, fill=_WASHES.get(colour, "panel"), radius=4),
        box(x + 1, y + 1, tile - 2, tile - 2, line=colour, radius=3.5, thickness=2),
        _code(place, middle, y + tile * 0.42, "ink"),
        *_signs(talks, middle, y + tile * 0.71),
    ]
    said = ", ".join(dict.fromkeys(talk.status_word for talk in talks))
    tip = _("%(region)s: %(states)s") % {"region": place.name, "states": said}
    drawn = group(parts, tip=tip)
    if not talks[0].href:
        return drawn
    link = element("a", href=talks[0].href)
    link.append(drawn)
    return link


def _code(place: Place, x: float, y: float, fill: str) -> Element:
    size = 13 if len(place.code) <= 3 else 10
    return text(x, y, place.code, size=size, face=Face.BOLD, fill=fill, anchor=MIDDLE)


def _signs(talks: list[TileTalk], middle: float, y: float) -> list[Element]:
    shown = talks if len(talks) <= _SIGNS else talks[: _SIGNS - 1]
    wide = 13.5
    places = len(shown) + (len(shown) < len(talks))
    x = middle - (places - 1) * wide / 2
    parts = [sign(talk.status, x + n * wide, y, 5.5) for n, talk in enumerate(shown)]
    if len(shown) < len(talks):
        more = f"+{len(talks) - len(shown)}"
        parts.append(text(x + len(shown) * wide, y + 4, more, size=10, anchor=MIDDLE))
    return parts


def _place_of(status: str) -> int:
    """As talks go on; what nobody knows comes last."""
    known = list(TALK_STATUS)
    return known.index(status) if status in known else len(known)


def _legend(talks: Sequence[TileTalk], top: float, width: float) -> tuple[list[Element], float]:
    """Only of what can be seen above, with how many talks there are of each."""
    parts: list[Element] = []
    x, y = 0.0, top + 8.0
    on_map = [talk for talk in talks if "-" in talk.region]
    words = {talk.status: talk.status_word for talk in on_map}
    for status, word in sorted(words.items(), key=lambda item: _place_of(item[0])):
        label = f"{word} {sum(talk.status == status for talk in on_map)}"
        wide = 18 + width_of(label, 12) + 14
        if x and x + wide - 14 > width:
            x, y = 0.0, y + 20
        parts += [sign(status, x + 6, y, 5.5), text(x + 17, y + 4, label, size=12)]
        x += wide
    elsewhere = len(talks) - len(on_map)
    if elsewhere:
        y += 20
        said = (
            ngettext(
                "%d further talk is on no single region",
                "%d further talks are on no single region",
                elsewhere,
            )
            % elsewhere
        )
        parts.append(text(0, y + 4, said, size=11, fill="soft"))
    return parts, y + 12
