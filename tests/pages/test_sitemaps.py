from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client

from coalition.pages import sitemaps
from coalition.publishing import correct, withdraw
from tests.factories import ElectionFactory, MeetingFactory, PartyFactory, alice, published

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, FRIDAY = (datetime(2023, 12, day, 9, tzinfo=UTC) for day in (11, 12, 15))
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(path: str = "/sitemap.xml") -> dict[str, str | None]:
    answer = Client().get(path)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)
    return {
        (child.findtext(f"{NS}loc") or "").removeprefix("http://localhost:8000"): child.findtext(
            f"{NS}lastmod"
        )
        for child in root
    }


def test_every_public_page_is_in_it_with_its_day_of_change() -> None:
    edition = published(MeetingFactory(title="Dinner"))
    MeetingFactory(title="Drafted")
    found = addresses()
    assert found["/meetings/dinner/"] == edition.published_at.isoformat(timespec="seconds")
    assert "/meetings/drafted/" not in found
    assert "/seat-sharing/" in found


def test_withdrawn_page_is_not_in_it() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    withdraw(meeting, by=alice(), reason="It never took place.")
    assert "/meetings/dinner/" not in addresses()


def test_large_sitemap_is_split_without_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        published(PartyFactory(name=f"Party {n}", slug=f"party-{n}"))
    monkeypatch.setattr(sitemaps, "PER_PART", 2)
    parts = addresses()
    assert list(parts) == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    found = {address for part in parts for address in addresses(part)}
    assert {f"/parties/party-{n}/" for n in range(5)} <= found


def test_part_of_nothing_that_is_live_is_neither_listed_nor_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The protocol has no part without an address."""
    gone = PartyFactory(name="Gone")
    for party in (PartyFactory(name="Alpha"), PartyFactory(name="Beta"), gone):
        published(party)
    withdraw(gone, by=alice(), reason="There is no such party.")
    published(PartyFactory(name="Gamma"))
    monkeypatch.setattr(sitemaps, "PER_PART", 2)
    assert list(addresses()) == ["/sitemap-1.xml", "/sitemap-3.xml"]
    assert "/parties/gamma/" in addresses("/sitemap-3.xml")
    assert Client().get("/sitemap-2.xml").status_code == 404


def test_first_part_has_the_lists_though_none_of_its_editions_is_live(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = PartyFactory(name="Gone")
    published(gone)
    withdraw(gone, by=alice(), reason="There is no such party.")
    published(PartyFactory(name="Alpha"))
    monkeypatch.setattr(sitemaps, "PER_PART", 2)
    assert list(addresses()) == ["/sitemap-1.xml", "/sitemap-2.xml"]
    assert "/parties/" in addresses("/sitemap-1.xml")


def test_index_costs_the_same_however_many_parts_there_are(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    for n in range(5):
        published(PartyFactory(name=f"Party {n}", slug=f"party-{n}"))
    monkeypatch.setattr(sitemaps, "PER_PART", 1)
    with django_assert_num_queries(2):
        Client().get("/sitemap.xml")


@pytest.mark.parametrize("part", ["0", "2", "99999999999999999999"])
def test_part_that_there_is_not_is_a_404(part: str) -> None:
    published(PartyFactory())
    assert Client().get(f"/sitemap-{part}.xml").status_code == 404


def test_search_engines_are_led_to_it() -> None:
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: http://localhost:8000/sitemap.xml",
    ]
    assert Client().get("/hi/robots.txt").status_code == 404


@pytest.mark.parametrize("path", ["/", "/meetings/dinner/", "/search/", "/hi/", "/static/"])
def test_search_engines_may_read_what_is_public(path: str) -> None:
    parser = RobotFileParser()
    parser.parse(Client().get("/robots.txt").content.decode().splitlines())
    assert parser.can_fetch("Engine", path)
    assert not parser.can_fetch("Engine", "/admin/coalition/meeting/")


# --- When a list has changed ----------------------------------------------------------------------


@pytest.fixture
def week() -> None:
    published(PartyFactory(name="Banyan"), now=MONDAY)
    published(MeetingFactory(title="Dinner", date="2023-12-06"), now=TUESDAY)
    published(ElectionFactory(name="Polls", polling="2023-11-25"), now=FRIDAY)


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("/", FRIDAY),
        ("/parties/", MONDAY),
        ("/meetings/", TUESDAY),
        ("/elections/", FRIDAY),
        ("/agenda/", TUESDAY),
        ("/archive/", FRIDAY),
        ("/archive/2023-12/", TUESDAY),
        ("/archive/2023-11/", FRIDAY),
    ],
)
def test_list_has_changed_when_something_of_its_sort_was_published(
    week: None, path: str, changed: datetime
) -> None:
    assert addresses()[path] == changed.isoformat()


@pytest.mark.parametrize("path", ["/seat-sharing/", "/corrections/"])
def test_list_without_anything_has_never_changed(week: None, path: str) -> None:
    assert addresses()[path] is None


def test_corrections_have_changed_with_the_last_one() -> None:
    party = PartyFactory(name="Banyan")
    published(party, now=MONDAY)
    party.refresh_from_db()
    party.abbreviation = "BP"
    party.save()
    correct(party, by=alice(), note="The abbreviation was wrong.", now=FRIDAY)
    assert addresses()["/corrections/"] == FRIDAY.isoformat()


def test_empty_site_has_a_sitemap_of_its_lists() -> None:
    assert set(addresses().values()) == {None}


def test_month_that_has_no_page_is_not_in_it() -> None:
    published(MeetingFactory(title="Some time", date="2023"))
    published(MeetingFactory(title="Undated", undated=True))
    assert not [path for path in addresses() if path.startswith("/archive/2")]


@pytest.mark.parametrize("date", ["1899-12-31", "0001-01", "9999-12", "[..9999-12-31]"])
def test_month_at_an_end_of_time_is_in_it_and_there(date: str) -> None:
    published(MeetingFactory(title="Dinner", date=date, confirmed=True))
    (path,) = [path for path in addresses() if path.startswith("/archive/") and path[9:]]
    assert Client().get(path).status_code == 200


def test_every_address_of_the_sitemap_is_there(week: None) -> None:
    assert {Client().get(path).status_code for path in addresses()} == {200}
