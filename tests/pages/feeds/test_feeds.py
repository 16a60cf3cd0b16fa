"""The feeds of meetings and of everything: what is in them, and what they say of themselves."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from coalition.pages.atom import Category, Entry, Feed
from tests.factories import (
    AllianceFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)
from tests.pages.feeds.parsing import ATOM, FRIDAY, MONDAY, TUESDAY, feed, links, titles

pytestmark = pytest.mark.django_db

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def test_newest_publication_comes_first() -> None:
    published(MeetingFactory(title="One"), now=MONDAY)
    published(MeetingFactory(title="Two"), now=TUESDAY)
    assert titles() == ["Two", "One"]


def test_draft_is_not_in_the_feed() -> None:
    MeetingFactory(title="Drafted")
    assert titles() == []


def test_empty_feed_stays_as_it_is() -> None:
    first, second = (Client().get("/feeds/meetings.atom") for _ in range(2))
    assert first["ETag"] == second["ETag"]


def test_feed_says_who_made_it_when_and_where_it_is() -> None:
    published(MeetingFactory(title="One"), now=MONDAY)
    root = feed()
    assert root.findtext(f"{ATOM}id") == "http://localhost:8000/feeds/meetings.atom"
    assert root.findtext(f"{ATOM}updated") == "2023-12-11T09:00:00+00:00"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Coalition Desk"
    assert links(root) == {
        ("self", "application/atom+xml", "en"): "http://localhost:8000/feeds/meetings.atom",
        ("alternate", "text/html", "en"): "http://localhost:8000/meetings/",
        ("alternate", "application/atom+xml", "hi"): (
            "http://localhost:8000/hi/feeds/meetings.atom"
        ),
    }


def test_feed_speaks_the_language_of_its_address() -> None:
    published(MeetingFactory(title="One", slug="one"))
    root = feed("/hi/feeds/meetings.atom")
    title = root.find(f"{ATOM}entry/{ATOM}title")
    assert root.get(LANGUAGE) == "hi"
    assert title is not None
    assert title.get(LANGUAGE) == "en-gb"
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert links(entry)["alternate", "text/html", "hi"] == (
        "http://localhost:8000/hi/meetings/one/"
    )


def test_feed_of_a_past_moment_says_so_of_itself() -> None:
    published(MeetingFactory(title="One"), now=MONDAY)
    published(MeetingFactory(title="Two"), now=FRIDAY)
    path = "/feeds/meetings.atom?as_of=2023-12-12"
    assert titles(path) == ["One"]
    assert f"http://localhost:8000{path}" in links(feed(path)).values()


def test_character_that_xml_cannot_hold_does_not_break_a_feed() -> None:
    entry = Entry("urn:x", "a\x00b", "/", "c\x0b\ufffed", MONDAY, MONDAY, (Category("\x1f", "e"),))
    made = Feed("t", "s", "/feeds/x.atom", "/", [entry])
    answer: HttpResponse = made.answer(RequestFactory().get("/feeds/x.atom"))
    root = ElementTree.fromstring(answer.content)
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "a\ufffdb"


def test_feed_of_everything_has_every_kind_newest_first() -> None:
    published(ElectionFactory(name="Election"), now=MONDAY)
    published(MeetingFactory(title="Dinner"), now=TUESDAY)
    published(StatementFactory(title="Demand", speaker_party=None, unnamed=True), now=FRIDAY)
    assert titles("/feeds/all.atom") == ["Demand", "Dinner", "Election"]


def test_every_kind_has_something_to_say_in_a_feed() -> None:
    for record in (PartyFactory(), LeaderFactory(), AllianceFactory(), ElectionFactory()):
        published(record)
    entries = feed("/feeds/all.atom").findall(f"{ATOM}entry")
    assert len(entries) == 4
    assert all(entry.findtext(f"{ATOM}summary") for entry in entries)
