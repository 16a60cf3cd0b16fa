"""The meetings along the top of a timeline: each mark at its day, and in a lane of its own where it
would touch another. Many days that are set have a line over them; what the sources leave open has
dashes over all of its possible days, however few they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
#: How long the dashes are at least, so that one can be seen on either side of the sign.
_SHORTEST_DASHES = 21.0

_Run = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting. `runs` are the days that it takes, along the axis, or those among which they are
    if it `is_open`; the lane 0 is the one next to the bars."""

    column: Column
    runs: list[_Run]
    lane: int

    @property
    def is_open(self) -> bool:
        return not self.column.days

    @property
    def takes_room(self) -> bool:
        """Whether any of its runs is more than a place along the axis."""
        return any(first < last for first, last in self.runs)


def marks_of(meetings: Sequence[Column], scale: TimeScale) -> list[Mark]:
    """All of them have a date. What has one place goes nearest to the bars, for a line leads from
    there down to the axis."""
    found = [Mark(column, _runs(column, scale), 0) for column in meetings]
    found.sort(key=lambda mark: (mark.takes_room, mark.column.number))
    lanes: list[list[_Run]] = []
    for n, mark in enumerate(found):
        (first, _), (_, last) = mark.runs[0], mark.runs[-1]
        taken = (
            min(first, _middle(mark.runs[0]) - _REACH),
            max(last, _middle(mark.runs[-1]) + _REACH),
        )
        lane = next((at for at, own in enumerate(lanes) if _is_free(own, *taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(taken)
        found[n] = replace(mark, lane=lane)
    return found


def lanes_of(marks: Sequence[Mark]) -> int:
    return max((mark.lane for mark in marks), default=0) + 1


def drawn_marks(marks: Sequence[Mark], bottom: float) -> list[Element]:
    """The lines down to `bottom` first, so that no mark of another lane is struck through."""
    lanes = lanes_of(marks)
    heights = [_TOPMOST + (lanes - 1 - mark.lane) * LANE for mark in marks]
    lines = [
        stroke(x, y, x, bottom, line="soft", dashes="1 3")
        for mark, y in zip(marks, heights, strict=True)
        if mark.column.occurrence == "held" and not mark.is_open
        for run in mark.runs
        for x in dict.fromkeys(run)
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
    if any(mark.takes_room and not mark.is_open for mark in marks):
        entries.append(Entry(_sample_days, _("Meeting of several days")))
    if any(mark.is_open for mark in marks):
        entries.append(Entry(_sample_open, _("Day of the meeting not certain")))
    return entries


def _runs(column: Column, scale: TimeScale) -> list[_Run]:
    """Days that are one place along the axis are one there."""
    if not column.days:
        return [_open_run(column, scale)]
    runs = [(scale.at(first), scale.at(last)) for first, last in column.days]
    if runs[-1][1] - runs[0][0] <= _ONE_PLACE:
        runs = [(runs[0][0], runs[-1][1])]
    return [run if run[1] - run[0] > _ONE_PLACE else (_middle(run), _middle(run)) for run in runs]


def _open_run(column: Column, scale: TimeScale) -> _Run:
    """Wide enough to be seen even where the source names one day, but only as about when."""
    on = column.date
    first = scale.at(on.earliest) if on and on.earliest else scale.left
    last = scale.at(on.latest) if on and on.latest else scale.right
    more = max(0.0, _SHORTEST_DASHES - (last - first)) / 2
    return first - more, last + more


def _middle(run: _Run) -> float:
    return sum(run) / 2


def _is_free(taken: list[_Run], first: float, last: float) -> bool:
    return all(last <= start or end <= first for start, end in taken)


def _drawn(mark: Mark, y: float) -> Element:
    column = mark.column
    line = _dashes if mark.is_open else _days
    shapes = [line(first, last, y) for first, last in mark.runs if first < last]
    for run in mark.runs:
        shapes += _SIGNS.get(column.occurrence, _planned)(_middle(run), y, _SIZE)
    label = column.date.label if column.date else ""
    return group(shapes, tip=f"{column.title}: {label} ({column.occurrence_word})")


def _dashes(first: float, last: float, y: float) -> Element:
    return stroke(first, y, last, y, line="ink", thickness=2, dashes="3 3")


def _days(first: float, last: float, y: float) -> Element:
    return stroke(first, y, last, y, line="ink", thickness=2)


def _sample_days(x: float, y: float, size: float) -> list[Element]:
    return [_days(x - size / 2, x + size / 2, y)]


def _sample_open(x: float, y: float, size: float) -> list[Element]:
    return [_dashes(x - size / 2, x + size / 2, y)]


def _held(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.38, fill="ink")]


def _planned(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.36, fill="paper", line="ink", thickness=1.6)]


def _off(x: float, y: float, size: float) -> list[Element]:
    return [cross(x, y, size * 0.32)]


_SIGNS = {"held": _held, "postponed": _off, "cancelled": _off}
