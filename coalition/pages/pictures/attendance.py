"""The attendance matrix of an alliance, drawn: wide with names and dates, narrow with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from coalition.models.editions import Edition
from coalition.pages.alliance_attendance import (
    AttendanceMatrix,
    Column,
    Row,
    Section,
    Standing,
    matrix_of,
)
from coalition.pages.pictures.attendance_words import (
    brief_date,
    describe,
    in_order,
    key_word,
    notes,
    when_and_where,
)
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.figures import canonical_of
from coalition.pages.pictures.legends import Entry, legend
from coalition.pages.pictures.lettering import Face, width_of
from coalition.pages.pictures.marks import MARKS
from coalition.pages.pictures.shapes import MIDDLE, box, group, hatching, stroke, text
from coalition.pages.presence import PRESENCE, Presence
from coalition.pages.vantage import Vantage
from coalition.pages.wording import word

Document = dict[str, Any]

NAME = "attendance"

_ROW = 24.0
_HEADING = 26.0
_LABEL = 13.0
_SLANT = 45.0
_HEAD_SIZE = 11.5
#: How far slanted headings reach, up and to the right alike: at least, for the whole of them, and
#: for the whole of their dates. What the places take beyond that is cut.
_LEAST_REACH, _MOST_REACH, _MOST_FOR_DATES = 104.0, 170.0, 480.0
#: How long a heading is that reaches as far as 1.
_ALONG = 1.38
#: What the whole states of a column are told by: the ground that its cells stand on.
_GROUNDS = {Standing.UNRECORDED: "panel", Standing.PLANNED: "open-wash"}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The measures of one drawing."""

    labels: float
    cell: float
    head: float
    reach: float
    mark: float
    is_narrow: bool

    def middle(self, column: int) -> float:
        return self.labels + (column + 0.5) * self.cell

    def width(self, columns: int) -> float:
        return self.labels + columns * self.cell + self.reach


def attendance_picture(edition: Edition, document: Document, vantage: Vantage) -> Picture | None:
    """As a file; one query. None if there is no meeting, or no party."""
    matrix = matrix_of(document, vantage)
    return draw_matrix(document, matrix) if matrix.is_any else None


def draw_matrix(alliance: Document, matrix: AttendanceMatrix, *, narrow: bool = False) -> Picture:
    sheet = _narrow_sheet(matrix) if narrow else _wide_sheet(matrix)
    width = sheet.width(len(matrix.columns))
    body: list[Element] = []
    y = sheet.head
    for row, heading in _headed(matrix.rows):
        if heading:
            y += _HEADING
            body.append(text(0, y - 7, heading, size=11, face=Face.BOLD, fill="soft", width=width))
        body.append(_row(row, matrix.columns, y, sheet))
        y += _ROW
    grounds = _grounds(matrix, sheet, y)
    heads = [_head(column, n, sheet) for n, column in enumerate(matrix.columns)]
    y += 10
    left_out = notes(
        newest=len(matrix.columns) if matrix.more else 0,
        parties_left_out=matrix.parties_left_out,
    )
    for note in left_out:
        body.append(text(0, y + 10, note, size=11, fill="soft", width=width))
        y += 18
    key = legend(
        [Entry(MARKS[state], key_word(state)) for state in in_order(matrix)],
        y=y,
        width=width,
    )
    name = alliance["abbreviation"] or alliance["name"]
    return Picture(
        name=NAME,
        title=_("Who came to the meetings of %(alliance)s") % {"alliance": name},
        description=" ".join([describe(matrix), *left_out]),
        width=width,
        height=y + key.height + 2,
        body=[*grounds, *heads, *body, *key.shapes],
        canonical=canonical_of(alliance),
        newest_at=matrix.newest_at,
    )


def _wide_sheet(matrix: AttendanceMatrix) -> _Sheet:
    labels = min(250.0, max(width_of(_name(row, 250), _LABEL) for row in matrix.rows) + 12)
    reach = _reach(matrix.columns)
    cell = min(44.0, max(29.0, (740 - labels - reach) / len(matrix.columns)))
    return _Sheet(labels, cell, reach + 12, reach, 17, is_narrow=False)


def _reach(columns: list[Column]) -> float:
    """A heading whose date is cut tells nothing of use; whose place is, still something."""
    heads = max(width_of(when_and_where(column), _HEAD_SIZE) for column in columns)
    dates = max(width_of(f"{brief_date(column)}, …", _HEAD_SIZE) for column in columns)
    wanted = max(min(heads / _ALONG, _MOST_REACH), min(dates / _ALONG, _MOST_FOR_DATES))
    return max(_LEAST_REACH, wanted)


