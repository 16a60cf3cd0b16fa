"""How the seats of an election are split: one bar, with the line at which a majority begins.

A party's colour is what its record says, which may be missing, hard to see or the same as its
neighbour's: so every part has an outline, stands apart from the next, has a number of its own, and
is named with that number below.
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
from coalition.pages.pictures.shapes import (
    END,
    MIDDLE,
    START,
    box,
    group,
    hatching,
    is_colour,
    stroke,
    text,
)
from coalition.pages.seat_splits import PARTY, Share, Split

WIDE, NARROW = 640, 320

_BAR, _HEAD, _LINE = 42, 26, 22
_GAP = 2.0
#: More would be slivers; the table has them all.
_PARTS = 12


@dataclass(frozen=True, slots=True)
class _Part:
    """`number` is what the part is called in the bar and below it; empty for the rest."""

    number: str
    name: str
    seats: int
    note: str
    colour: str
    pattern: str


def seat_split(
    splits: Sequence[Split],
    *,
    name: str,
    title: str,
    canonical: str,
    newest_at: datetime,
    width: int = WIDE,
) -> Picture | None:
    """None if no seats are recorded."""
    if not splits:
        return None
    body: list[Element] = []
    y = 0.0
    for split in splits:
        drawn, y = _split(split, y, width)
        body += drawn
        y += 18
    return Picture(
        name=name,
        title=title,
        description=" ".join(_words(split) for split in splits),
        width=width,
        height=y - 18,
        body=body,
        canonical=canonical,
        newest_at=newest_at,
    )


def _words(split: Split) -> str:
    said = [
        f"{part.name} {part.seats}{f' ({part.note})' if part.note else ''}"
        for part in _parts(split)
    ]
    words = "; ".join(said) + "."
    if split.total and split.majority:
        words += " " + ngettext(
            "A majority is %(seats)d of %(total)d seat.",
            "A majority is %(seats)d of %(total)d seats.",
            split.total,
        ) % {"seats": split.majority, "total": split.total}
    return words


def _parts(split: Split) -> list[_Part]:
    shown = split.shares if len(split.shares) <= _PARTS else split.shares[: _PARTS - 1]
    parts = [_part(number, share) for number, share in enumerate(shown, start=1)]
    others = split.shares[len(shown) :]
    if others:
        label = ngettext("%d other", "%d others", len(others)) % len(others)
        seats = sum(share.seats for share in others)
        parts.append(_Part(str(len(parts) + 1), label, seats, "", "", "plain"))
    if split.rest:
        parts.append(_Part("", _rest_name(split), split.rest, "", "", "empty"))
    return parts


def _rest_name(split: Split) -> str:
    """What parties have may be of no alliance and the reverse, so the rest of one of two splits is
    not without an outcome."""
    if split.is_only:
        return _("not recorded")
    if split.kind == PARTY:
        return _("of no party recorded here")
    return _("of no alliance recorded here")


def _part(number: int, share: Share) -> _Part:
    known = is_colour(share.colour)
    return _Part(
        number=str(number),
        name=share.contestant["name"],
        seats=share.seats,
        note=share.result,
        colour=share.colour if known else "",
        pattern="" if known else "plain",
    )


def _split(split: Split, top: float, width: int) -> tuple[list[Element], float]:
    parts = _parts(split)
    bar_top = top + _HEAD
    drawn: list[Element] = []
    long = width - _GAP * (len(parts) - 1)
    x, counted, line = 0.0, 0, 0.0
    for part in parts:
        wide = max(0.75, long * part.seats / split.scale)
        drawn.append(_segment(part, x, bar_top, wide))
        if split.majority and counted < split.majority <= counted + part.seats:
            line = x + wide * (split.majority - counted) / part.seats
        x += wide + _GAP
        counted += part.seats
    if split.majority:
        drawn += _majority(split.majority, line, bar_top, width)
    y = bar_top + _BAR + 12
    for part in parts:
        drawn += _entry(part, y, width)
        y += _LINE
    return drawn, y - 4


def _segment(part: _Part, x: float, y: float, wide: float) -> Element:
    shapes = _swatch(part, x, y, wide, _BAR)
    label = part.number
    if label and width_of(label, 13, Face.BOLD) + 8 <= wide:
        shapes.append(
            text(
                x + wide / 2,
                y + _BAR / 2 + 5,
                label,
                size=13,
                face=Face.BOLD,
                fill=_upon(part.colour) if part.colour else "ink",
                anchor=MIDDLE,
            )
        )
    return group(shapes, tip=f"{part.name}: {part.seats}")


def _swatch(part: _Part, x: float, y: float, wide: float, tall: float) -> list[Element]:
    """Filled with the party's colour, or hatched; only outlined and dashed where nobody in this bar
    is known to have the seats."""
    inset = min(0.5, wide / 4)
    outline = box(
        x + inset,
        y + inset,
        max(0.3, wide - 2 * inset),
        tall - 2 * inset,
        line="soft",
        thickness=min(1, wide / 2),
        dashes="3 3" if part.pattern == "empty" else "",
    )
    if part.colour:
        return [box(x, y, wide, tall, fill=part.colour), outline]
    if part.pattern == "plain":
        ground = box(x, y, wide, tall, fill="panel")
        return [ground, hatching(x, y, wide, tall, line="line"), outline]
    return [outline]


def _majority(seats: int, x: float, bar_top: float, width: int) -> list[Element]:
    """The line stands at `x`, where the seat that makes the majority ends."""
    label = _("Majority: %(seats)d") % {"seats": seats}
    wide = width_of(label, 12, Face.BOLD)
    anchor = START if x + wide + 6 <= width else END
    return [
        stroke(x, bar_top - 20, x, bar_top + _BAR + 4, line="paper", thickness=5),
        stroke(x, bar_top - 20, x, bar_top + _BAR + 4, line="ink", thickness=1.75),
        text(
            x + (6 if anchor == START else -6),
            bar_top - 9,
            label,
            size=12,
            face=Face.BOLD,
            anchor=anchor,
        ),
    ]


def _entry(part: _Part, y: float, width: int) -> list[Element]:
    count = str(part.seats)
    count_wide = width_of(count, 13, Face.BOLD)
    note_wide = width_of(part.note, 11) + 12 if part.note else 0
    room = width - 42 - count_wide - 10
    if width_of(part.name, 13) + note_wide > room:
        note_wide = 0
    found = [
        *_swatch(part, 0, y, 14, 14),
        text(20, y + 12, part.number, size=12, face=Face.BOLD, fill="soft"),
        text(42, y + 12, part.name, size=13, width=room - note_wide),
        text(width, y + 12, count, size=13, face=Face.BOLD, anchor=END),
    ]
    if note_wide:
        x = 42 + width_of(part.name, 13) + 8
        found.append(text(x, y + 12, part.note, size=11, fill="soft"))
    return found


def _upon(colour: str) -> str:
    """Black or white, whichever can be read upon `colour` (WCAG 2.2, relative luminance)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"
