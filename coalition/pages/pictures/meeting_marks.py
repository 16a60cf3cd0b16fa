"""The meetings along the top of a timeline: each mark at its day, and in a lane of its own where it
would touch another. Of a meeting whose day the sources leave open, dashes over all of its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from coalition.pages.alliance_attendance import Column
from coalition.pages.pictures.legends import Entry
from coalition.pages.pictures.shapes import circle, cross, group, stroke
from coalition.pages.pictures.time_scales import TimeScale

#: How high one lane is, and where the topmost one has its middle.
LANE = 13.0
_TOPMOST = 14.0

_SIZE = 12.0
#: How far a mark reaches to either side, with what keeps it apart from the next.
_REACH = 6.0
#: Days closer to one another than this, in units of the picture, are one place along the axis.
_ONE_PLACE = 6.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting from `first` to `last` along the axis; the lane 0 is the one next to the bars."""

    column: Column
    first: float
    last: float
    lane: int

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2

    @property
    def is_open(self) -> bool:
        return _is_open(self.first, self.last)


def marks_of(meetings: Sequence[Column], scale: TimeScale) -> list[Mark]:
    """All of them have a date. What has one place goes nearest to the bars, for a line leads from
    there down to the axis."""
    ends = {column.number: _ends(column, scale) for column in meetings}
    ordered = sorted(meetings, key=lambda column: (_is_open(*ends[column.number]), column.number))
    lanes: list[list[tuple[float, float]]] = []
    found = []
    for column in ordered:
        first, last = ends[column.number]
        middle = (first + last) / 2
        taken = min(first, middle - _REACH), max(last, middle + _REACH)
        lane = next((n for n, own in enumerate(lanes) if _is_free(own, *taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(taken)
        found.append(Mark(column, first, last, lane))
    return found


def lanes_of(marks: Sequence[Mark]) -> int:
    return max((mark.lane for mark in marks), default=0) + 1


def drawn_marks(marks: Sequence[Mark], bottom: float) -> list[Element]:
    """The lines down to `bottom` first, so that no mark of another lane is struck through."""
    lanes = lanes_of(marks)
    heights = [_TOPMOST + (lanes - 1 - mark.lane) * LANE for mark in marks]
    lines = [
        stroke(mark.middle, y, mark.middle, bottom, line="soft", dashes="1 3")
        for mark, y in zip(marks, heights, strict=True)
        if mark.column.occurrence == "held" and not mark.is_open
    ]
    return [*lines, *(_drawn(mark, y) for mark, y in zip(marks, heights, strict=True))]


def key_of_marks(marks: Sequence[Mark]) -> list[Entry]:
    entries = []
    occurrences = {mark.column.occurrence for mark in marks}
    if "held" in occurrences:
        entries.append(Entry(_held, _("Meeting held")))
    if occurrences & {"tentative", "confirmed"}:
        entries.append(Entry(_planned, _("Meeting planned")))
    if occurrences & {"postponed", "cancelled"}:
        entries.append(Entry(_off, _("Meeting not held")))
    if any(mark.is_open for mark in marks):
        entries.append(Entry(_sample_open, _("Day of the meeting not certain")))
    return entries


def _ends(column: Column, scale: TimeScale) -> tuple[float, float]:
    on = column.date
    first = scale.at(on.earliest) if on and on.earliest else scale.left
    return first, scale.at(on.latest) if on and on.latest else scale.right


def _is_open(first: float, last: float) -> bool:
    return last - first > _ONE_PLACE


def _is_free(taken: list[tuple[float, float]], first: float, last: float) -> bool:
    return all(last <= start or end <= first for start, end in taken)


def _drawn(mark: Mark, y: float) -> Element:
    column = mark.column
    shapes = [_dashes(mark.first, mark.last, y)] if mark.is_open else []
    shapes += _SIGNS.get(column.occurrence, _planned)(mark.middle, y, _SIZE)
    label = column.date.label if column.date else ""
    return group(shapes, tip=f"{column.title}: {label} ({column.occurrence_word})")


def _dashes(first: float, last: float, y: float) -> Element:
    return stroke(first, y, last, y, line="ink", thickness=2, dashes="3 3")


def _sample_open(x: float, y: float, size: float) -> list[Element]:
    return [_dashes(x - size / 2, x + size / 2, y)]


def _held(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.38, fill="ink")]


def _planned(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.36, fill="paper", line="ink", thickness=1.6)]


def _off(x: float, y: float, size: float) -> list[Element]:
    return [cross(x, y, size * 0.32)]


_SIGNS = {"held": _held, "postponed": _off, "cancelled": _off}
