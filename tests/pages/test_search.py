from __future__ import annotations

import pytest
from django.test import Client

from coalition.publishing import withdraw
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    PartyFactory,
    alice,
    published,
)
from tests.pages.reading import read, words_of

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    return [summary.title for summary in Client().get("/search/", {"q": text}).context["results"]]


@pytest.mark.parametrize("text", ["mamata", "MAMATĀ", "ममता", "banerjee mamata", "  Mamata  "])
def test_name_is_found_in_any_spelling(text: str) -> None:
    leader = LeaderFactory(name="Mamata Banerjee")
    LeaderNameFactory(leader=leader, name="ममता बनर्जी", kind="native_script", language="hi")
    published(leader)
    assert titles(text) == ["Mamata Banerjee"]


def test_all_words_must_occur() -> None:
    published(LeaderFactory(name="Mamata Banerjee"))
    assert titles("mamata gandhi") == []


def test_whose_name_it_is_comes_before_who_mentions_it() -> None:
    leader = LeaderFactory(name="Asha Rao")
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, leader=leader)
    published(meeting)
    published(MeetingFactory(title="Asha dines"))
    assert titles("asha") == ["Asha Rao", "Asha dines", "Dinner"]


def test_abbreviation_comes_first() -> None:
    published(PartyFactory(name="Spring Party", abbreviation="SPR"))
    published(PartyFactory(name="Samajwadi Party", abbreviation="SP"))
    assert titles("sp")[0] == "Samajwadi Party"


def test_draft_and_withdrawn_are_not_found() -> None:
    MeetingFactory(title="Drafted dinner")
    gone = MeetingFactory(title="Withdrawn dinner")
    published(gone)
    withdraw(gone, by=alice(), reason="It never took place.")
    assert titles("dinner") == []


def test_empty_search_explains_itself() -> None:
    assert "Names in any script and spelling are found" in read("/search/")


@pytest.mark.parametrize("text", ["???", "%%%", "'"])
def test_search_without_words_says_so(text: str) -> None:
    assert "There is no word in that to search for." in read("/search/", q=text)


def test_what_was_typed_is_shown_and_escaped() -> None:
    answer = Client().get("/search/", {"q": '"><script>x'})
    assert b"<script>" not in answer.content
    assert "Nothing published holds all the words of" in words_of(answer.content.decode())


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"q": "a" * 201}, "q"),
        ({"q": "a " * 13}, "q"),
        ({"q": "asha", "kind": "leaders"}, "kind"),
        ({"q": "asha", "page": "2"}, "page"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(query: dict[str, str], name: str) -> None:
    answer = Client().get("/search/", query)
    assert answer.status_code == 400
    assert f"The trouble is with {name}." in words_of(answer.content.decode())


@pytest.mark.parametrize(
    "text", ["\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")]
)
def test_strange_characters_do_no_harm(text: str) -> None:
    assert Client().get("/search/", {"q": text}).status_code == 200


def test_results_are_not_for_search_engines() -> None:
    assert b"noindex" in Client().get("/search/?q=asha").content
