"""The feed about one party, leader or alliance."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.merging import merge
from coalition.publishing import publish, withdraw
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    alice,
    published,
)
from tests.pages.feeds.parsing import ATOM, FRIDAY, MONDAY, TUESDAY, feed, titles

pytestmark = pytest.mark.django_db


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
