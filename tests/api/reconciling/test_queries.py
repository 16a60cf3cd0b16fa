"""Queries of a column: who is found, with which certainty, and what is refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from coalition.resolving import Resolver
from tests.api.reconciling.asking import FORM, ROOT, get, post
from tests.api.reconciling.specification import findings

pytestmark = pytest.mark.django_db


def test_batch_of_a_column_is_answered(people) -> None:
    """As a column is reconciled with two others: one with text, one with dates."""
    queries = {
        "q0": {
            "query": "Premachandran N K",
            "type": "leader",
            "type_strict": "should",
            "properties": [
                {"pid": "party", "v": "RSP"},
                {"pid": "on", "v": "2023-12-06T00:00:00Z"},
            ],
        },
        "q1": {"query": "R.S.P.", "type": "party", "type_strict": "should"},
    }
    assert findings("reconciliation-query-batch.json", queries) == []
    answer = post(queries=queries)
    assert answer.status_code == 200
    assert findings("reconciliation-result-batch.json", answer.json()) == []
    first, second = answer.json()["q0"]["result"]
    assert (first["id"], first["match"]) == (people["one"], True)
    assert first["type"] == [{"id": "leader", "name": "Leader"}]
    assert (second["id"], second["match"]) == (people["two"], False)
    assert [one["id"] for one in answer.json()["q1"]["result"]] == [people["rsp"]]


def test_types_of_a_column_are_guessed(people) -> None:
    """Ten names with a limit of three, before anybody has chosen a type."""
    queries = {f"q{n}": {"query": "Premchandran", "limit": 3} for n in range(10)}
    answer = post(queries=queries).json()
    assert list(answer) == list(queries)
    assert {one["type"][0]["id"] for row in answer.values() for one in row["result"]} == {"leader"}


def test_party_that_was_reconciled_before_counts_by_its_identifier(people) -> None:
    party = {"id": people["rsp"], "name": "Whatever it is called"}
    query = {"query": "N K Premchandran", "properties": [{"pid": "party", "v": party}]}
    found = post(queries={"q0": query}).json()["q0"]["result"]
    assert [(one["id"], one["match"]) for one in found] == [
        (people["one"], True),
        (people["two"], False),
    ]


def test_queries_may_be_in_the_address(people) -> None:
    query = urlencode({"queries": '{"q0": {"query": "N K Premchandran"}}'})
    assert get(f"/?{query}").json() == post(queries={"q0": {"query": "N K Premchandran"}}).json()


def test_identifier_as_a_query_finds_its_entity(people) -> None:
    found = post(queries={"q0": {"query": people["bloc"]}}).json()["q0"]["result"]
    assert [(one["id"], one["score"]) for one in found] == [(people["bloc"], 100)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on", "last winter"),
        ("region", "down south"),
        ("on", ["2023", "2024"]),
        ("party", ["INDIA"] * 11),
        ("party", ["IN\x00DIA"]),
    ],
)
def test_value_that_cannot_be_read_costs_its_row_the_match_alone(people, name, value) -> None:
    certain = {"query": "INDIA bloc", "type": "alliance"}
    doubtful = {**certain, "properties": [{"pid": name, "v": value}]}
    answer = post(queries={"q0": doubtful, "q1": certain}).json()
    assert [one["match"] for one in answer["q0"]["result"]] == [False]
    assert [one["match"] for one in answer["q1"]["result"]] == [True]


def test_parties_of_one_query_are_looked_up_as_far_as_there_may_be_any(people, monkeypatch) -> None:
    looked_up: list[str] = []
    find = Resolver._find_party

    def counted(self: Resolver, text: str) -> Any:
        looked_up.append(text)
        return find(self, text)

    monkeypatch.setattr(Resolver, "_find_party", counted)
    parties = [{"pid": "party", "v": f"party {number}"} for number in range(500)]
    assert post(queries={"q0": {"query": "Premchandran", "properties": parties}}).status_code == 200
    assert len(looked_up) == 10


@pytest.mark.parametrize(
    "query",
    [
        {"query": ""},
        {"query": "x" * 300},
        {"query": "Premchandran", "type": "Q5"},
        {"properties": [{"pid": "party", "v": "RSP"}]},
    ],
)
def test_query_without_a_name_or_of_another_type_finds_nobody(people, query) -> None:
    assert post(queries={"q0": query}).json() == {"q0": {"result": []}}


@pytest.mark.parametrize(
    ("queries", "field"),
    [
        ([], "queries"),
        ({"q0": "x"}, "queries.q0"),
        ({"q0": {"qwery": "x"}}, "queries.q0.qwery"),
        ({"q0": {"query": 7}}, "queries.q0.query"),
        ({"q0": {"query": "x", "limit": 0}}, "queries.q0.limit"),
        ({"q0": {"query": "x", "type": [7]}}, "queries.q0.type"),
        ({"q0": {"query": "x", "type_strict": "no"}}, "queries.q0.type_strict"),
        ({"q0": {"query": "x", "properties": {"pid": "on"}}}, "queries.q0.properties"),
        ({"q0": {"query": "x", "properties": ["on"]}}, "queries.q0.properties.0"),
        (
            {"q0": {"query": "x", "properties": [{"pid": "p", "v": 1}]}},
            "queries.q0.properties.0.pid",
        ),
        (
            {"q0": {"query": "x", "properties": [{"pid": ["on"], "v": 1}]}},
            "queries.q0.properties.0.pid",
        ),
        (
            {"q0": {"query": "x", "properties": [{"pid": "on", "v": None}]}},
            "queries.q0.properties.0.v",
        ),
    ],
)
def test_batch_of_the_wrong_shape_is_refused_by_field(queries: Any, field: str) -> None:
    answer = post(queries=queries)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_malformed_queries_are_a_problem_that_says_where() -> None:
    answer = post(queries='{"q0": {"query" "x"}}')
    assert answer.json()["detail"] == "Line 1, column 17 of queries: Expecting ':' delimiter."


def test_batch_above_the_limit_is_refused_as_the_specification_says() -> None:
    assert post(queries={str(n): {"query": "x"} for n in range(201)}).status_code == 413
    assert post(extend={"ids": [str(n) for n in range(201)], "properties": []}).status_code == 413


def test_form_needs_one_of_its_fields() -> None:
    assert post(queries="").status_code == 400
    assert Client().post(ROOT, data="&", content_type=FORM).status_code == 400
    assert post(queries={}, extend={"ids": [], "properties": []}).status_code == 400
    assert Client().post(ROOT, data="{}", content_type="application/json").status_code == 415


@pytest.mark.parametrize("number", [1, 50])
def test_batch_takes_the_same_queries_whatever_its_size(
    people, number: int, django_assert_num_queries
) -> None:
    queries = {f"q{n}": {"query": f"Premchandran {n}"} for n in range(number)}
    with django_assert_num_queries(3):
        assert len(post(queries=queries).json()) == number
