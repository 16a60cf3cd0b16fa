from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.publishing import withdraw
from tests.api.world import build_world
from tests.factories import LeaderFactory, PartyFactory, published

pytestmark = pytest.mark.django_db


def get(**parameters: object) -> HttpResponse:
    return Client().get("/api/v1/search", parameters)


def slugs(**parameters: object) -> list[str]:
    return [found["slug"] for found in get(**parameters).json()["results"]]


def test_match_has_its_addresses(settings) -> None:
    edition = published(PartyFactory(name="Samajwadi Party", abbreviation="SP", slug="sp"))
    assert get(q="samajwadi").json() == {
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(edition.uid),
                "kind": "party",
                "slug": "sp",
                "name": "Samajwadi Party",
                "abbreviation": "SP",
                "url": f"{settings.SITE_URL}/parties/sp/",
                "document_url": f"{settings.SITE_URL}/api/v1/parties/sp/",
            }
        ],
    }


def test_every_word_must_occur() -> None:
    published(LeaderFactory(name="Mamata Banerjee", slug="mamata"))
    published(LeaderFactory(name="Abhishek Banerjee", slug="abhishek"))
    assert slugs(q="banerjee mamata") == ["mamata"]


@pytest.mark.parametrize("q", ["MAMATA", "mamatā", "Mámáta"])
def test_spelling_makes_no_difference(q: str) -> None:
    published(LeaderFactory(name="Mamata Banerjee", slug="mamata"))
    assert slugs(q=q) == ["mamata"]


def test_exact_name_comes_first_then_its_beginning_then_the_newest() -> None:
    for slug, name in (
        ("inside", "Old Congress"),
        ("exact", "Congress"),
        ("begins", "Congress Tiwari"),
        ("newest", "Kerala Congress"),
    ):
        published(PartyFactory(name=name, slug=slug))
    assert slugs(q="congress") == ["exact", "begins", "newest", "inside"]


def test_abbreviation_counts_as_a_name() -> None:
    published(PartyFactory(name="Spa lovers", abbreviation="SL", slug="spa"))
    published(PartyFactory(name="Samajwadi Party", abbreviation="SP", slug="sp"))
    assert slugs(q="sp") == ["sp", "spa"]


def test_kind_narrows() -> None:
    build_world()
    assert slugs(q="trinamool", kind="party") == ["tmc"]
    assert "dinner" in slugs(q="trinamool")


def test_pages_put_together_are_the_whole() -> None:
    for number in range(7):
        published(PartyFactory(name=f"Dal {number}", slug=f"dal-{number}"))
    whole = slugs(q="dal", limit=100)
    met, answer = [], get(q="dal", limit=3).json()
    while True:
        met += [found["slug"] for found in answer["results"]]
        if answer["next"] is None:
            break
        answer = Client().get(answer["next"]).json()
    assert met == whole
    assert len(whole) == 7
    assert Client().get(answer["previous"]).json()["results"][-1]["slug"] == whole[-2]


def test_drafts_and_withdrawn_records_are_not_found() -> None:
    PartyFactory(name="Hidden Dal", approved=True)
    gone = PartyFactory(name="Withdrawn Dal", approved=True)
    published(gone)
    withdraw(gone, by=None, reason="A hoax.")
    assert slugs(q="dal") == []


@pytest.mark.parametrize(
    "q", ["%", "_", "---", "' OR 1=1", "x" * 201, " ".join("abcdefghijklm"), "\x00", "🦊" * 3, " "]
)
def test_odd_query_is_answered_or_refused(q: str) -> None:
    published(PartyFactory(name="Samajwadi Party"))
    answer = get(q=q)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert answer.json()["results"] == []
    else:
        assert answer.json()["errors"][0]["parameter"] == "q"


@pytest.mark.parametrize("parameters", [{}, {"q": ""}, {"q": "%"}, {"q": "x" * 201}])
def test_query_without_a_word_or_too_long_is_refused(parameters: dict[str, str]) -> None:
    answer = get(**parameters)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["q"]


def test_misspelt_name_is_found_if_nothing_is_spelt_so() -> None:
    published(LeaderFactory(name="Mallikarjun Kharge", slug="kharge"))
    published(LeaderFactory(name="Nand Khadge", slug="khadge"))
    assert slugs(q="Khadge") == ["khadge"]
    assert slugs(q="Kharga") == ["kharge"]


def test_pages_of_misspelt_names_put_together_are_the_whole() -> None:
    for number in range(5):
        published(LeaderFactory(name=f"Chowdhury {number}", slug=f"c-{number}"))
    whole = slugs(q="Chaudhury")
    met, answer = [], get(q="Chaudhury", limit=2).json()
    while True:
        met += [found["slug"] for found in answer["results"]]
        if answer["next"] is None:
            break
        answer = Client().get(answer["next"]).json()
    assert met == whole == [f"c-{number}" for number in reversed(range(5))]


@pytest.mark.postgres
def test_parts_of_words_have_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'coalition_edition'")
        names = {name for (name,) in cursor.fetchall()}
    assert {"coalition_edition_words", "coalition_edition_title_words"} <= names


def test_search_costs_two_queries() -> None:
    build_world()
    with CaptureQueriesContext(connection) as queries:
        get(q="congress")
    assert len(queries) == 2
