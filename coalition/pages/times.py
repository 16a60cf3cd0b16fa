"""Dates and times as a reader is told them: as exact as the source, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from coalition.pages.date_meanings import bounds_of, is_named, meaning_of
from coalition.pages.spoken_dates import day, spoken

#: What both EDTF and the `datetime` attribute of HTML can say.
_MACHINE_READABLE = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")

_RUN_OF_DAYS = re.compile(
    r"(?P<first>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:(?:/|\.\.)(?P<last>[0-9]{4}-[0-9]{2}-[0-9]{2}))?"
)

#: The first and the last of days that follow one another.
DayRun = tuple[date, date]


@dataclass(frozen=True, slots=True)
class When:
    """`machine` is for `<time datetime>`, and empty where HTML has no word for it. `language` is
    that of the label, where the page is in another; `span` may hold markup then. `span` tells which
    days are meant where the label does not name them.
    """

    label: str
    machine: str
    span: str
    earliest: date | None
    latest: date | None
    language: str = ""

    def __str__(self) -> str:
        return self.label

    @property
    def is_one_day(self) -> bool:
        return len(self.machine) == 10

    @property
    def year(self) -> int | None:
        day = self.latest or self.earliest
        return day.year if day else None


def when(document: dict[str, Any] | None) -> When | None:
    if document is None:
        return None
    edtf: str = document["edtf"]
    earliest, latest = read_day(document["earliest"]), read_day(document["latest"])
    found = When(
        label=_with_year(document["label"], earliest, latest),
        machine=edtf if _MACHINE_READABLE.match(edtf) else "",
        span="",
        earliest=earliest,
        latest=latest,
    )
    if get_language() != settings.LANGUAGE_CODE:
        return _translated(found, edtf)
    if is_named(found.label, edtf, earliest, latest):
        return found
    return replace(found, span=meaning_of(edtf, earliest, latest))


def has_set_days(document: dict[str, Any] | None) -> bool:
    """Whether it is one day, or one after another: those that it takes, and not those among which
    one is. “From December to February” has no such days at its ends.
    """
    return len(days_of(document)) == 1


def days_of(document: dict[str, Any] | None) -> tuple[DayRun, ...]:
    """All the days that it takes, each run of them by its first and its last; empty where any of
    them is left open. “1 and 5 February” is two runs, “about 6 February” none.
    """
    if document is None:
        return ()
    edtf: str = document["edtf"]
    items = edtf[1:-1].split(",") if edtf.startswith("{") else [edtf]
    found = [run for run in map(_RUN_OF_DAYS.fullmatch, items) if run]
    if len(found) < len(items):
        return ()
    return tuple(
        (date.fromisoformat(run["first"]), date.fromisoformat(run["last"] or run["first"]))
        for run in found
    )


def _translated(found: When, edtf: str) -> When:
    """In the language of the page if the EDTF text alone can be said in it. Where the source was
    less exact than a day, its own words stand beside it.
    """
    own = settings.LANGUAGE_CODE
    said = spoken(edtf, found.earliest, found.latest)
    if not said:
        span = bounds_of(edtf, found.earliest, found.latest)
        return replace(found, span=span, language=own)
    if not edtf.startswith("["):
        return replace(found, label=said, span="")
    words = format_html('{} <q lang="{}">{}</q>', _("in the source’s words:"), own, found.label)
    return replace(found, label=said, span=words)


def read_day(text: str | None) -> date | None:
    """A day of a document."""
    return date.fromisoformat(text) if text else None


def _with_year(label: str, earliest: date | None, latest: date | None) -> str:
    """A report need not say which year it was in; a reader years later has to be told."""
    years = {day.year for day in (earliest, latest) if day is not None}
    if len(years) != 1 or re.search("[0-9]{4}", label):
        return label
    return f"{label} {years.pop()}"


def moment(text: str) -> datetime:
    """A moment of a document, which is in UTC."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found


def day_of(value: datetime) -> str:
    """The day of a moment in the newsroom's own zone."""
    return day(timezone.localdate(value))


def start_of(document: dict[str, Any] | None, on: When | None) -> str:
    """“about 7 pm IST”; the zone by the name it has on that day."""
    if document is None:
        return ""
    at = time.fromisoformat(document["time"])
    text = f"{clock(at)} {_zone(document['timezone'], at, on)}".strip()
    return _("about %(time)s") % {"time": text} if document["approximate"] else text


def clock(at: time) -> str:
    """“7:30 pm”. English has two halves of the day; other languages name its parts."""
    if at == time(12):
        return _("noon")
    if at == time(0):
        return _("midnight")
    hour = at.hour % 12 or 12
    text = f"{hour}:{at.minute:02d}" if at.minute else str(hour)
    if at.hour < 4:
        pattern = pgettext("at night, before four", "%(time)s am")
    elif at.hour < 12:
        pattern = pgettext("in the morning", "%(time)s am")
    elif at.hour < 16:
        pattern = pgettext("in the afternoon", "%(time)s pm")
    elif at.hour < 20:
        pattern = pgettext("in the evening", "%(time)s pm")
    else:
        pattern = pgettext("at night, after eight", "%(time)s pm")
    return pattern % {"time": text}


def _zone(name: str, at: time, on: When | None) -> str:
    day = (on and (on.earliest or on.latest)) or timezone.localdate()
    short = datetime.combine(day, at, tzinfo=ZoneInfo(name)).strftime("%Z")
    # Many zones have no abbreviation, and tzdata then gives the offset.
    return f"UTC{short}" if short[:1] in "+-" else short


def duration_of(minutes: int | None) -> str:
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%d hour", "%d hours", hours) % hours)
    if rest:
        parts.append(ngettext("%d minute", "%d minutes", rest) % rest)
    return " ".join(parts)
