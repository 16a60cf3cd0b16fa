"""What a record's page offers to those who take it elsewhere: programs, feeds and partner sites."""

from __future__ import annotations

from datetime import date
from typing import Any

from coalition.models.editions import Kind
from coalition.pages.calendar_events import calendar_path
from coalition.pages.calendars import alliance_calendar_path
from coalition.pages.embed_snippets import snippet_of
from coalition.pages.embeds import EMBEDDED
from coalition.pages.feeds import feed_path
from coalition.pages.social import record_card
from coalition.pages.structured_data.graphs import record_graph
from coalition.pages.times import When

Document = dict[str, Any]


def sharing_of(document: Document, context: dict[str, Any], *, today: date) -> dict[str, Any]:
    """For the page's own `context`, of which it reads what the page has looked up already."""
    kind, slug, head = document["kind"], document["slug"], context["head"]
    return {
        "social": record_card(document, head, context["canonical"]),
        "structured": record_graph(
            document,
            title=head.title,
            description=head.description,
            today=today,
            was_planned_for=_was_planned_for(context),
            alliances=_alliances(context),
        ),
        "feed": feed_path(kind, slug),
        "calendar": _calendar(document),
        "snippet": snippet_of(kind, slug, head.title) if kind in EMBEDDED else "",
    }


def _calendar(document: Document) -> str:
    if document["kind"] == Kind.ALLIANCE:
        return alliance_calendar_path(document["slug"])
    return calendar_path(document) if document["kind"] == Kind.MEETING else ""


def _was_planned_for(context: dict[str, Any]) -> When | None:
    """The date of the meeting that this one was rescheduled from, while that one is public."""
    if "meeting" not in context:
        return None
    dates = [earlier.date for earlier in context["meeting"].series.rescheduled_from]
    return dates[0] if dates else None


def _alliances(context: dict[str, Any]) -> list[Document]:
    """Those that the party belongs to now."""
    if "party" not in context:
        return []
    return [row.target for row in context["party"].alliances if row.target and not row.is_over]
