"""The feeds: of meetings, of everything, and of what is said about one record."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coalition.live_editions import Moved
from coalition.models.editions import EditionQuerySet, Kind
from coalition.pages.addresses import SEGMENTS, page_path, site_path
from coalition.pages.atom import Entry, Feed
from coalition.pages.feed_entries import entry_of
from coalition.pages.mentions import mentions_of
from coalition.pages.public_answers import public_page
from coalition.pages.vantage import Vantage, vantage_of
from newsroom.languages import active_language

_ENTRIES = 50

#: What can be followed: those whom the record is about.
FOLLOWED = (Kind.PARTY, Kind.LEADER, Kind.ALLIANCE)


def feed_path(kind: str, slug: str) -> str:
    """The feed about a record; empty if there is none of its kind."""
    return site_path(f"/feeds/{SEGMENTS[kind]}/{slug}.atom") if kind in FOLLOWED else ""


@public_page
def meetings_feed(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    meetings = vantage.editions().of_kind(Kind.MEETING).order_by("-published_at", "-sequence")
    feed = Feed(
        title=_("Coalition Desk: meetings"),
        subtitle=_("Meetings as they are published and corrected."),
        path=site_path("/feeds/meetings.atom"),
        page=site_path("/meetings/"),
        entries=_entries(meetings, vantage),
    )
    return feed.answer(request)


@public_page
def whole_feed(request: HttpRequest) -> HttpResponse:
    """Sequences rise as publications do, and are the one index that holds every kind."""
    vantage = vantage_of(request)
    feed = Feed(
        title=_("Coalition Desk: everything"),
        subtitle=_("Whatever is published and corrected, newest first."),
        path=site_path("/feeds/all.atom"),
        page=site_path("/"),
        entries=_entries(vantage.editions().order_by("-sequence"), vantage),
    )
    return feed.answer(request)


@public_page
def record_feed(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """What is published about one party, leader or alliance, their own page included."""
    vantage = vantage_of(request)
    edition = vantage.find(kind, slug)
    if edition.slug != slug:
        raise Moved(edition)
    about = mentions_of(edition, vantage=vantage, limit=_ENTRIES)
    names = {"name": edition.title}
    feed = Feed(
        title=_("Coalition Desk: %(name)s") % names,
        subtitle=_("What is published about %(name)s.") % names,
        path=feed_path(kind, slug),
        page=page_path(kind, slug),
        entries=_entries(about, vantage),
        id=_id(edition.uid),
        since=edition.published_at,
    )
    return feed.answer(request)


def _entries(editions: EditionQuerySet, vantage: Vantage) -> list[Entry]:
    documents: list[dict[str, Any]] = [
        json.loads(body) for body in editions.values_list("body", flat=True)[:_ENTRIES]
    ]
    return [entry_of(document, today=vantage.today) for document in documents]


def _id(uid: UUID) -> str:
    """One for each language, and the same whatever the record's address becomes."""
    return uuid5(uid, f"feed in {active_language().code}").urn
