"""Whom a name means: asked by address, and in batches."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

from coalition.api.views.reference import schema_document
from coalition.publishing import withdraw
from tests.factories import LeaderFactory, PartyFactory, PartyMembershipFactory, published

pytestmark = pytest.mark.django_db

PATH = "/api/v1/resolve/"


def get(**parameters: object) -> HttpResponse:
    return Client().get(PATH, parameters)


def post(body: Any, content_type: str = "application/json") -> HttpResponse:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post(PATH, data=text, content_type=content_type)


@pytest.fixture
def premachandran() -> Any:
    party = PartyFactory(name="Revolutionary Socialist Party", abbreviation="RSP", slug="rsp")
    leader = LeaderFactory(name="N K Premchandran", slug="premchandran")
    PartyMembershipFactory(leader=leader, party=party, since="2014", until="2024-05", ending="left")
    published(party)
    return published(leader)


def test_candidate_has_all_its_keys(premachandran, settings) -> None:
    answer = get(name="Premachandran", party="RSP", on="2023-12-06").json()
    party = answer["parties"][0]
    assert (party["slug"], party["abbreviation"]) == ("rsp", "RSP")
    assert answer["query"] == {
        "name": "Premachandran",
        "kind": None,
        "party": "RSP",
        "on": "2023-12-06",
        "region": None,
        "limit": 5,
    }
    (found,) = answer["results"]
    assert found == {
        "id": str(premachandran.uid),
        "kind": "leader",
        "slug": "premchandran",
        "name": "N K Premchandran",
        "abbreviation": None,
        "url": f"{settings.SITE_URL}/leaders/premchandran/",
        "document_url": f"{settings.SITE_URL}/api/v1/leaders/premchandran/",
        "score": 86.7,
        "match": True,
        "matched_name": {
            "name": "N K Premchandran",
            "kind": "name",
            "language": None,
            "since": None,
            "until": None,
        },
        "matched_by": "without_initials",
        "features": [
            {"id": "name_similarity", "value": 81.0},
            {"id": "party_on_day", "value": 1.0},
        ],
        "party": party,
    }


def test_examples_of_a_batch_keep_to_the_schema() -> None:
    schema = json.loads(json.dumps(schema_document(), default=str))
    described = schema["paths"][PATH]["post"]
    media = [described["requestBody"]["content"], described["responses"]["200"]["content"]]
    for content in media:
        (found,) = content.values()
        validator = Draft202012Validator({**found["schema"], "components": schema["components"]})
        (example,) = found["examples"].values()
        assert [error.message for error in validator.iter_errors(example["value"])] == []


ONE = {"name": "x"}


@pytest.mark.parametrize(
    "body",
    [
        {"queries": [ONE]},
        {"queries": [ONE] * 200},
        {"queries": {str(n): ONE for n in range(200)}},
        {"queries": {"": ONE, "k" * 100: ONE, "क": ONE}},
        {"queries": []},
        {"queries": {}},
        {"queries": [ONE] * 201},
        {"queries": {str(n): ONE for n in range(201)}},
        {"queries": {"k" * 101: ONE}},
        {"queries": {"a\x85": ONE}},
        {"queries": [ONE], "more": 1},
        {"queries": None},
        {},
        [],
    ],
    ids=lambda body: str(body)[:40],
)
def test_batch_is_taken_if_and_only_if_it_keeps_to_the_schema(body: Any) -> None:
    schema = json.loads(json.dumps(schema_document(), default=str))
    reference = {"$ref": "#/components/schemas/ResolveBatch"}
    validator = Draft202012Validator({**reference, "components": schema["components"]})
    assert (post(body).status_code == 200) is validator.is_valid(body)


@pytest.mark.parametrize("entry", [{}, {"name": 1}, {"name": "x", "more": 1}, {**ONE, "limit": 26}])
def test_entry_that_does_not_keep_to_the_schema_has_errors(entry: Any) -> None:
    schema = json.loads(json.dumps(schema_document(), default=str))
    reference = {"$ref": "#/components/schemas/ResolveQuestion"}
    validator = Draft202012Validator({**reference, "components": schema["components"]})
    assert not validator.is_valid(entry)
    assert post({"queries": [entry]}).json()["results"][0]["errors"]


def test_draft_and_withdrawn_record_are_not_found(premachandran) -> None:
    LeaderFactory(name="N K Hidden")
    hoax = LeaderFactory(name="N K Hoax", approved=True)
    published(hoax)
    assert get(name="N K Hoax").json()["results"]
    withdraw(hoax, by=None, reason="A hoax.")
    for name in ("N K Hidden", "N K Hoax"):
        assert get(name=name).json()["results"] == []


def test_withdrawn_party_is_not_named_beside_its_leader() -> None:
    party = PartyFactory(name="Hoax Party", approved=True)
    leader = LeaderFactory(name="Asha Rao")
    PartyMembershipFactory(leader=leader, party=party)
    published(party)
    published(leader)
    withdraw(party, by=None, reason="A hoax.")
    answer = get(name="Asha Rao", party="Hoax Party").json()
    assert (answer["parties"], answer["results"][0]["party"]) == ([], None)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "x", "nane": "y"}, "nane"),
        ({"name": "x", "on": "tomorrow"}, "on"),
        ({"name": "x", "kind": "meeting"}, "kind"),
        ({"name": "x", "region": "Delhi"}, "region"),
        ({"name": "x", "limit": "26"}, "limit"),
        ({"name": "x", "limit": "five"}, "limit"),
        ({"name": "x", "party": "y", "kind": "party"}, "party"),
    ],
)
def test_wrong_question_is_refused_by_parameter(query: dict[str, str], parameter: str) -> None:
    answer = get(**query)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


def test_known_answer_is_not_sent_again(premachandran) -> None:
    tag = get(name="Premachandran")["ETag"]
    again = Client().get(PATH, {"name": "Premachandran"}, headers={"If-None-Match": tag})
    assert again.status_code == 304
    published(LeaderFactory(name="Another Premachandran"))
    again = Client().get(PATH, {"name": "Premachandran"}, headers={"If-None-Match": tag})
    assert again.status_code == 200


def test_batch_answers_as_one_by_one(premachandran) -> None:
    questions = {
        "a": {"name": "Premachandran", "party": "RSP", "on": "2023-12-06"},
        "b": {"name": "RSP", "kind": "party", "limit": 1},
        "c": {"name": "Nobody"},
    }
    rows = post({"queries": questions}).json()["results"]
    assert list(rows) == ["a", "b", "c"]
    for key, question in questions.items():
        assert rows[key].pop("errors") is None
        assert rows[key] == get(**question).json()


def test_list_is_answered_in_its_order(premachandran) -> None:
    rows = post({"queries": [{"name": "RSP"}, {"name": "Premchandran"}]}).json()["results"]
    assert [row["results"][0]["slug"] for row in rows] == ["rsp", "premchandran"]


def test_wrong_entry_does_not_fail_the_others(premachandran) -> None:
    wrong = [{"name": 7}, {"nam": "x", "name": "y"}, "text", {"name": "x", "limit": True}, None]
    rows = post({"queries": [*wrong, {"name": "RSP"}]}).json()["results"]
    fields = [[error["field"] for error in row["errors"] or []] for row in rows]
    assert fields == [["name"], ["nam"], [None], ["limit"], [None], []]
    assert rows[-1]["results"]
    assert all(row["query"] is None and row["results"] == [] for row in rows[:-1])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "queries"),
        ([], "queries"),
        ({"queries": "x"}, "queries"),
        ({"queries": []}, "queries"),
        ({"queries": [{"name": "x"}] * 201}, "queries"),
        ({"queries": {"k" * 101: {"name": "x"}}}, "queries"),
        ({"queries": {"\ud800": {"name": "x"}}}, "queries"),
        ({"queries": [{"name": "x"}], "querys": 1}, "querys"),
    ],
)
def test_wrong_batch_is_refused_by_field(body: Any, field: str) -> None:
    answer = post(body)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#problem-invalid-input")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ('{"queries": [\n{"name" "x"}]}', "Line 2, column 9"),
        ('{"queries": [{"name": NaN}]}', "NaN"),
        ('{"queries": [], "queries": []}', "twice"),
        ("[" * 100_000, "nested"),
        ("1" * 5000, "cannot be read"),
        (b'{"queries": "\xff"}', "Byte 14"),
        (" ", "Line 1"),
    ],
)
def test_malformed_body_is_a_problem_that_says_where(body: Any, where: str) -> None:
    answer = post(body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith("#problem-malformed-body")
    assert where in answer.json()["detail"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_body_of_another_type_is_refused(content_type: str) -> None:
    answer = post('{"queries": []}', content_type)
    assert (answer.status_code, "application/json" in answer.json()["detail"]) == (415, True)


def test_body_above_the_limit_is_refused() -> None:
    answer = post(" " * (256 * 1024 + 1))
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


def test_allow_names_what_is_answered() -> None:
    assert Client().options(PATH)["Allow"] == "GET, HEAD, POST, OPTIONS"
    refused = Client().put(PATH)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_post_takes_no_parameters_and_is_kept_by_nobody(premachandran) -> None:
    assert Client().post(f"{PATH}?name=x", data="{}", content_type="application/json").status_code
    answer = post({"queries": [{"name": "RSP"}]})
    assert answer["Cache-Control"] == "no-store"
    refused = Client().post(f"{PATH}?name=x", data="{}", content_type="application/json")
    assert refused.json()["errors"][0]["parameter"] == "name"


def test_post_needs_no_token_against_forgery(premachandran) -> None:
    """It changes nothing, so there is nothing to forge."""
    strict = Client(enforce_csrf_checks=True)
    body = json.dumps({"queries": [{"name": "RSP"}]})
    assert strict.post(PATH, data=body, content_type="application/json").status_code == 200


@pytest.mark.parametrize("number", [1, 200])
def test_batch_takes_the_same_queries_whatever_its_size(
    premachandran, number: int, django_assert_num_queries
) -> None:
    questions = [{"name": f"Premchandran {count}", "party": "RSP"} for count in range(number)]
    # The generation; the digests of what is public; their documents.
    with django_assert_num_queries(3):
        assert len(post({"queries": questions}).json()["results"]) == number
