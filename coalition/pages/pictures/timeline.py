"""An alliance through time: its members as bars, its meetings along the top."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models.editions import Edition
from coalition.pages.alliance_attendance import (
    MAX_PARTIES,
    AttendanceMatrix,
    Column,
    matrix_of,
)
from coalition.pages.alliance_terms import Term, terms_of
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.figures import canonical_of
from coalition.pages.pictures.legends import Entry, legend
from coalition.pages.pictures.lettering import width_of
from coalition.pages.pictures.membership_bars import (
    ARROW,
    bar,
    sample_arrow,
    sample_fade,
    sample_maybe,
    sample_sure,
    span_of,
)
from coalition.pages.pictures.shapes import (
    MIDDLE,
    circle,
    cross,
    group,
    stroke,
    text,
)
from coalition.pages.pictures.time_scales import TimeScale, scale_for
from coalition.pages.times import When
from coalition.pages.vantage import Vantage

Document = dict[str, Any]

NAME = "members"

_ROW = 22.0
_LABEL = 13.0
_TOP = 34.0


def members_picture(edition: Edition, document: Document, vantage: Vantage) -> Picture | None:
    """As a file; one query."""
    return draw_timeline(document, matrix_of(document, vantage), today=vantage.today)


def draw_timeline(
    alliance: Document, matrix: AttendanceMatrix, *, today: date, narrow: bool = False
) -> Picture | None:
    """None if there is nothing that has a date."""
    terms = terms_of(alliance, today=today)
    rows = _rows(terms)
    shown = dict(list(rows.items())[:MAX_PARTIES])
    meetings = [column for column in matrix.columns if column.date and _days(column.date)]
    days = [day for term in terms for on in (term.since, term.until) for day in _days(on)]
    days += [day for column in meetings for day in _days(column.date)]
    if not rows or not days:
        return None
    width = 320.0 if narrow else 680.0
    names = {uid: _name(own[0], narrow=narrow) for uid, own in shown.items()}
    most = 76.0 if narrow else 230.0
    left = min(most, max(width_of(name, _LABEL) for name in names.values())) + 12
    scale = scale_for(days, left=left, right=width - ARROW)
    bottom = _TOP + len(shown) * _ROW
    body = _axis(scale, bottom, 64 if narrow else 84)
    body += [_meeting(column, scale, bottom) for column in meetings]
    for n, (uid, own) in enumerate(shown.items()):
        body.append(_row(own, names[uid], _TOP + n * _ROW, scale))
    y = bottom + 30
    if left_out := len(rows) - len(shown):
        said = ngettext(
            "%(count)d more party is left out.", "%(count)d more parties are left out.", left_out
        )
        body.append(text(0, y, said % {"count": left_out}, size=11, fill="soft", width=width))
        y += 14
    key = legend(_key(terms, meetings), y=y, width=width)
    return Picture(
        name=NAME,
        title=_("The members of %(alliance)s through time")
        % {"alliance": alliance["abbreviation"] or alliance["name"]},
        description=_describe(terms, meetings),
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


def _axis(scale: TimeScale, bottom: float, apart: float) -> list[Element]:
    shapes: list[Element] = []
    for x, name in scale.ticks(apart):
        half = width_of(name, 11) / 2
        shapes.append(stroke(x, _TOP - 6, x, bottom + 4))
        at = min(max(x, scale.left + half), scale.right - half)
        shapes.append(text(at, bottom + 17, name, size=11, fill="soft", anchor=MIDDLE))
    shapes.append(stroke(scale.left, bottom + 4, scale.right, bottom + 4, line="soft"))
    return shapes


def _row(terms: list[Term], name: str, y: float, scale: TimeScale) -> Element:
    middle = y + _ROW / 2
    label = text(
        0,
        middle + _LABEL * 0.36,
        name,
        size=_LABEL,
        width=scale.left - 10,
        full=terms[0].party["name"],
    )
    bars = [
        group(
            bar(span_of(term, scale), middle, ended=term.has_end),
            tip=f"{term.party['name']}: {term.period or _('dates not recorded')}",
        )
        for term in terms
    ]
    return group([label, *bars])


def _meeting(column: Column, scale: TimeScale, bottom: float) -> Element:
    """A mark at its day; where only a span is known, a line over all of it."""
    on = column.date
    assert on is not None
    first = scale.at(on.earliest) if on.earliest else scale.left
    last = scale.at(on.latest) if on.latest else scale.right
    y, middle = 14.0, (first + last) / 2
    shapes: list[Element] = []
    if last - first > 6:
        shapes.append(stroke(first, y, last, y, line="ink", thickness=2, dashes="3 3"))
        if not on.earliest:
            middle = last
        elif not on.latest:
            middle = first
    elif column.occurrence == "held":
        shapes.append(stroke(middle, y, middle, bottom, line="soft", dashes="1 3"))
    shapes += _MEETING_MARKS.get(column.occurrence, _planned)(middle, y, 12)
    return group(shapes, tip=f"{column.title}: {on.label} ({column.occurrence_word})")


def _held(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.38, fill="ink")]


def _planned(x: float, y: float, size: float) -> list[Element]:
    return [circle(x, y, size * 0.36, fill="paper", line="ink", thickness=1.6)]


def _off(x: float, y: float, size: float) -> list[Element]:
    return [cross(x, y, size * 0.32)]


_MEETING_MARKS = {"held": _held, "postponed": _off, "cancelled": _off}


def _key(terms: list[Term], meetings: list[Column]) -> list[Entry]:
    """Only what is there to be seen."""

    def some_end(is_so: Any) -> bool:
        return any(is_so(on) for term in terms for on in (term.since, term.until) if on)

    entries = [Entry(sample_sure, _("Member"))]
    if some_end(lambda on: on.earliest != on.latest) or any(
        term.has_end and not term.until for term in terms
    ):
        entries.append(Entry(sample_maybe, _("The sources leave the day open")))
    if any(term.since is None for term in terms):
        entries.append(Entry(sample_fade, _("Beginning not recorded")))
    if any(not term.has_end for term in terms):
        entries.append(Entry(sample_arrow, _("No end recorded")))
    occurrences = {column.occurrence for column in meetings}
    if "held" in occurrences:
        entries.append(Entry(_held, _("Meeting held")))
    if occurrences & {"tentative", "confirmed"}:
        entries.append(Entry(_planned, _("Meeting planned")))
    if occurrences & {"postponed", "cancelled"}:
        entries.append(Entry(_off, _("Meeting not held")))
    return entries


def _describe(terms: list[Term], meetings: list[Column]) -> str:
    parties = len({term.party["id"] for term in terms})
    over = len({term.party["id"] for term in terms if term.is_over})
    told = ngettext("A bar for %(count)d party", "A bar for each of %(count)d parties", parties) % {
        "count": parties
    }
    ended = ngettext("%(count)d membership ended", "%(count)d memberships ended", over) % {
        "count": over
    }
    marks = ngettext("%(count)d meeting is marked", "%(count)d meetings are marked", len(meetings))
    return _("%(bars)s; %(ended)s; %(meetings)s along the time axis.") % {
        "bars": told,
        "ended": ended,
        "meetings": marks % {"count": len(meetings)},
    }
