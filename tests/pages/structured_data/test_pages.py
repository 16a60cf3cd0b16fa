"""What a data block says of its page, and which pages have none."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.publishing import correct
from tests.factories import MeetingFactory, PartyFactory, alice, published
from tests.pages.structured_data.blocks import BLOCK, node

pytestmark = pytest.mark.django_db


def test_page_says_who_published_it_when_and_what_was_corrected() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    first = published(meeting)
    meeting.refresh_from_db()
    meeting.city = "Patna"
    meeting.save()
    correct(meeting, by=alice(), note="The city was missing.")
    page = node("/meetings/dinner/", "WebPage")
    assert page["version"] == "2"
    assert page["datePublished"] == f"{first.published_at:%Y-%m-%dT%H:%M:%SZ}"
    assert page["correction"][0]["text"] == "The city was missing."
    assert page["mainEntity"] == {"@id": f"urn:uuid:{meeting.uid}"}


def test_crumbs_lead_from_the_front_page_to_the_page() -> None:
    published(PartyFactory(name="Banyan", slug="banyan"))
    crumbs = node("/hi/parties/banyan/", "BreadcrumbList")["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert [crumb["item"] for crumb in crumbs] == [
        f"http://localhost:8000/hi{path}" for path in ("/", "/parties/", "/parties/banyan/")
    ]


def test_front_page_offers_the_search() -> None:
    action = node("/", "WebSite")["potentialAction"]
    address = action["target"]["urlTemplate"]
    assert address == "http://localhost:8000/search/?q={search_term_string}"
    asked = address.replace("http://localhost:8000", "").format(search_term_string="asha")
    assert Client().get(asked).status_code == 200


@pytest.mark.parametrize("path", ["/meetings/", "/agenda/", "/archive/", "/corrections/"])
def test_list_is_a_collection_with_its_crumbs(path: str) -> None:
    assert node(path, "CollectionPage")["url"] == f"http://localhost:8000{path}"
    assert len(node(path, "BreadcrumbList")["itemListElement"]) == 2


@pytest.mark.parametrize("path", ["/?as_of=2030-01-01", "/meetings/dinner/?as_of=2030-01-01"])
def test_page_of_a_past_moment_has_no_data(path: str, time_machine: Any) -> None:
    published(MeetingFactory(title="Dinner", slug="dinner"))
    time_machine.move_to("2031-01-01")
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not BLOCK.search(answer.content.decode())
