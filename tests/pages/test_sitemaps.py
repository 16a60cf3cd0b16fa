from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from coalition.pages import sitemaps
from coalition.publishing import withdraw
from tests.factories import MeetingFactory, PartyFactory, alice, published

pytestmark = pytest.mark.django_db

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


@pytest.mark.parametrize("part", ["0", "2", "99999999999999999999"])
def test_part_that_there_is_not_is_a_404(part: str) -> None:
    published(PartyFactory())
    assert Client().get(f"/sitemap-{part}.xml").status_code == 404