def _narrow_sheet(matrix: AttendanceMatrix) -> _Sheet:
    """As wide as a small phone's page, whatever it holds."""
    width, columns = 320.0, len(matrix.columns)
    cell = min(30.0, (width - 84) / columns)
    return _Sheet(width - columns * cell, cell, 24, 0, min(15, cell - 3), is_narrow=True)


def _headed(rows: list[Row]) -> list[tuple[Row, str]]:
    """Each row with the heading above it, which only the first of its part has."""
    words = {
        Section.NOW: _("Members"),
        Section.FORMER: _("Former members"),
        Section.UNKNOWN: _("Named, but not recorded as members"),
    }
    is_one = len({row.section for row in rows}) == 1 and rows[0].section == Section.NOW
    found = []
    before = None
    for row in rows:
        heading = words[row.section] if row.section != before and not is_one else ""
        found.append((row, heading))
        before = row.section
    return found


def _name(row: Row, width: float) -> str:
    """The whole name if there is room, or else the abbreviation if there is one."""
    name, abbreviation = str(row.party["name"]), row.party["abbreviation"] or ""
    return abbreviation if abbreviation and width_of(name, _LABEL) > width else name


def _row(row: Row, columns: list[Column], y: float, sheet: _Sheet) -> Element:
    middle = y + _ROW / 2
    room = sheet.labels - 8
    shapes = [
        stroke(0, y + _ROW, sheet.labels + len(columns) * sheet.cell, y + _ROW),
        text(
            0,
            middle + _LABEL * 0.36,
            _name(row, 0 if sheet.is_narrow else room),
            size=_LABEL,
            width=room,
            full=row.party["name"],
        ),
    ]
    for n, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        shapes += _cell(cell, column, sheet.middle(n), middle, sheet)
    return group(shapes)


def _cell(cell: Presence, column: Column, x: float, y: float, sheet: _Sheet) -> list[Element]:
    shapes = _filling(cell, x, y, sheet)
    if sheet.is_narrow or not shapes:
        # A finger points at nothing, and phones wait for every byte.
        return shapes
    return [group(shapes, tip=f"{word(PRESENCE, cell)}: {when_and_where(column)}")]


def _filling(cell: Presence, x: float, y: float, sheet: _Sheet) -> list[Element]:
    """The mark, or what takes up all of the cell."""
    if cell == Presence.NOT_A_MEMBER:
        left, top = x - sheet.cell / 2, y - _ROW / 2
        return [hatching(left + 1, top + 1, sheet.cell - 2, _ROW - 2, gap=4)]
    if cell == Presence.UNCERTAIN:
        # As wide as what is hatched: both speak of the membership, not of the meeting.
        left, top = x - sheet.cell / 2 + 3, y - _ROW / 2 + 4
        wide, high = sheet.cell - 6, _ROW - 8
        return [box(left, top, wide, high, line="soft", thickness=1.4, dashes="3 2")]
    if cell == Presence.NOT_HELD:
        # Cell by cell they make one line through the column.
        return [stroke(x, y - _ROW / 2, x, y + _ROW / 2, line="soft", thickness=1.4, dashes="2 2")]
    if cell == Presence.NOTHING_YET:
        # The ground of the column says it.
        return []
    return MARKS[cell](x, y, sheet.mark)


def _grounds(matrix: AttendanceMatrix, sheet: _Sheet, bottom: float) -> list[Element]:
    return [
        box(
            sheet.labels + n * sheet.cell + 1,
            sheet.head,
            sheet.cell - 2,
            bottom - sheet.head,
            fill=_GROUNDS[column.standing],
        )
        for n, column in enumerate(matrix.columns)
        if column.standing in _GROUNDS
    ]


def _head(column: Column, n: int, sheet: _Sheet) -> Element:
    x = sheet.middle(n)
    label = when_and_where(column)
    if sheet.is_narrow:
        return text(
            x,
            sheet.head - 8,
            str(column.number),
            size=12,
            face=Face.BOLD,
            anchor=MIDDLE,
            full=label,
        )
    return text(
        x,
        sheet.head - 8,
        label,
        size=_HEAD_SIZE,
        width=sheet.reach * _ALONG,
        turned=-_SLANT,
        full=f"{label}: {column.title}",
    )
