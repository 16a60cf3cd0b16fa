"""Finding leaders, parties and alliances by whatever is typed of their names."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.models import Alliance, Leader, Party, Record
from coalition.name_lookup import NameBook, find_by_name
from tests import factories

pytestmark = pytest.mark.django_db


def found(model: type[Record], text: str, *, limit: int = 10) -> list[str]:
    """The names of the records that are found, in their order."""
    names = dict(model._default_manager.values_list("pk", "name"))
    return [names[one.pk] for one in find_by_name(model, text, limit=limit)]


@pytest.fixture
def leaders() -> None:
    for name in (
        "N K Premchandran",
        "S. T. Hasan",
        "Ram Gopal Yadav",
        "T R Baalu",
        "Jayant Chaudhary",
        "Adhir Ranjan Chowdhury",
        "Hasnain Masoodi",
        "Mamata Banerjee",
    ):
        factories.LeaderFactory(name=name)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("N.K. Premachandran", "N K Premchandran"),
        ("NK Premchandran", "N K Premchandran"),
        ("nk prem", "N K Premchandran"),
        ("Premachandran", "N K Premchandran"),
        ("ST Hasan", "S. T. Hasan"),
        ("S T Hasan", "S. T. Hasan"),
        ("yadav ram", "Ram Gopal Yadav"),
        ("RG Yadav", "Ram Gopal Yadav"),
        ("Ramgopal Yadav", "Ram Gopal Yadav"),
        ("Balu", "T R Baalu"),
        ("Masoofi", "Hasnain Masoodi"),
        ("Mamta Bannerjee", "Mamata Banerjee"),
        ("ममता बनर्जी", "Mamata Banerjee"),
        ("MAMATĀ", "Mamata Banerjee"),
    ],
)
def test_leader_is_found(leaders: None, typed: str, first: str) -> None:
    assert found(Leader, typed)[:1] == [first]


def test_other_spelling_comes_after_the_one_typed(leaders: None) -> None:
    assert found(Leader, "Chaudhary") == ["Jayant Chaudhary", "Adhir Ranjan Chowdhury"]


@pytest.mark.parametrize("typed", ["வைகோ", "வை", "Puratchi", "vaiko"])
def test_leader_is_found_by_each_name_once(typed: str) -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    factories.LeaderNameFactory(leader=leader, name="வைகோ", kind="native_script", language="ta")
    factories.LeaderNameFactory(leader=leader, name="Puratchi Puyal Vaiko")
    assert found(Leader, typed) == ["Vaiko"]


@pytest.mark.parametrize("typed", ["", "  ", "—", "!!!", "%", "_"])
def test_nothing_is_found_without_a_word(typed: str) -> None:
    factories.LeaderFactory()
    assert found(Leader, typed) == []


def test_abbreviation_comes_before_what_begins_with_it() -> None:
    factories.PartyFactory(name="SP Reform Front", abbreviation="SRF")
    factories.PartyFactory(name="Spring Party", abbreviation="SPP")
    factories.PartyFactory(name="Samajwadi Party", abbreviation="SP")
    assert found(Party, "SP")[0] == "Samajwadi Party"


@pytest.mark.parametrize("typed", ["JDU", "JD(U)", "JD-U", "jd u", "Janata Dal United"])
def test_party_is_found_however_its_abbreviation_is_written(typed: str) -> None:
    factories.PartyFactory(name="Janata Dal (Secular)", abbreviation="JD(S)")
    factories.PartyFactory(name="Janata Dal (United)", abbreviation="JD(U)")
    assert found(Party, typed)[0] == "Janata Dal (United)"


@pytest.mark.parametrize("typed", ["CPI-M", "CPI(M)", "CPI (M)", "CPIM", "CPM"])
def test_party_is_found_by_its_alias(typed: str) -> None:
    factories.PartyFactory(name="Communist Party of India", abbreviation="CPI")
    party = factories.PartyFactory(name="Communist Party of India (Marxist)", abbreviation="CPI-M")
    factories.PartyNameFactory(party=party, name="CPM")
    assert found(Party, typed)[0] == "Communist Party of India (Marxist)"


def test_alliance_is_found_by_its_abbreviation() -> None:
    factories.AllianceFactory(name="A long name of an alliance", abbreviation="I.N.D.I.A.")
    assert found(Alliance, "india") == ["A long name of an alliance"]


def test_order_is_the_same_at_every_call() -> None:
    for number in range(12):
        factories.LeaderFactory(name="Ram Lal", slug=f"ram-lal-{number}")
    keys = [one.pk for one in find_by_name(Leader, "ram lal")]
    assert keys == sorted(keys)
    assert keys == [one.pk for one in find_by_name(Leader, "ram lal")]


def test_limit_bounds_what_is_found() -> None:
    for number in range(5):
        factories.LeaderFactory(name=f"Ram {number}")
    assert len(found(Leader, "ram", limit=3)) == 3


@pytest.mark.parametrize(
    ("typed", "most"), [("Leader 7", 1), ("Leader", 1), ("Laeder 7", 2), ("nobody at all", 2)]
)
def test_queries_are_bounded(typed: str, most: int) -> None:
    for number in range(30):
        factories.LeaderFactory(name=f"Leader {number}")
    with CaptureQueriesContext(connection) as queries:
        find_by_name(Leader, typed)
    assert len(queries) <= most


def test_few_rows_are_read_however_many_names_begin_so() -> None:
    for number in range(100):
        factories.LeaderFactory(name=f"Leader {number}")
    with CaptureQueriesContext(connection) as queries:
        find_by_name(Leader, "lea")
    assert "LIMIT 60" in queries[0]["sql"]


@pytest.mark.parametrize(
    "typed", ["NK Premchandran", "Premachandran", "yadav ram", "Ramgopal Yadav", "Mamta Banerjee"]
)
def test_book_finds_what_the_database_finds(leaders: None, typed: str) -> None:
    book = NameBook(Leader)
    assert [one.pk for one in book.find(typed)] == [one.pk for one in find_by_name(Leader, typed)]


def test_book_takes_two_queries_for_any_number_of_names(leaders: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        book = NameBook(Leader)
        for typed in ("Hasan", "Yadav", "Nobody", "Balu"):
            book.find(typed)
    assert len(queries) == 2
