"""What pages tell programs about themselves is in the words of schema.org."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.pages.page_kinds import PageKind, pages
from tests.pages.schema_org_terms import CONTEXT, flaws
from tests.pages.structured_data.blocks import BLOCK
from tests.pages.world.story import build_world

pytestmark = pytest.mark.django_db


def _blocks(client: Client, kind: PageKind) -> list[Any]:
    html = client.get(kind.path).content.decode()
    return [json.loads(block) for block in BLOCK.findall(html)]


def test_pages_speak_in_the_words_of_the_vocabulary() -> None:
    build_world()
    client = Client()
    wrong = {
        kind.path: found
        for kind in pages()
        for block in _blocks(client, kind)
        if (found := flaws(block))
    }
    assert wrong == {}


def test_every_present_page_of_the_site_has_a_block_and_no_other_has() -> None:
    """Neither what is framed, nor what is past or wrong, is for search engines."""
    build_world()
    client = Client()
    counts = {kind.path: len(_blocks(client, kind)) for kind in pages()}
    expected = {kind.path: int(_is_for_search_engines(kind)) for kind in pages()}
    assert counts == expected


def _is_for_search_engines(kind: PageKind) -> bool:
    """They have no use for a search, nor for the list of a page's editions."""
    is_apart = "/search/" in kind.path or "/editions/" in kind.path or "as_of=" in kind.path
    return kind.status == 200 and not kind.is_embed and not is_apart


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Meeting"},
        {"@type": "Event", "title": "Dinner"},
        {"@type": "Event", "jobTitle": "Dinner"},
        {"@type": "Event", "startDate": "6 December 2023"},
        {"@type": "Event", "startDate": "2023-12-06T19:00:00"},
        {"@type": "Event", "duration": "1 hour"},
        {"@type": "Event", "eventStatus": "cancelled"},
        {"@type": "Event", "eventStatus": "https://schema.org/EventHeld"},
        {"@type": "Event", "attendee": {"@type": "Place", "name": "Patna"}},
        {"@type": "Event", "attendee": {"name": "Asha"}},
        {"@type": "Event", "attendees": [{"@type": "Person"}]},
        {"@type": "Event", "attendee": []},
        {"@type": "Event", "name": ""},
        {"@type": "Person", "url": "/leaders/asha/"},
        {"@type": "Person", "@id": "/leaders/asha/"},
        {"@type": "ListItem", "position": True},
    ],
)
def test_what_the_vocabulary_does_not_know_is_noticed(node: dict[str, Any]) -> None:
    assert flaws({"@context": CONTEXT, "@graph": [node]})


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Event", "name": "Dinner", "startDate": "2023-12-06T19:00:00+05:30"},
        {"@type": "Event", "startDate": "2023-12-06", "duration": "PT1H30M"},
        {"@type": "Event", "eventStatus": "https://schema.org/EventCancelled"},
        {"@type": "Event", "attendee": [{"@type": "PoliticalParty", "name": "Banyan"}]},
        {"@type": "Person", "alternateName": [{"@value": "आशा", "@language": "hi"}]},
        {"@type": "SearchAction", "query-input": "required name=q"},
        {"@type": "Person", "@id": "urn:uuid:7d8a3d9e-3a6f-4f86-8d3e-6ab1f7b8a3f1"},
    ],
)
def test_what_the_vocabulary_knows_is_let_pass(node: dict[str, Any]) -> None:
    assert flaws({"@context": CONTEXT, "@graph": [node]}) == []


def test_what_is_only_pointed_at_is_judged_by_what_it_is() -> None:
    place = {"@type": "Place", "@id": "https://example.org/#place"}
    event = {"@type": "Event", "attendee": {"@id": "https://example.org/#place"}}
    assert flaws({"@context": CONTEXT, "@graph": [place, event]})


def test_other_context_is_refused() -> None:
    assert flaws({"@context": "http://schema.org", "@graph": []})
