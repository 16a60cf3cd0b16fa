"""Seat bars: what each party claims, is offered and has agreed to, against the seats in all.

Claimed seats are an outline, offered ones hatched, agreed ones solid; each bar has its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.pages.pictures.drawing import MAX_HEIGHT, Picture
from coalition.pages.pictures.lettering import Face, fitted, width_of
from coalition.pages.pictures.shapes import END, box, group, hatching, stroke, text
from coalition.pages.pictures.talk_marks import colour_of, sign
from coalition.pages.seat_positions import AGREES, MARKS, OFFERS, SeatMark, SeatRow, Seats, of_all

WIDE, NARROW = 640, 340

_BAR, _GAP = 13, 3
_HEADING, _SIZE, _SMALL = 15, 13, 11
_NOTE = 17
_ROW_GAP, _GROUP_GAP = 10, 22
_NUMBER = 46


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one talk. A talk on no single region that has a picture of its own needs no
    heading: that is below its title. `note` says how many seats there are, and are agreed."""

    heading: str
    note: str
    status: str
    status_word: str
    seats: Seats


def seat_bars(
    groups: Sequence[BarGroup],
    *,
    name: str,
    title: str,
    canonical: str,
    newest_at: datetime,
    width: int = WIDE,
) -> Picture | None:
    """None if no group has a bar. As many groups as there is room for; the last line says how many
    are left out."""
    if not any(found.seats.is_any for found in groups):
        return None
    body = _legend(width)
    y = 34.0
    if len(groups) > 1:
        own = _("Each talk has a scale of its own.")
        body.append(text(0, y, own, size=_SMALL, fill="soft"))
        y += 22
    left_out = 0
    for number, found in enumerate(groups):
        tall = _height(found, width)
        if y + tall > MAX_HEIGHT - 200:
            left_out = len(groups) - number
            break
        body += _group(found, y, width)
        y += tall + _GROUP_GAP
    # In words is said what can be seen, no more, for those who hear it are to know as much.
    description = _description(groups[: len(groups) - left_out])
    if left_out:
        more = ngettext("and %d further talk", "and %d further talks", left_out) % left_out
        description += f" {capfirst(more)}."
        body.append(text(0, y, more, size=_SMALL, fill="soft"))
        y += 14
    return Picture(
        name=name,
        title=title,
        description=description,
        width=width,
        height=y - (0 if left_out else _GROUP_GAP - 4),
        body=body,
        canonical=canonical,
        newest_at=newest_at,
    )


def _description(groups: Sequence[BarGroup]) -> str:
    return " ".join(_group_words(found) for found in groups)


def _group_words(found: BarGroup) -> str:
    head = ", ".join(part for part in (found.heading, found.status_word) if part)
    numbers = "; ".join(_row_words(row) for row in found.seats.rows if row.marks)
    if not numbers:
        return f"{head}: {_('no seats recorded')}."
    return f"{head}: {of_all(numbers, found.seats.total)}"


def _row_words(row: SeatRow) -> str:
    # In the middle of a sentence, where a name keeps its capitals.
    marks = ", ".join(mark.told[:1].lower() + mark.told[1:] for mark in row.marks)
    return f"{row.party['abbreviation'] or row.party['name']} {marks}"


def _legend(width: int) -> list[Element]:
    parts: list[Element] = []
    x = 0.0
    for kind, word in MARKS.items():
        parts += [
            group(bar(kind, x, 1, 22, _BAR)),
            text(x + 28, 12, str(word), size=_SMALL, fill="soft"),
        ]
        x += 28 + width_of(str(word), _SMALL) + 16
    in_all = _("all seats")
    if x + 28 + width_of(in_all, _SMALL) <= width:
        parts += [_track(x, 1, 22), text(x + 28, 12, in_all, size=_SMALL, fill="soft")]
    return parts


def _height(found: BarGroup, width: int) -> float:
    return _head_height(found, width) + sum(
        _row_height(row) + _ROW_GAP for row in found.seats.rows or [SeatRow({})]
    )


def _head_height(found: BarGroup, width: int) -> float:
    return 26 + (0 if _has_note_beside(found, width) else _NOTE)


def _row_height(row: SeatRow) -> float:
    return 18 + max(1, len(row.marks)) * (_BAR + _GAP)


def _heading_room(found: BarGroup, width: int) -> float:
    """What the sign and the word for where the talk stands leave of the line."""
    return width - width_of(found.status_word, _SMALL, Face.BOLD) - 24


def _note_start(found: BarGroup) -> float:
    return width_of(found.heading, _HEADING, Face.SERIF) + 10 if found.heading else 0.0


