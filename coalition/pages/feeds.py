"""The feeds: of meetings, of everything, and of what is said about one record."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coalition.live_editions import Moved
from coalition.models.editions import EditionQuerySet, Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.addresses import page_path, site_path
from coalition.pages.announcements import announcements, announcing
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
    return site_path(f"/feeds/{PAGE_PATHS[kind]}/{slug}.atom") if kind in FOLLOWED else ""


@public_page
def meetings_feed(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    feed = Feed(
        title=_("Coalition Desk: meetings"),
        subtitle=_("Meetings as they are published and corrected."),
        path=site_path("/feeds/meetings.atom"),
        page=site_path("/meetings/"),
        entries=_entries(announcing(vantage).of_kind(Kind.MEETING), vantage),
    )
    return feed.answer(request)


@public_page
def whole_feed(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    feed = Feed(
        title=_("Coalition Desk: everything"),
        subtitle=_("Whatever is published and corrected, newest first."),
        path=site_path("/feeds/all.atom"),
        page=site_path("/"),
        entries=_entries(announcing(vantage), vantage),
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
    )
    return feed.answer(request)


def _entries(editions: EditionQuerySet, vantage: Vantage) -> list[Entry]:
    found = announcements(editions, vantage=vantage, limit=_ENTRIES)
    return [entry_of(announcement, today=vantage.today) for announcement in found]


def _id(uid: UUID) -> str:
    """One for each language, and the same whatever the record's address becomes."""
    return uuid5(uid, f"feed in {active_language().code}").urn
