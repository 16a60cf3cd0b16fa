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

from coalition.pages.pictures.bar_labels import label
from coalition.pages.pictures.drawing import MAX_HEIGHT, Picture
from coalition.pages.pictures.lettering import Face, width_of
from coalition.pages.pictures.shapes import END, box, group, hatching, stroke, text
from coalition.pages.pictures.talk_marks import colour_of, sign
from coalition.pages.seat_positions import AGREES, MARKS, OFFERS, SeatRow, Seats, of_all

WIDE, NARROW = 640, 340

_BAR, _GAP = 13, 3
_HEADING, _SIZE, _SMALL = 15, 13, 11
_NOTE = 17
_ROW_GAP, _GROUP_GAP = 10, 22
_NUMBER = 46
#: The line that says how many parties of a talk are left out.
_MORE = 16
#: How far down bars may reach: below them a line says how many talks are left out.
_BOTTOM = MAX_HEIGHT - 200


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one talk. A talk on no single region that has a picture of its own needs no
    heading: that is below its title. `note` says how many seats there are, and are agreed."""

    heading: str
    note: str
    status: str
    status_word: str
    seats: Seats


@dataclass(frozen=True, slots=True)
class _Shown:
    """A talk with those of its rows that there is room for."""

    group: BarGroup
    rows: list[SeatRow]

    @property
    def left_out(self) -> str:
        """How many parties have no row, in words; empty if all have."""
        left = len(self.group.seats.rows) - len(self.rows)
        words = ngettext("and %d further party", "and %d further parties", left)
        return words % left if left else ""


def seat_bars(
    groups: Sequence[BarGroup],
    *,
    name: str,
    title: str,
    canonical: str,
    newest_at: datetime,
    width: int = WIDE,
    note: str = "",
) -> Picture | None:
    """None if no group has a bar. As many groups as there is room for, and of a group as many
    parties; a line says how many are left out. `note` is the last line of all."""
    if not any(found.seats.is_any for found in groups):
        return None
    body = _legend(width)
    y = 34.0
    if len(groups) > 1:
        own = _("Each talk has a scale of its own.")
        body.append(text(0, y, own, size=_SMALL, fill="soft"))
        y += 22
    shown = _shown(groups, _BOTTOM - y, width)
    for found in shown:
        body += _group(found, y, width)
        y += _height(found, width) + _GROUP_GAP
    # In words is said what can be seen, no more, for those who hear it are to know as much.
    description = " ".join(_group_words(found) for found in shown)
    left_out = len(groups) - len(shown)
    if left_out:
        more = ngettext("and %d further talk", "and %d further talks", left_out) % left_out
        description += f" {capfirst(more)}."
        body.append(text(0, y, more, size=_SMALL, fill="soft"))
        y += 14
    if note:
        description += f" {note}"
        body.append(
            text(0, y + (4 if left_out else 0), note, size=_SMALL, fill="soft", width=width)
        )
        y += 18
    return Picture(
        name=name,
        title=title,
        description=description,
        width=width,
        height=y - (0 if left_out or note else _GROUP_GAP - 4),
        body=body,
        canonical=canonical,
        newest_at=newest_at,
    )


def _shown(groups: Sequence[BarGroup], room: float, width: int) -> list[_Shown]:
    """The first of the groups. If not all have room, none takes more than half of it, so that one
    large talk does not leave out all the others."""
    whole = [_Shown(found, found.seats.rows) for found in groups]
    needed = sum(_height(found, width) + _GROUP_GAP for found in whole)
    most = room if len(groups) == 1 or needed - _GROUP_GAP <= room else room / 2 - _GROUP_GAP
    shown = []
    for found in whole:
        fitting = _cut(found, most, width)
        tall = _height(fitting, width)
        if tall > room:
            break
        shown.append(fitting)
        room -= tall + _GROUP_GAP
    return shown


def _cut(found: _Shown, room: float, width: int) -> _Shown:
    """As many rows as there is room for."""
    if _height(found, width) <= room:
        return found
    room -= _head_height(found.group, width) + _MORE
    rows = []
    for row in found.rows:
        room -= _row_height(row) + _ROW_GAP
        if room < 0:
            break
        rows.append(row)
    return _Shown(found.group, rows)


def _group_words(found: _Shown) -> str:
    talk, left_out = found.group, found.left_out
    head = ", ".join(part for part in (talk.heading, talk.status_word) if part)
    told = [_row_words(row) for row in found.rows if row.marks]
    numbers = "; ".join([*told, left_out] if left_out else told)
    if not numbers:
        return f"{head}: {_('no seats recorded')}."
    return f"{head}: {of_all(numbers, talk.seats.total)}"


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


def _height(found: _Shown, width: int) -> float:
    # What says that no party is recorded takes up as much as a row.
    rows = found.rows if found.group.seats.rows else [SeatRow({})]
    tall = sum(_row_height(row) + _ROW_GAP for row in rows)
    return _head_height(found.group, width) + tall + (_MORE if found.left_out else 0)


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


def _group(found: _Shown, top: float, width: int) -> list[Element]:
    seats = found.group.seats
    parts = _head(found.group, top, width)
    y = top + _head_height(found.group, width)
    if not seats.rows:
        parts.append(text(0, y + 12, _("No party is recorded."), size=_SMALL, fill="soft"))
    for row in found.rows:
        parts += _row(row, seats, y, width)
        y += _row_height(row) + _ROW_GAP
    if found.left_out:
        parts.append(text(0, y + 8, found.left_out, size=_SMALL, fill="soft"))
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
        parts += [
            group(bar(mark.kind, 0, y, long, _BAR), tip=tip),
            *label(mark, long, y, width, _BAR),
        ]
        y += _BAR + _GAP
    return parts


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
