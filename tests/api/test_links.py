"""`Link` headers (RFC 8288), HEAD and OPTIONS."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.api.world import build_world
from tests.factories import PartyFactory, published

pytestmark = pytest.mark.django_db

_ROOT = "http://localhost:8000/api/v1"


def get(address: str) -> HttpResponse:
    return Client().get(address)


def links(answer: HttpResponse) -> dict[str, str]:
    return {
        rel: address for address, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', answer["Link"])
    }


@pytest.fixture(autouse=True)
def world() -> None:
    build_world()


def test_pages_of_a_list_lead_to_one_another() -> None:
    first = get("/api/v1/parties/?limit=1")
    assert links(first) == {"next": first.json()["next"]}
    second = get(links(first)["next"])
    assert links(second) == {"next": second.json()["next"], "prev": second.json()["previous"]}
    third = get(links(second)["next"])
    assert links(third) == {"prev": third.json()["previous"]}


def test_whole_list_has_no_links() -> None:
    assert "Link" not in get("/api/v1/parties/").headers


@pytest.mark.parametrize("query", ["", "?fields=name", "?include=split_from"])
def test_document_leads_to_its_page_and_its_editions(query: str) -> None:
    assert links(get(f"/api/v1/parties/congress/{query}")) == {
        "canonical": "http://localhost:8000/parties/congress/",
        "version-history": f"{_ROOT}/parties/congress/editions/",
    }


def test_edition_leads_to_those_beside_it() -> None:
    party = PartyFactory(slug="often")
    for number in range(3):
        party.summary = f"{number}"
        party.save()
        published(party)
    below = f"{_ROOT}/parties/often/"
    assert links(get("/api/v1/parties/often/editions/2/")) == {
        "canonical": "http://localhost:8000/parties/often/",
        "version-history": f"{below}editions/",
        "latest-version": below,
        "predecessor-version": f"{below}editions/1/",
        "successor-version": f"{below}editions/3/",
    }
    assert "predecessor-version" not in links(get("/api/v1/parties/often/editions/1/"))
    assert "successor-version" not in links(get("/api/v1/parties/often/editions/3/"))


def test_feed_leads_on() -> None:
    answer = get("/api/v1/changes?limit=2&kind=party")
    following = links(answer)["next"]
    assert following == f"{_ROOT}/changes/?limit=2&kind=party&after={answer.json()['next_after']}"
    assert get(following).status_code == 200


def test_kept_answer_has_the_same_links() -> None:
    address = "/api/v1/parties/?limit=1"
    assert get(address)["Link"] == get(address)["Link"]
    tag = get(address)["ETag"]
    known = Client().get(address, headers={"if-none-match": tag})
    assert known.status_code == 304
    assert known["Link"] == get(address)["Link"]


ADDRESSES = [
    "/api/v1/",
    "/api/v1/parties/?limit=1",
    "/api/v1/meetings/?party=tmc&include=alliance&ordering=date",
    "/api/v1/meetings/?as_of=2020-01-01",
    "/api/v1/parties/congress/",
    "/api/v1/parties/congress/?fields=name",
    "/api/v1/parties/congress/editions/",
    "/api/v1/parties/congress/editions/1/",
    "/api/v1/parties/congress/editions/99/",
    "/api/v1/parties/nothing/",
    "/api/v1/meetings/?x=1",
    "/api/v1/changes",
    "/api/v1/search?q=congress",
    "/api/v1/schema/",
    "/api/v1/docs/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_has_the_headers_of_get_and_no_body(address: str) -> None:
    whole, head = get(address), Client().head(address)
    assert head.status_code == whole.status_code
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("address", ADDRESSES)
def test_options_names_the_methods(address: str) -> None:
    answer = Client().options(address)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("below", ["editions/", "editions/1/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_editions_are_only_read(below: str, method: str) -> None:
    answer = getattr(Client(), method)(f"/api/v1/parties/congress/{below}")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
