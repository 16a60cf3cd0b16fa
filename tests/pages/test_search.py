from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition import generation
from coalition.publishing import withdraw
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    OfficeFactory,
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


def test_search_of_one_kind_speaks_of_that_kind_alone() -> None:
    published(MeetingFactory(title="Gathering"))
    html = Client().get("/search/?q=gathering&kind=party").content.decode()
    assert "Nothing of this kind holds all the words of “gathering”." in words_of(html)
    assert "Nothing published" not in html
    assert '<a href="/search/?q=gathering">Search everything</a>' in html


def test_search_of_one_kind_speaks_of_spellings_of_that_kind_alone() -> None:
    published(MeetingFactory(title="Banyan"))
    published(PartyFactory(name="Banyen"))
    words = read("/search/", q="banyan", kind="party")
    assert "Nothing of this kind is spelt “banyan”; showing what is spelt nearly so." in words


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


def found(text: str, **query: str) -> dict[str, list[str]]:
    context = Client().get("/search/", {"q": text, **query}).context
    return {
        part: [result.summary.title for group in context[part] for result in group.results]
        for part in ("exact", "near")
    }


@pytest.fixture
def names() -> None:
    for name in ("N K Premachandran", "Mallikarjun Kharge", "Adhir Ranjan Chowdhury"):
        published(LeaderFactory(name=name))
    published(PartyFactory(name="Shiv Sena (UBT)", abbreviation="SS"))
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(
        meeting=meeting,
        party=PartyFactory(name="Banyan", abbreviation="BP"),
        leader=LeaderFactory(name="Vaiko"),
    )
    published(meeting)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Premchandran", "N K Premachandran"),
        ("Khadge", "Mallikarjun Kharge"),
        ("Adhir Chowdhary", "Adhir Ranjan Chowdhury"),
        ("Shiv Sna", "Shiv Sena (UBT)"),
        ("Shivsena", "Shiv Sena (UBT)"),
        ("खड़गे", "Mallikarjun Kharge"),
        ("Vayko", "Vaiko"),
    ],
)
def test_misspelt_name_is_found_and_said_to_be_so(names: None, typed: str, meant: str) -> None:
    result = found(typed)
    assert result["exact"] == []
    assert result["near"][0] == meant
    assert f"Nothing is spelt “{typed}”; showing what is spelt nearly so." in read(
        "/search/", q=typed
    )


def test_events_that_name_a_misspelt_leader_follow_the_leader(names: None) -> None:
    assert found("Vayko")["near"] == ["Vaiko", "Dinner"]


def test_exact_name_comes_before_what_is_spelt_nearly_so() -> None:
    published(LeaderFactory(name="Jayant Chaudhary"))
    published(LeaderFactory(name="Adhir Chowdhury"))
    assert found("Chowdhury") == {"exact": ["Adhir Chowdhury"], "near": ["Jayant Chaudhary"]}
    assert "Spelt nearly so" in read("/search/", q="Chowdhury")


def test_misspelt_name_of_a_draft_or_a_withdrawn_record_is_not_found() -> None:
    LeaderFactory(name="Premachandran")
    gone = LeaderFactory(name="Mallikarjun")
    published(gone)
    assert found("Malikarjun")["near"] == ["Mallikarjun"]
    withdraw(gone, by=alice(), reason="A hoax.")
    for typed in ("Premchandran", "Malikarjun"):
        assert found(typed) == {"exact": [], "near": []}


def test_misspelt_name_finds_what_was_public_then() -> None:
    with time_machine.travel("2023-12-10T12:00:00+05:30"):
        published(LeaderFactory(name="Premachandran"))
    with time_machine.travel("2023-12-20T12:00:00+05:30"):
        published(LeaderFactory(name="Premachandar"))
        then = found("Premchandran", as_of="2023-12-15")
        assert then["near"] == ["Premachandran"]
        assert found("Premchandran", as_of="2023-12-05") == {"exact": [], "near": []}


