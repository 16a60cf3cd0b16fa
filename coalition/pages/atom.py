"""Feeds as RFC 4287 has them: written here once, whatever a feed is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coalition.pages.addresses import absolute, in_each_language, site_path
from coalition.pages.vantage import with_vantage
from coalition.pages.xml_text import possible
from newsroom.languages import active_language

CONTENT_TYPE = "application/atom+xml"

#: An empty feed says the same each time, so that its entity tag stays as it is.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Category:
    """`term` is for programs and never translated; `label` is for people."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is an IRI that stays with the entry for ever; `path` is empty where there is no page.

    `title` is in the language of the desk if `is_written` says that it is the record's own, and
    `sources` are the addresses of the reports that it rests on.
    """

    id: str
    title: str
    path: str
    summary: str
    published_at: datetime
    updated_at: datetime
    categories: tuple[Category, ...] = ()
    sources: tuple[str, ...] = ()
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class Feed:
    """`path` is the feed's own and `page` what it is a feed of, both in the language of the
    request. `id` stays when the address changes; without one, the address is the id.
    """

    title: str
    subtitle: str
    path: str
    page: str
    entries: Iterable[Entry]
    id: str = ""

    def answer(self, request: HttpRequest) -> HttpResponse:
        content: bytes = tostring(self._element(request), encoding="utf-8", xml_declaration=True)
        return HttpResponse(content, content_type=f"{CONTENT_TYPE}; charset=utf-8")

    def _element(self, request: HttpRequest) -> Element:
        language, own = active_language(), absolute(self.path)
        entries = list(self.entries)
        feed = Element("feed", {"xmlns": _NAMESPACE, _LANGUAGE: language.code})
        _text(feed, "id", self.id or own)
        _text(feed, "title", self.title)
        _text(feed, "subtitle", self.subtitle)
        newest = max((entry.updated_at for entry in entries), default=_NEVER)
        _text(feed, "updated", newest.isoformat())
        author = SubElement(feed, "author")
        _text(author, "name", _("Coalition Desk"))
        _text(author, "uri", absolute(site_path("/")))
        _link(feed, "self", with_vantage(request, own), CONTENT_TYPE, language.subtag)
        _link(feed, "alternate", absolute(self.page), "text/html", language.subtag)
        for other, address in in_each_language(own):
            if other != language:
                _link(feed, "alternate", address, CONTENT_TYPE, other.subtag)
        for entry in entries:
            _add(feed, entry, language.subtag)
        return feed


def _add(feed: Element, entry: Entry, language: str) -> None:
    element = SubElement(feed, "entry")
    _text(element, "id", entry.id)
    title = _text(element, "title", entry.title)
    if entry.is_written:
        title.set(_LANGUAGE, settings.LANGUAGE_CODE)
    _text(element, "published", entry.published_at.isoformat())
    _text(element, "updated", entry.updated_at.isoformat())
    if entry.path:
        _link(element, "alternate", absolute(entry.path), "text/html", language)
    for source in entry.sources:
        SubElement(element, "link", {"rel": "via", "href": possible(source)})
    for category in entry.categories:
        term, label = possible(category.term), possible(category.label)
        SubElement(element, "category", {"term": term, "label": label})
    _text(element, "summary", entry.summary)


def _text(parent: Element, name: str, text: str) -> Element:
    """Plain text: without a `type`, nothing in it is taken for markup."""
    element = SubElement(parent, name)
    element.text = possible(text)
    return element


def _link(parent: Element, rel: str, href: str, type: str, language: str) -> None:
    SubElement(parent, "link", {"rel": rel, "href": href, "type": type, "hreflang": language})
