"""Every feed and every calendar is read back without a complaint by programs that read others'."""

from __future__ import annotations

from typing import Any

import feedparser
import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from tests.pages.page_kinds import AFTER_THE_FIRST, PageKind, page_kinds
from tests.pages.world.story import build_world

pytestmark = pytest.mark.django_db

_FEEDS = [kind for kind in page_kinds() if kind.form == "application/atom+xml"]
_CALENDARS = [kind for kind in page_kinds() if kind.form == "text/calendar"]


def _answer(kind: PageKind, *, query: str = "") -> Any:
    return Client().get(kind.path + query)


def _parsed(content: bytes) -> Any:
    return feedparser.parse(content, response_headers={"content-type": "application/atom+xml"})


@pytest.mark.parametrize("query", ["", f"?as_of={AFTER_THE_FIRST}"])
def test_feeds_are_read_without_a_complaint(query: str) -> None:
    build_world()
    bozos = {}
    for kind in _FEEDS:
        found = _parsed(_answer(kind, query=query).content)
        if found.bozo or found.version != "atom10":
            bozos[kind.path] = str(found.get("bozo_exception", found.version))
    assert bozos == {}


def test_feeds_have_what_readers_programs_need() -> None:
    build_world()
    wanting = {}
    for kind in _FEEDS:
        found = _parsed(_answer(kind).content)
        lacks = [
            name
            for name in ("id", "title", "updated_parsed", "link", "author")
            if not found.feed.get(name)
        ]
        lacks += [
            f"{name} of {entry.get('title')}"
            for entry in found.entries
            for name in ("id", "title", "updated_parsed", "published_parsed", "link", "summary")
            if not entry.get(name)
        ]
        own = [link.href for link in found.feed.links if link.rel == "self"]
        if own != [f"{settings.SITE_URL}{kind.path}"]:
            lacks.append(f"a link to itself, not {own}")
        if len({entry.id for entry in found.entries}) != len(found.entries):
            lacks.append("ids that occur once")
        if not found.entries:
            lacks.append("entries")
        if lacks:
            wanting[kind.path] = lacks
    assert wanting == {}


def test_feed_that_is_broken_would_be_noticed() -> None:
    assert _parsed(b"<feed xmlns='http://www.w3.org/2005/Atom'><title>A & B</title></feed>").bozo


@pytest.mark.parametrize("query", ["", f"?as_of={AFTER_THE_FIRST}"])
def test_calendars_are_read_back_as_they_were_written(query: str) -> None:
    build_world()
    different = []
    for kind in _CALENDARS:
        answer = _answer(kind, query=query)
        if answer.status_code != 200 or Calendar.from_ical(answer.content).to_ical() != (
            answer.content
        ):
            different.append(kind.path)
    assert different == []


def test_calendars_have_what_rfc_5545_asks_for() -> None:
    build_world()
    wanting = {}
    for kind in _CALENDARS:
        content = _answer(kind).content
        calendar = Calendar.from_ical(content)
        lacks = [name for name in ("VERSION", "PRODID") if name not in calendar]
        events = calendar.walk("VEVENT")
        lacks += [
            f"{name} of {event.get('SUMMARY')}"
            for event in events
            for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL")
            if name not in event
        ]
        lacks += [f"errors: {event.errors}" for event in events if event.errors]
        if len({str(event["UID"]) for event in events}) != len(events):
            lacks.append("identifiers that occur once")
        if not events:
            lacks.append("events")
        if any(len(line) > 75 for line in content.split(b"\r\n")) or b"\n" in content.replace(
            b"\r\n", b""
        ):
            lacks.append("lines of 75 octets that end in CRLF")
        if lacks:
            wanting[kind.path] = lacks
    assert wanting == {}
