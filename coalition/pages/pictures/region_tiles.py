"""A map of equal tiles: in which region talks are held, and where they stand.

A tile has a sign for each state that talks on its region are in, told apart by shape and colour; if
there are more talks than signs, their number is in its corner. It leads to the first of its talks.
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
from coalition.pages.pictures.shapes import END, MIDDLE, box, element, group, text
from coalition.pages.pictures.talk_marks import colour_of, sign
from coalition.pages.tile_layouts import COLUMNS, Place, places_for
from coalition.pages.wording import TALK_STATUS

_GAP = 5
#: The side of a tile, for large screens and files, and for phones.
WIDE, NARROW = 60, 44
#: How large a sign is, and how far from the next, where there is room.
_SIGN, _STEP = 5.5, 13.5
_SMALL = 11
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
    note: str = "",
) -> Picture | None:
    """None if no talk is on a region: a map of nothing says nothing. `note` is the last line."""
    places = places_for({talk.region for talk in talks})
    found = {place: [talk for talk in talks if talk.region in place.codes] for place in places}
    if not any(found.values()):
        return None
    rows = max(place.row for place in places) + 1
    columns = max(place.column for place in places) + 1
    step = tile + _GAP
    width = max(columns, COLUMNS) * step - _GAP
    body = [_tile(place, here, tile) for place, here in found.items()]
    has_numbers = any(_has_number(here) for here in found.values())
    legend, height = _legend(talks, rows * step + 12, width, has_numbers=has_numbers)
    description = _description(found)
    if note:
        description += f" {note}"
        legend.append(text(0, height + 8, note, size=_SMALL, fill="soft", width=width))
        height += 16
    return Picture(
        name=name,
        title=title,
        description=description,
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
    states = sorted(sorted({talk.status for talk in talks}), key=_place_of)
    colour = colour_of(states[0]) if len(states) == 1 else "ink"
    has_number = _has_number(talks)
    parts = [
        box(x, y, tile, tile, fill=_WASHES.get(colour, "panel"), radius=4),
        box(x + 1, y + 1, tile - 2, tile - 2, line=colour, radius=3.5, thickness=2),
        _code(place, middle - (tile * 0.07 if has_number else 0), y + tile * 0.42, "ink"),
        *_signs(states, middle, y + tile * 0.71, tile - 6),
    ]
    if has_number:
        at = x + tile - 4
        parts.append(text(at, y + 11.5, str(len(talks)), size=10, fill="soft", anchor=END))
    words = {talk.status: talk.status_word for talk in talks}
    said = ", ".join(words[state] for state in states)
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


def _signs(states: list[str], middle: float, y: float, room: float) -> list[Element]:
    step = min(_STEP, room / len(states))
    radius = min(_SIGN, step / 2 - 0.5)
    x = middle - (len(states) - 1) * step / 2
    return [sign(state, x + n * step, y, radius) for n, state in enumerate(states)]


def _has_number(talks: Sequence[TileTalk]) -> bool:
    """Whether there are more talks than there are signs."""
    return len(talks) > len({talk.status for talk in talks})


def _place_of(status: str) -> int:
    """As talks go on; what nobody knows comes last."""
    known = list(TALK_STATUS)
    return known.index(status) if status in known else len(known)


def _legend(
    talks: Sequence[TileTalk], top: float, width: float, *, has_numbers: bool
) -> tuple[list[Element], float]:
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
    if has_numbers:
        y += 20
        counted = _("A number in a corner: so many talks on that region")
        parts.append(text(0, y + 4, counted, size=_SMALL, fill="soft", width=width))
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
        parts.append(text(0, y + 4, said, size=_SMALL, fill="soft"))
    return parts, y + 12
