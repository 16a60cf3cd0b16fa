"""Lists and autocompletes of leaders, parties and alliances: by any name, the most like first."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def choices(client: Client, term: str, *, field: str = "leader", page: int = 1) -> list[str]:
    query = {
        "app_label": "coalition",
        "model_name": "attendance",
        "field_name": field,
        "term": term,
        "page": page,
    }
    answer = client.get(reverse("admin:autocomplete"), query)
    return [result["text"] for result in answer.json()["results"]]


def listed(client: Client, model: str, **query: str) -> list[Any]:
    answer = client.get(reverse(f"admin:coalition_{model}_changelist"), query)
    return [record.name for record in answer.context["cl"].result_list]


@pytest.mark.parametrize("term", ["Premachandran", "nk prem", "N.K. Premchandran", "प्रेमचंद्रन"])
def test_leader_is_chosen_by_another_spelling(editor: Client, term: str) -> None:
    leader = factories.LeaderFactory(name="N K Premchandran")
    factories.LeaderNameFactory(leader=leader, name="प्रेमचंद्रन", kind="native_script")
    factories.LeaderFactory(name="Vaiko")
    assert choices(editor, term) == ["N K Premchandran"]


def test_choice_of_a_leader_says_party_and_office(editor: Client) -> None:
    party = factories.PartyFactory(abbreviation="MDMK")
    leader = factories.LeaderFactory(name="Vaiko")
    factories.PartyMembershipFactory(leader=leader, party=party)
    factories.OfficeFactory(leader=leader, party=party, title="general secretary")
    assert choices(editor, "vaiko") == ["Vaiko — MDMK, general secretary"]


def test_abbreviation_is_chosen_before_what_begins_with_it(editor: Client) -> None:
    for name, abbreviation in (("A Spring", "SPR"), ("Spirit", "SPT"), ("Samajwadi Party", "SP")):
        factories.PartyFactory(name=name, abbreviation=abbreviation)
    assert choices(editor, "SP", field="party")[0] == "Samajwadi Party (SP)"


def test_alliance_is_chosen_by_its_abbreviation(editor: Client) -> None:
    factories.AllianceFactory(name="A bloc", abbreviation="I.N.D.I.A.")
    query = {"app_label": "coalition", "model_name": "meeting", "field_name": "alliance"}
    answer = editor.get(reverse("admin:autocomplete"), query | {"term": "india"})
    assert [one["text"] for one in answer.json()["results"]] == ["A bloc (I.N.D.I.A.)"]


def test_every_choice_is_on_some_page_once(editor: Client) -> None:
    for number in range(45):
        factories.LeaderFactory(name=f"Ram {number:02}")
    shown = [choice for page in (1, 2, 3) for choice in choices(editor, "ram", page=page)]
    assert sorted(shown) == sorted(set(shown))
    assert len(shown) == 45


def test_choices_without_a_term_are_all(editor: Client) -> None:
    factories.LeaderFactory(name="Vaiko")
    assert choices(editor, "") == ["Vaiko"]


def test_queries_do_not_grow_with_the_choices(editor: Client) -> None:
    for _ in range(3):
        factories.LeaderFactory(with_party=True)
    with CaptureQueriesContext(connection) as few:
        choices(editor, "leader")
    for _ in range(17):
        factories.LeaderFactory(with_party=True, with_office=True)
    with CaptureQueriesContext(connection) as many:
        assert len(choices(editor, "leader")) == 20
    assert len(many) <= len(few)


def test_list_is_searched_with_the_most_like_first(editor: Client) -> None:
    for name in ("A Chowdhury", "Z Chaudhary", "Vaiko"):
        factories.LeaderFactory(name=name)
    assert listed(editor, "leader", q="chaudhary") == ["Z Chaudhary", "A Chowdhury"]


def test_list_keeps_the_order_of_the_column_that_was_chosen(editor: Client) -> None:
    for name in ("A Chowdhury", "Z Chaudhary"):
        factories.LeaderFactory(name=name)
    column = str([*_columns(editor)].index("name"))
    assert listed(editor, "leader", q="chaudhary", o=column) == ["A Chowdhury", "Z Chaudhary"]


def _columns(client: Client) -> list[str]:
    answer = client.get(reverse("admin:coalition_leader_changelist"))
    return list(answer.context["cl"].list_display)


def test_list_shows_all_that_begins_so(editor: Client) -> None:
    for number in range(60):
        factories.LeaderFactory(name=f"Ram {number:02}")
    answer = editor.get(reverse("admin:coalition_leader_changelist"), {"q": "ram"})
    assert answer.context["cl"].result_count == 60


@pytest.mark.parametrize("model", ["leader", "party", "alliance"])
def test_list_is_searched_by_wikidata_id(editor: Client, model: str) -> None:
    make = {
        "leader": factories.LeaderFactory,
        "party": factories.PartyFactory,
        "alliance": factories.AllianceFactory,
    }[model]
    make(name="This one", wikidata_id="Q10225")
    make(name="Another")
    assert listed(editor, model, q="q10225") == ["This one"]


@pytest.mark.parametrize("term", ["!!!", "%", "Q", "\u200d", "'", "x" * 3000])
def test_odd_search_finds_nothing(editor: Client, term: str) -> None:
    factories.LeaderFactory(name="Vaiko")
    assert listed(editor, "leader", q=term) == []
