from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from coalition.merging import merge
from coalition.pages.atom import Category, Entry, Feed
from coalition.publishing import correct, publish, withdraw
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ClaimFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SourceFactory,
    StatementFactory,
    alice,
    published,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
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


# --- Meetings -------------------------------------------------------------------------------------


def test_newest_publication_comes_first() -> None:
    published(MeetingFactory(title="One"), now=MONDAY)
    published(MeetingFactory(title="Two"), now=TUESDAY)
    assert titles() == ["Two", "One"]


def test_corrected_meeting_comes_to_the_top_and_says_why() -> None:
    meeting = MeetingFactory(title="One")
    published(meeting, now=MONDAY)
    published(MeetingFactory(title="Two"), now=TUESDAY)
    meeting.refresh_from_db()
    meeting.city = "Patna"
    meeting.save()
    correct(meeting, by=alice(), note="The city was missing.", now=FRIDAY)
    entry = feed().find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "One"
    assert "Correction: The city was missing" in (entry.findtext(f"{ATOM}summary") or "")
    assert entry.findtext(f"{ATOM}published") == "2023-12-11T09:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2023-12-15T09:00:00+00:00"


def test_entry_is_known_by_its_stable_identifier() -> None:
    edition = published(MeetingFactory(title="One"))
    assert feed().findtext(f"{ATOM}entry/{ATOM}id") == f"urn:uuid:{edition.uid}"


def test_signs_of_markup_come_back_whole() -> None:
    published(MeetingFactory(title="<b> & ]]> “quoted”", slug="one", purpose="a < b & c"))
    assert titles() == ["<b> & ]]> “quoted”"]
    entry = feed().find(f"{ATOM}entry/{ATOM}summary")
    assert entry is not None
    assert "a < b & c" in (entry.text or "")


def test_summary_is_plain_text_and_no_markup() -> None:
    published(MeetingFactory(title="One"))
    summary = feed().find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None
    assert summary.get("type") is None


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


def test_entry_has_categories_for_programs_and_for_people() -> None:
    alliance = AllianceFactory(name="Front", slug="front")
    published(MeetingFactory(title="One", alliance=alliance))
    found = {
        category.get("term"): category.get("label")
        for category in feed().iterfind(f"{ATOM}entry/{ATOM}category")
    }
    assert found == {
        "meeting": "Meeting",
        "floor_leaders": "Floor leaders’ meeting",
        "held": "Held",
        "front": "Front",
    }


def test_entry_leads_to_the_reports_that_can_be_read() -> None:
    meeting = MeetingFactory(title="One")
    ClaimFactory(meeting=meeting, source=SourceFactory(url="https://news.example.org/a?b=1&c=2"))
    ClaimFactory(meeting=meeting, source=SourceFactory(unidentified=True))
    published(meeting)
    entry = feed().find(f"{ATOM}entry")
    assert entry is not None
    assert links(entry)[("via", "", "")] == "https://news.example.org/a?b=1&c=2"
    assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate", "via"]


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


# --- Everything -----------------------------------------------------------------------------------


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


# --- One party, leader or alliance ----------------------------------------------------------------


@pytest.fixture
def world() -> dict[str, Any]:
    party = PartyFactory(name="Banyan", slug="banyan")
    other = PartyFactory(name="Peepal", slug="peepal")
    leader = LeaderFactory(name="Asha", slug="asha")
    alliance = AllianceFactory(name="Front", slug="front")
    AllianceMembershipFactory(alliance=alliance, party=party)
    for record in (party, other, leader, alliance):
        published(record, now=MONDAY)
    dinner = MeetingFactory(title="Dinner", alliance=alliance)
    AttendanceFactory(meeting=dinner, party=party, leader=leader)
    published(dinner, now=TUESDAY)
    rally = MeetingFactory(title="Rally")
    AttendanceFactory(meeting=rally, party=other)
    published(rally, now=TUESDAY)
    said = StatementFactory(title="More seats", speaker_party=party)
    published(said, now=FRIDAY)
    return {"party": party, "leader": leader, "alliance": alliance, "dinner": dinner}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/feeds/parties/banyan.atom", ["More seats", "Dinner", "Front", "Banyan"]),
        ("/feeds/leaders/asha.atom", ["Dinner", "Asha"]),
        ("/feeds/alliances/front.atom", ["Dinner", "Front"]),
    ],
)
def test_feed_about_a_record_has_what_speaks_of_it(
    world: dict[str, Any], path: str, expected: list[str]
) -> None:
    assert titles(path) == expected


