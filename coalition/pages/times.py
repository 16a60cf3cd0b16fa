"""Dates and times as a reader is told them: as exact as the source, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: What both EDTF and the `datetime` attribute of HTML can say.
_MACHINE_READABLE = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")


@dataclass(frozen=True, slots=True)
class When:
    """`machine` is for `<time datetime>`, and empty where HTML has no word for it."""

    label: str
    machine: str
    span: str
    earliest: date | None
    latest: date | None

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
    earliest, latest = _day(document["earliest"]), _day(document["latest"])
    return When(
        label=_with_year(document["label"], earliest, latest),
        machine=edtf if _MACHINE_READABLE.match(edtf) else "",
        span=_span(edtf, document["label"], earliest, latest),
        earliest=earliest,
        latest=latest,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _with_year(label: str, earliest: date | None, latest: date | None) -> str:
    """A report need not say which year it was in; a reader years later has to be told."""
    years = {day.year for day in (earliest, latest) if day is not None}
    if len(years) != 1 or re.search("[0-9]{4}", label):
        return label
    return f"{label} {years.pop()}"


def _span(edtf: str, label: str, earliest: date | None, latest: date | None) -> str:
    """For “third week of December”: which days that means. Empty if the label says it already."""
    if not edtf.startswith("[") or earliest is None or latest is None:
        return ""
    if str(earliest.day) in label and str(latest.day) in label:
        return ""
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        first = str(earliest.day)
    elif earliest.year == latest.year:
        first = date_format(earliest, "j F")
    else:
        first = date_format(earliest, "j F Y")
    return _("some day from %(first)s to %(last)s") % {
        "first": first,
        "last": date_format(latest, "j F Y"),
    }


def moment(text: str) -> datetime:
    """A moment of a document, which is in UTC."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found


def day_of(value: datetime) -> str:
    """The day of a moment in the newsroom's own zone."""
    return date_format(timezone.localtime(value), "j F Y")


def start_of(document: dict[str, Any] | None, on: When | None) -> str:
    """“about 7 pm IST”; the zone by the name it has on that day."""
    if document is None:
        return ""
    at = time.fromisoformat(document["time"])
    text = f"{_clock(at)} {_zone(document['timezone'], at, on)}".strip()
    return _("about %(time)s") % {"time": text} if document["approximate"] else text


def _clock(at: time) -> str:
    if at == time(12):
        return _("noon")
    if at == time(0):
        return _("midnight")
    hour = at.hour % 12 or 12
    half = _("pm") if at.hour >= 12 else _("am")
    return f"{hour}:{at.minute:02d} {half}" if at.minute else f"{hour} {half}"


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
