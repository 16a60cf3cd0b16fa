"""Feeds as programs read them, and the days on which tests publish for them."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
MONDAY, TUESDAY, FRIDAY = (datetime(2023, 12, day, 9, tzinfo=UTC) for day in (11, 12, 15))


def feed(path: str = "/feeds/meetings.atom") -> ElementTree.Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not feedparser.parse(answer.content).bozo
    return ElementTree.fromstring(answer.content)


def titles(path: str = "/feeds/meetings.atom") -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed(path).iter(f"{ATOM}entry")]


def links(element: ElementTree.Element) -> dict[tuple[str, str, str], str]:
    return {
        (link.get("rel", ""), link.get("type", ""), link.get("hreflang", "")): link.get("href", "")
        for link in element.findall(f"{ATOM}link")
    }
