"""An alliance through time: its members as bars, its meetings along the top."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models.editions import Edition
from coalition.pages.alliance_attendance import MAX_PARTIES, AttendanceMatrix, matrix_of
from coalition.pages.alliance_terms import Term, terms_of
from coalition.pages.pictures.attendance_words import notes
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.figures import canonical_of
from coalition.pages.pictures.legends import Entry, legend
from coalition.pages.pictures.lettering import width_of
from coalition.pages.pictures.meeting_marks import (
    LANE,
    Mark,
    drawn_marks,
    key_of_marks,
    lanes_of,
    marks_of,
)
from coalition.pages.pictures.membership_bars import (
    ARROW,
    Span,
    bar,
    sample_arrow,
    sample_end,
    sample_from_before,
    sample_maybe,
    sample_sure,
    span_of,
)
from coalition.pages.pictures.shapes import MIDDLE, group, stroke, text
from coalition.pages.pictures.time_scales import TimeScale, scale_for
from coalition.pages.spoken_dates import day as day_words
from coalition.pages.times import When
from coalition.pages.vantage import Vantage

Document = dict[str, Any]

NAME = "members"

_ROW = 22.0
_LABEL = 13.0
#: Above the bars, with one lane for the meetings.
_TOP = 34.0


def members_picture(edition: Edition, document: Document, vantage: Vantage) -> Picture | None:
    """As a file; one query."""
    return draw_timeline(document, matrix_of(document, vantage), today=vantage.today)


def draw_timeline(
    alliance: Document, matrix: AttendanceMatrix, *, today: date, narrow: bool = False
) -> Picture | None:
    """None if there is nothing that has a date."""
    rows = _rows(terms_of(alliance, today=today))
    shown = dict(list(rows.items())[:MAX_PARTIES])
    terms = [term for own in shown.values() for term in own]
    meetings = [column for column in matrix.columns if column.date and _days(column.date)]
    days = [day for term in terms for on in (term.since, term.until) for day in _days(on)]
    days += [day for column in meetings for day in _days(column.date)]
    if not rows or not days:
        return None
    has_ahead = max(days) > today
    if has_ahead:
        days.append(today)
    width = 320.0 if narrow else 680.0
    names = {uid: _name(own[0], narrow=narrow) for uid, own in shown.items()}
    most = 76.0 if narrow else 230.0
    left = min(most, max(width_of(name, _LABEL) for name in names.values())) + 12 + ARROW
    scale = scale_for(days, left=left, right=width - ARROW)
    marks = marks_of(meetings, scale)
    top = _TOP + (lanes_of(marks) - 1) * LANE
    bottom = top + len(shown) * _ROW
    body = _axis(scale, top, bottom, 64 if narrow else 84)
    if has_ahead:
        body.append(_today_line(scale.at(today), top - 6, bottom + 4))
    body += drawn_marks(marks, bottom)
    for n, (uid, own) in enumerate(shown.items()):
        body.append(_row(own, names[uid], top + n * _ROW, scale, today))
    y = bottom + 30
    # Meetings without a date count as the oldest: if one of them is among the newest, all that have
    # a date are.
    is_cut = bool(matrix.more) and len(marks) == len(matrix.columns)
    left_out = notes(newest=len(marks) if is_cut else 0, parties_left_out=len(rows) - len(shown))
    for note in left_out:
        body.append(text(0, y, note, size=11, fill="soft", width=width))
        y += 16
    spans = [span_of(term, scale, today=today) for term in terms]
    entries = _key(terms, spans, marks)
    if has_ahead:
        said = _("As of %(day)s") % {"day": day_words(today)}
        entries.append(Entry(_sample_today, said))
    key = legend(entries, y=y, width=width)
    return Picture(
        name=NAME,
        title=_("The members of %(alliance)s through time")
        % {"alliance": alliance["abbreviation"] or alliance["name"]},
        description=" ".join([_describe(terms, len(marks)), *left_out]),
        width=width,
        height=y + key.height + 2,
        body=[*body, *key.shapes],
        canonical=canonical_of(alliance),
        newest_at=matrix.newest_at,
    )


def _rows(terms: list[Term]) -> dict[str, list[Term]]:
    """Present members first, each party once, however often it came and went."""
    rows: dict[str, list[Term]] = {}
    for term in terms:
        rows.setdefault(term.party["id"], []).append(term)
    return dict(sorted(rows.items(), key=lambda item: all(term.is_over for term in item[1])))


def _name(term: Term, *, narrow: bool) -> str:
    name, abbreviation = str(term.party["name"]), term.party["abbreviation"]
    is_long = narrow or width_of(name, _LABEL) > 230
    return str(abbreviation) if is_long and abbreviation else name


def _days(on: When | None) -> list[date]:
    return [day for day in (on.earliest, on.latest) if day] if on else []


def _axis(scale: TimeScale, top: float, bottom: float, apart: float) -> list[Element]:
    shapes: list[Element] = []
    for x, name in scale.ticks(apart):
        half = width_of(name, 11) / 2
        shapes.append(stroke(x, top - 6, x, bottom + 4))
        at = min(max(x, scale.left + half), scale.right - half)
        shapes.append(text(at, bottom + 17, name, size=11, fill="soft", anchor=MIDDLE))
    shapes.append(stroke(scale.left, bottom + 4, scale.right, bottom + 4, line="soft"))
    return shapes


def _today_line(x: float, top: float, bottom: float) -> Element:
    """What is drawn on its right is planned, or recorded of days to come."""
    return stroke(x, top, x, bottom, line="ink", thickness=1.2)


def _sample_today(x: float, y: float, size: float) -> list[Element]:
    return [_today_line(x, y - size / 2, y + size / 2)]


def _row(terms: list[Term], name: str, y: float, scale: TimeScale, today: date) -> Element:
    middle = y + _ROW / 2
    label = text(
        0,
        middle + _LABEL * 0.36,
        name,
        size=_LABEL,
        width=scale.left - ARROW - 10,
        full=terms[0].party["name"],
    )
    bars = [
        group(
            bar(span_of(term, scale, today=today), middle),
            tip=f"{term.party['name']}: {term.period or _('dates not recorded')}",
        )
        for term in terms
    ]
    return group([label, *bars])


def _key(terms: list[Term], spans: list[Span], marks: list[Mark]) -> list[Entry]:
    """Only what is there to be seen."""

    def some_end(is_so: Any) -> bool:
        return any(is_so(on) for term in terms for on in (term.since, term.until) if on)

    entries = [Entry(sample_sure, _("Member"))]
    if some_end(lambda on: on.earliest != on.latest) or any(
        term.has_end and not term.until for term in terms
    ):
        entries.append(Entry(sample_maybe, _("The sources leave the day open")))
    if any(term.since is None for term in terms):
        entries.append(Entry(sample_from_before, _("No beginning recorded")))
    if any(span.has_known_end for span in spans):
        entries.append(Entry(sample_end, _("End recorded")))
    if any(not term.has_end for term in terms):
        entries.append(Entry(sample_arrow, _("No end recorded")))
    return entries + key_of_marks(marks)


def _describe(terms: list[Term], meetings: int) -> str:
    parties = len({term.party["id"] for term in terms})
    over = sum(term.is_over for term in terms)
    told = ngettext("A bar for %(count)d party", "A bar for each of %(count)d parties", parties) % {
        "count": parties
    }
    ended = ngettext("%(count)d membership ended", "%(count)d memberships ended", over) % {
        "count": over
    }
    marks = ngettext("%(count)d meeting is marked", "%(count)d meetings are marked", meetings)
    return _("%(bars)s; %(ended)s; %(meetings)s along the time axis.") % {
        "bars": told,
        "ended": ended,
        "meetings": marks % {"count": meetings},
    }
