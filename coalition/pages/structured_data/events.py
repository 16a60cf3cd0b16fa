"""Meetings and elections as events."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from coalition.pages.addresses import absolute, reference_path
from coalition.pages.regions import region_name
from coalition.pages.structured_data.dates import day_of, duration_of, span_of, start_of
from coalition.pages.structured_data.nodes import Node, own_head, reports, thing, told
from coalition.pages.times import When, when

Document = dict[str, Any]

#: What is tentative has no word in the vocabulary, and is not given another's.
_STATUS = {
    "confirmed": "EventScheduled",
    "held": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
_MOVED = ("tentative", "confirmed", "held")


def meeting_event(document: Document, *, was_planned_for: When | None = None) -> Node:
    """`was_planned_for` is the date of the meeting that this one was rescheduled from."""
    state = document["occurrence"]
    is_postponed, is_held = state == "postponed", state == "held"
    is_moved = document["rescheduled_from"] is not None and state in _MOVED
    planned = start_of(document)
    status = "EventRescheduled" if is_moved else _STATUS.get(state)
    return told(
        own_head(document, document["title"])
        | {
            # A dinner is a social occasion, whatever is spoken of at it.
            "@type": "SocialEvent" if document["category"] == "dinner" else "Event",
            "description": document["purpose"],
            "eventStatus": f"https://schema.org/{status}" if status else "",
            "startDate": "" if is_postponed else planned,
            "endDate": "" if is_postponed else span_of(document["date"])[1],
            "previousStartDate": planned
            if is_postponed
            else day_of(was_planned_for)
            if is_moved
            else "",
            "duration": duration_of(document["duration_minutes"]),
            "location": _place(document["place"]),
            "organizer": _people(document, lambda row: row["role"] == "host" and _takes_part(row)),
            # Nobody has attended what was not held, and who is not named is not mentioned.
            "attendee": _people(document, lambda row: is_held and row["status"] == "attended"),
            "superEvent": _series(document["alliance"]),
            "about": thing(document["alliance"]) if document["alliance"] else None,
            "subjectOf": reports(document),
        }
    )


def election_event(document: Document) -> Node:
    date = document["polling"]
    first, last = span_of(date)
    return told(
        own_head(document, document["name"])
        | {
            "startDate": day_of(when(date)) or first,
            "endDate": last,
            "location": _region(document["region"]),
            "subjectOf": reports(document),
        }
    )


def _takes_part(row: Document) -> bool:
    return row["status"] not in ("absent", "declined")


def _people(document: Document, wanted: Any) -> list[Node]:
    """Leaders, and parties where none of their leaders is named; each once."""
    rows = [row for row in document["attendance"] if wanted(row)]
    named = {row["party"]["id"] for row in rows if row["leader"] and row["party"]}
    found = {}
    for row in rows:
        leader, party = row["leader"], row["party"]
        if leader:
            found[leader["id"]] = told(
                thing(leader) | {"memberOf": thing(party) if party else None}
            )
        elif party["id"] not in named:
            found[party["id"]] = thing(party)
    return list(found.values())


def _series(alliance: Document | None) -> Node | None:
    """The meetings of an alliance are a series, of which each is one."""
    if alliance is None:
        return None
    return {
        "@type": "EventSeries",
        "@id": uuid5(UUID(alliance["id"]), "meetings").urn,
        "name": _("Meetings of %(alliance)s") % {"alliance": alliance["name"]},
        "url": absolute(reference_path(alliance)),
    }


def _place(place: Document) -> Node | None:
    region = place["region"] or ""
    address = told(
        {
            "addressLocality": place["city"],
            "addressRegion": region_name(region) if "-" in region else "",
            "addressCountry": region.partition("-")[0],
        }
    )
    name = place["venue"] or place["city"] or region_name(region)
    if not name:
        return None
    found = {"@type": "Place", "name": name}
    return found | ({"address": {"@type": "PostalAddress"} | address} if address else {})


def _region(code: str | None) -> Node | None:
    return {"@type": "AdministrativeArea", "name": region_name(code)} if code else None
