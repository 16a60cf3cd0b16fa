"""Meetings as calendar events (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from coalition.pages.addresses import absolute, page_path, reference_path
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.times import moment, start_of, when
from coalition.pages.wording import OCCURRENCE, word

Document = dict[str, Any]

#: A postponed meeting does not happen at this time; the one it became is an event of its own.
_STATUS = {
    "tentative": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "held": "CONFIRMED",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
}
_MARKED = ("cancelled", "postponed", "tentative")


def calendar_path(document: Document) -> str:
    """Where a meeting's own calendar file is; empty if it has no day that a calendar could show."""
    if document["date"] is None:
        return ""
    return f"{page_path(document['kind'], document['slug']).rstrip('/')}.ics"


def calendar_of(documents: Iterable[Document], *, today: date) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", "-//Coalition Desk//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", _("Coalition Desk: meetings"))
    for document in documents:
        calendar.add_component(_event(document, summary_of(document, today=today)))
    return bytes(calendar.to_ical())


def _event(document: Document, summary: Summary) -> Event:
    event = Event()
    published = moment(document["published_at"])
    state = document["occurrence"]
    event.add("UID", document["id"])
    event.add("SEQUENCE", document["edition"] - 1)
    event.add("DTSTAMP", published)
    event.add("CREATED", moment(document["first_published_at"]))
    event.add("LAST-MODIFIED", published)
    event.add("STATUS", _STATUS.get(state, "CONFIRMED"))
    event.add("SUMMARY", _title(document))
    event.add("DESCRIPTION", _description(document, summary))
    event.add("URL", absolute(reference_path(document)))
    location = ", ".join(filter(None, (document["place"]["venue"], document["place"]["city"])))
    if location:
        event.add("LOCATION", location)
    _add_times(event, document)
    return event


def _title(document: Document) -> str:
    """Calendars that ignore STATUS, and there are many, must not send anybody to an empty hall."""
    title: str = document["title"]
    if document["occurrence"] in _MARKED:
        title = f"{word(OCCURRENCE, document['occurrence'])}: {title}"
    on = when(document["date"])
    return title if on is None or on.is_one_day else f"{title} ({on.label})"


def _description(document: Document, summary: Summary) -> str:
    on = when(document["date"])
    start = start_of(document["start"], on)
    first = ", ".join(filter(None, (summary.label, on.label if on else "", start)))
    return "\n".join(filter(None, (first, summary.text, absolute(reference_path(document)))))


def _add_times(event: Event, document: Document) -> None:
    """A time of day only on a day that is certain; anything vaguer takes up its days as a whole."""
    on = when(document["date"])
    if on is None:
        raise ValueError("A meeting without a date has no place in a calendar.")
    start = document["start"]
    if on.is_one_day and on.earliest and start:
        begin = _moment_of(on.earliest, start)
        event.add("DTSTART", begin)
        if document["duration_minutes"]:
            event.add("DTEND", begin + timedelta(minutes=document["duration_minutes"]))
        return
    # An open side is shown as the day that is known.
    days = [day for day in (on.earliest, on.latest) if day is not None]
    event.add("DTSTART", days[0])
    event.add("DTEND", days[-1] + timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")


def _moment_of(day: date, start: Document) -> datetime:
    local = datetime.combine(day, time.fromisoformat(start["time"]), ZoneInfo(start["timezone"]))
    return local.astimezone(UTC)