def _has_note_beside(found: BarGroup, width: int) -> bool:
    """Whether the note has room in the line of the heading, or there is none."""
    end = _note_start(found) + width_of(found.note, _SMALL)
    return not found.note or end <= _heading_room(found, width)


def _head(found: BarGroup, y: float, width: int) -> list[Element]:
    room = _heading_room(found, width)
    parts = [stroke(0, y - 6, width, y - 6)]
    if found.heading:
        parts.append(text(0, y + 12, found.heading, size=_HEADING, face=Face.SERIF, width=room))
    if found.note and _has_note_beside(found, width):
        parts.append(text(_note_start(found), y + 11.5, found.note, size=_SMALL, fill="soft"))
    elif found.note:
        below = y + 11.5 + _NOTE
        parts.append(text(0, below, found.note, size=_SMALL, fill="soft", width=width))
    return [
        *parts,
        sign(found.status, room + 14, y + 7, 5.5),
        text(
            width,
            y + 11.5,
            found.status_word,
            size=_SMALL,
            face=Face.BOLD,
            fill=colour_of(found.status),
            anchor=END,
        ),
    ]


def _group(found: BarGroup, top: float, width: int) -> list[Element]:
    parts = _head(found, top, width)
    y = top + _head_height(found, width)
    if not found.seats.rows:
        parts.append(text(0, y + 12, _("No party is recorded."), size=_SMALL, fill="soft"))
    for row in found.seats.rows:
        parts += _row(row, found.seats, y, width)
        y += _row_height(row) + _ROW_GAP
    return parts


def _row(row: SeatRow, seats: Seats, top: float, width: int) -> list[Element]:
    parts = [text(0, top + 11, row.party["name"], size=_SIZE, width=width, face=Face.BOLD)]
    y = top + 18
    if not row.marks:
        parts.append(text(0, y + 10, _("nothing recorded"), size=_SMALL, fill="soft"))
    room = width - _NUMBER
    for mark in row.marks:
        long = room * mark.seats / seats.scale
        if seats.total:
            parts.append(_track(0, y, room * seats.total / seats.scale))
        tip = f"{row.party['name']}: {mark.told}"
        parts += [group(bar(mark.kind, 0, y, long, _BAR), tip=tip), *_label(mark, long, y, width)]
        y += _BAR + _GAP
    return parts


def _label(mark: SeatMark, long: float, y: float, width: int) -> list[Element]:
    """The number beside the bar, and who offers, or to whom: after a long bar upon its end."""
    count = str(mark.seats)
    x = long + 5
    after = x + width_of(count, _SMALL, Face.BOLD) + 4
    parts = [_cleared(x, y, count, Face.BOLD, "ink")]
    if mark.note:
        beside, upon = width - after, long - 12
        if width_of(mark.note, _SMALL) > beside and upon > beside:
            note = fitted(mark.note, upon, _SMALL)
            after = long - 6 - width_of(note, _SMALL)
        else:
            note = fitted(mark.note, beside, _SMALL)
        parts.append(_cleared(after, y, note, Face.SANS, "soft"))
    return parts


def _cleared(x: float, y: float, content: str, face: Face, fill: str) -> Element:
    """Upon a patch of paper, so that what is behind it does not cross the letters."""
    wide = width_of(content, _SMALL, face)
    return group(
        [
            box(x - 2, y + 1.5, wide + 4, _BAR - 3, fill="paper"),
            text(x, y + 10.5, content, size=_SMALL, face=face, fill=fill),
        ]
    )


def _track(x: float, y: float, long: float) -> Element:
    """All the seats there are."""
    return box(x, y + _BAR / 2 - 1, long, 2, fill="line")


def bar(kind: str, x: float, y: float, long: float, tall: float) -> list[Element]:
    """One bar; of no seats only its foot is drawn."""
    if long < 1:
        return [stroke(x + 0.75, y, x + 0.75, y + tall, line="ink", thickness=1.5)]
    if kind == AGREES:
        return [box(x, y, long, tall, fill="good")]
    inner = max(0.5, long - 1.5)
    if kind == OFFERS:
        return [
            box(x, y, long, tall, fill="paper"),
            hatching(x, y, long, tall, line="open", gap=4.5),
            box(x + 0.75, y + 0.75, inner, tall - 1.5, line="open", thickness=1.5),
        ]
    return [
        box(x, y, long, tall, fill="paper"),
        box(x + 0.75, y + 0.75, inner, tall - 1.5, line="ink", thickness=1.5),
    ]
