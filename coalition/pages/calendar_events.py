"""Meetings as calendar events (RFC 5545, with the names for calendars of RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from coalition.pages.addresses import absolute, page_path, reference_path
from coalition.pages.regions import region_name
from coalition.pages.spoken_dates import RESERVATIONS, each_of, spoken
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.times import When, has_set_days, moment, start_of, when
from coalition.pages.wording import CATEGORY, OCCURRENCE, word
from newsroom.languages import active_language

Document = dict[str, Any]

#: How often a subscriber should look again. Answers are kept for a minute on the way.
_REFRESHED = timedelta(hours=1)
_ONE_DAY = timedelta(days=1)

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


def calendar_of(documents: Iterable[Document], *, name: str, path: str, today: date) -> bytes:
    """`name` is what subscribers see beside it, `path` where they find it again.

    There is no ORGANIZER: it would have to be an e-mail address, and whoever hosts a meeting has
    not sent this.
    """
    calendar = Calendar()
    calendar.add("PRODID", f"-//Coalition Desk//{active_language().subtag.upper()}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-TIMEZONE", settings.TIME_ZONE)
    calendar.add("REFRESH-INTERVAL", _REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    calendar.add("URL", absolute(path))
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
    location = _location(document["place"])
    if location:
        event.add("LOCATION", location)
    event.add("CATEGORIES", _categories(document))
    if document["rescheduled_from"]:
        event.add(
            "RELATED-TO", document["rescheduled_from"]["id"], parameters={"RELTYPE": "SIBLING"}
        )
    _add_times(event, document)
    return event


def _title(document: Document) -> str:
    """Calendars that ignore STATUS, and there are many, must not send anybody to an empty hall."""
    title: str = document["title"]
    if document["occurrence"] in _MARKED:
        title = f"{word(OCCURRENCE, document['occurrence'])}: {title}"
    on = when(document["date"])
    return f"{title} ({on.label})" if on and not has_set_days(document["date"]) else title


def _description(document: Document, summary: Summary) -> str:
    on = when(document["date"])
    start = start_of(document["start"], on)
    lines = [
        ", ".join(filter(None, (summary.label, on.label if on else "", start))),
        _vagueness(document["date"]["edtf"], on)
        if on and not has_set_days(document["date"])
        else "",
        document["occurrence_reason"] or "",
        summary.text,
        absolute(reference_path(document)),
    ]
    return "\n".join(filter(None, lines))


def _vagueness(edtf: str, on: When) -> str:
    """Where in the calendar it stands then: what is shown must not pass for what is known, and
    what is known not for a guess."""
    if "/" in edtf and on.latest is None:
        return _("No end is recorded. It is shown on the first day that is named.")
    if "/" in edtf and on.earliest is None:
        return _("No beginning is recorded. It is shown on the last day that is named.")
    if "/" in edtf or edtf.startswith("{"):
        dates = spoken(edtf, on.earliest, on.latest) if "/" in edtf else each_of(edtf)
        return _(
            "It takes more than one day: %(dates)s. "
            "It is shown from the first day that is named to the last."
        ) % {"dates": dates or on.label}
    if edtf[-1] in RESERVATIONS:
        # Nobody says how far it may be from what is named, so that alone is shown.
        if on.earliest == on.latest:
            return _("The exact day is not known. It is shown on the day that is named.")
        return _("The exact day is not known. It is shown on every day that is named.")
    if on.earliest is None or on.latest is None:
        return _("The exact day is not known. It is shown on the only possible day that is named.")
    return _("The exact day is not known. It is shown on every day that it can be.")


def _location(place: Document) -> str:
    """Venue and city; the region only where nothing else is known."""
    return ", ".join(filter(None, (place["venue"], place["city"]))) or region_name(place["region"])


def _categories(document: Document) -> list[str]:
    found = [word(CATEGORY, document["category"])]
    if document["alliance"]:
        found.append(document["alliance"]["name"])
    return found


def _add_times(event: Event, document: Document) -> None:
    """A time of day only on a day that is certain; anything vaguer takes up its days as a whole."""
    on = when(document["date"])
    if on is None:
        raise ValueError("A meeting without a date has no place in a calendar.")
    moments = _moments(document, on)
    if moments:
        for name, at in zip(("DTSTART", "DTEND"), moments, strict=False):
            event.add(name, at)
        return
    # An open side is shown as the day that is known.
    days = [day for day in (on.earliest, on.latest) if day is not None]
    # The end is the day after, and the last of all days has none.
    after = min(days[-1], date.max - _ONE_DAY) + _ONE_DAY
    event.add("DTSTART", days[0])
    if after > days[0]:
        event.add("DTEND", after)
    # Nobody is kept from anything else by it.
    event.add("TRANSP", "TRANSPARENT")


def _moments(document: Document, on: When) -> list[datetime]:
    """When it begins and, if that is known, ends; empty where only the days can be told."""
    start, minutes = document["start"], document["duration_minutes"]
    if not (on.is_one_day and on.earliest and start):
        return []
    try:
        begin = _moment_of(on.earliest, start)
        return [begin, begin + timedelta(minutes=minutes)] if minutes else [begin]
    except OverflowError:
        # On the first and the last day of all, UTC may be in a year that has no number.
        return []


def _moment_of(day: date, start: Document) -> datetime:
    """In UTC. Of an hour that a clock goes through twice, the first is meant; of one that it leaves
    out, what the clock showed before the change."""
    local = datetime.combine(day, time.fromisoformat(start["time"]), ZoneInfo(start["timezone"]))
    return local.astimezone(UTC)