def test_names_are_not_learnt_anew_for_a_search_of_the_past(
    settings: Any, django_assert_num_queries: Any
) -> None:
    """There are as many moments as anybody can think of."""
    settings.GENERATION_SECONDS = 60
    with time_machine.travel("2023-12-10T12:00:00+05:30"):
        published(LeaderFactory(name="Premachandran"))
    generation.forget()
    with CaptureQueriesContext(connection) as present:
        assert found("Premchandran")["near"] == ["Premachandran"]
    learning = 2
    for moment in ("2023-12-15", "2023-12-15T10:00:01"):
        with django_assert_num_queries(len(present) - learning - 1):
            assert found("Premchandran", as_of=moment)["near"] == ["Premachandran"]


def test_words_are_marked_where_they_stand(names: None) -> None:
    html = Client().get("/search/", {"q": "vaiko"}).content.decode()
    assert ">Dinner</a>" in html
    assert "names: <mark>Vaiko</mark> (BP)" in html


def test_names_from_right_to_left_are_kept_apart_where_they_are_told() -> None:
    meeting = MeetingFactory(title="Dinner")
    for name, short in (("نیشنل کانفرنس", "NC"), ("نیشنل پارٹی", "NP")):
        party = PartyFactory(name=name, abbreviation=short, slug=short.lower())
        AttendanceFactory(meeting=meeting, party=party, party_level=True)
    published(meeting)
    html = Client().get("/search/", {"q": "نیشنل", "kind": "meeting"}).content.decode()
    told = html[html.index("names:") :].partition("</p>")[0]
    assert told == (
        "names: \u2068<mark>نیشنل</mark> کانفرنس (NC)\u2069, "
        "\u2068<mark>نیشنل</mark> پارٹی (NP)\u2069"
    )


def test_place_and_offices_from_right_to_left_are_kept_apart() -> None:
    published(MeetingFactory(title="Dinner", venue="راج بھون", city="سرینگر"))
    leader = LeaderFactory(name="Asha", slug="asha")
    for title in ("صدر", "وزیر"):
        OfficeFactory(leader=leader, title=title)
    published(leader)
    found = Client().get("/search/", {"q": "راج"}).content.decode()
    assert "place: \u2068<mark>راج</mark> بھون\u2069, \u2068سرینگر\u2069" in found
    assert "\u2068صدر\u2069, \u2068وزیر\u2069" in Client().get("/leaders/").content.decode()


def test_other_name_that_fits_is_shown_with_what_it_is() -> None:
    leader = LeaderFactory(name="Mamata Banerjee")
    LeaderNameFactory(leader=leader, name="Didi <3", kind="alias")
    published(leader)
    html = Client().get("/search/", {"q": "didi"}).content.decode()
    assert "also known as <mark>Didi</mark> &lt;3" in html


def test_name_in_its_own_script_is_marked() -> None:
    leader = LeaderFactory(name="Mamata Banerjee")
    LeaderNameFactory(leader=leader, name="ममता बनर्जी", kind="native_script", language="hi")
    published(leader)
    html = Client().get("/search/", {"q": "ममता"}).content.decode()
    assert '<bdi lang="hi"><mark>ममता</mark> बनर्जी</bdi>' in html


def test_kind_narrows_and_is_kept(names: None) -> None:
    assert found("vaiko", kind="meeting")["exact"] == ["Dinner"]
    html = Client().get("/search/", {"q": "vaiko", "kind": "meeting"}).content.decode()
    assert '<input type="hidden" name="kind" value="meeting">' in html
    assert 'kind=meeting" aria-current="true"' in html


def test_events_come_newest_first_with_those_called_so_before_the_others() -> None:
    published(MeetingFactory(title="Older rally", date="2023-01-01"))
    published(MeetingFactory(title="Dinner", venue="Rally ground", date="2023-09-01"))
    published(MeetingFactory(title="Newer rally", date="2023-05-01"))
    assert found("rally")["exact"] == ["Newer rally", "Older rally", "Dinner"]


def test_no_more_than_fifty_are_shown_and_that_is_said() -> None:
    for number in range(52):
        published(PartyFactory(name=f"Dal {number}"))
    assert len(titles("dal")) == 50
    assert "There is more." in read("/search/", q="dal")
