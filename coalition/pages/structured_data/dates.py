"""Dates as ISO 8601, where that can say what is known; else nothing."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from coalition.pages.times import When, when

Document = dict[str, Any]

_SPAN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]{4}-[0-9]{2}-[0-9]{2})\Z")


def known(document: Document | None) -> str:
    """A day, a month or a year, whichever the source gave; empty for anything vaguer."""
    found = when(document)
    return found.machine if found else ""


def day_of(date: When | None) -> str:
    """A single certain day: “some day in December” is no beginning of anything."""
    return date.machine if date and date.is_one_day else ""


def span_of(document: Document | None) -> tuple[str, str]:
    """The first and the last day of what is certain to have taken several."""
    match = _SPAN.match(document["edtf"]) if document else None
    return (match[1], match[2]) if match else ("", "")


def start_of(document: Document) -> str:
    """Of a meeting: to the minute only if the source did not say “about”."""
    day, start = day_of(when(document["date"])), document["start"]
    if not day or not start or start["approximate"]:
        return day or span_of(document["date"])[0]
    at = datetime.combine(
        datetime.fromisoformat(day), time.fromisoformat(start["time"]), ZoneInfo(start["timezone"])
    )
    return at.isoformat()


def duration_of(minutes: int | None) -> str:
    """Empty for zero too, which no meeting takes."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"PT{f'{hours}H' if hours else ''}{f'{rest}M' if rest else ''}"