def test_feed_about_a_record_is_the_newest_part_of_what_there_is(
    world: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coalition.pages.feeds._ENTRIES", 2)
    assert titles("/feeds/parties/banyan.atom") == ["More seats", "Dinner"]


def test_document_that_speaks_of_it_twice_is_one_entry(world: dict[str, Any]) -> None:
    meeting = MeetingFactory(title="Breakfast")
    AttendanceFactory(meeting=meeting, party=world["party"], host=True)
    AttendanceFactory(meeting=meeting, party=world["party"])
    published(meeting)
    assert titles("/feeds/parties/banyan.atom").count("Breakfast") == 1


def test_later_edition_takes_the_place_of_an_earlier_one(world: dict[str, Any]) -> None:
    dinner = world["dinner"]
    dinner.refresh_from_db()
    dinner.attendances.all().delete()
    dinner.save()
    publish(dinner, by=None)
    assert titles("/feeds/leaders/asha.atom") == ["Asha"]


def test_feed_about_a_record_keeps_its_id_when_the_address_changes(world: dict[str, Any]) -> None:
    before = feed("/feeds/parties/banyan.atom").findtext(f"{ATOM}id")
    _rename(world["party"], "banyan-tree")
    after = feed("/feeds/parties/banyan-tree.atom")
    assert after.findtext(f"{ATOM}id") == before
    assert feed("/hi/feeds/parties/banyan-tree.atom").findtext(f"{ATOM}id") != before


def test_feed_moves_with_its_record(world: dict[str, Any]) -> None:
    _rename(world["party"], "banyan-tree")
    answer = Client().get("/hi/feeds/parties/banyan.atom")
    assert answer.status_code == 301
    assert answer["Location"] == "/hi/feeds/parties/banyan-tree.atom"


def test_feed_of_a_merged_record_leads_to_the_one_that_stays(world: dict[str, Any]) -> None:
    other = LeaderFactory(name="Aasha", slug="aasha")
    published(other)
    for record in (world["leader"], other):
        record.refresh_from_db()
    merge(world["leader"], other, by=alice())
    assert Client().get("/feeds/leaders/aasha.atom")["Location"] == "/feeds/leaders/asha.atom"


def test_feed_of_a_withdrawn_record_is_gone() -> None:
    leader = LeaderFactory(name="Asha", slug="asha")
    published(leader)
    withdraw(leader, by=alice(), reason="A hoax.")
    assert Client().get("/feeds/leaders/asha.atom").status_code == 410


@pytest.mark.parametrize("path", ["/feeds/parties/drafted.atom", "/feeds/meetings/dinner.atom"])
def test_what_is_not_public_has_no_feed(path: str) -> None:
    PartyFactory(name="Drafted", slug="drafted")
    published(MeetingFactory(title="Dinner", slug="dinner"))
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["parties/banyan", "leaders/asha", "alliances/front"])
def test_page_leads_to_the_feed_about_it(world: dict[str, Any], path: str) -> None:
    html = Client().get(f"/{path}/").content.decode()
    assert f'<link rel="alternate" href="/feeds/{path}.atom" type="application/atom+xml"' in html


def _rename(record: Any, slug: str) -> None:
    record.refresh_from_db()
    record.slug = slug
    record.save()
    publish(record, by=None)
