"""Where each public kind stands on the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from coalition.models.editions import Kind

#: The first segment of every address of a kind; part of the contract, and inside documents too.
SEGMENTS: dict[str, str] = {
    Kind.MEETING: "meetings",
    Kind.SEAT_SHARING_TALK: "seat-sharing",
    Kind.STATEMENT: "statements",
    Kind.PARTY: "parties",
    Kind.LEADER: "leaders",
    Kind.ALLIANCE: "alliances",
    Kind.ELECTION: "elections",
}


def list_path(kind: str) -> str:
    return f"/{SEGMENTS[kind]}/"


def page_path(kind: str, slug: str) -> str:
    return f"/{SEGMENTS[kind]}/{slug}/"


def reference_path(reference: dict[str, Any]) -> str:
    """The page of what a document refers to, or of a document itself."""
    return page_path(reference["kind"], reference["slug"])


def absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"
