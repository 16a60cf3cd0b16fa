"""What the schema promises is what the API answers, and what editors can record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from coalition import models
from coalition.api import vocabularies
from coalition.api.examples import EXAMPLES, example_changes
from coalition.api.exports.datasets import DATASETS
from coalition.api.flat import TABLES
from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.views.reference import forget_schema, schema_document
from coalition.models import Edition, Kind
from coalition.publishing import withdraw
from tests.api.world import build_world
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    MeetingFactory,
    PartyFactory,
    published,
)


def get(path: str, **parameters: object) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", parameters)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json.loads(json.dumps(schema_document(), default=str))


def operation(schema: dict[str, Any], path: str) -> dict[str, Any]:
    return schema["paths"][f"/api/v1/{path}"]["get"]


def findings(schema: dict[str, Any], described: dict[str, Any], answer: HttpResponse) -> list[str]:
    """What is wrong with an answer, by the schema of its operation, status and content type."""
    media = described["responses"][str(answer.status_code)]["content"][answer["Content-Type"]]
    whole = {**media["schema"], "components": schema["components"]}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer.json())]


def unknown_keys(schema: dict[str, Any], part: dict[str, Any], value: Any, at: str) -> list[str]:
    """Where a value has keys of which the schema says nothing."""
    if "$ref" in part:
        component = schema["components"]["schemas"][part["$ref"].rpartition("/")[2]]
        return unknown_keys(schema, component, value, at)
    for several in ("oneOf", "anyOf"):
        if several in part:
            # Of several shapes, the one that knows most of it.
            return min((unknown_keys(schema, one, value, at) for one in part[several]), key=len)
    unknown = []
    if isinstance(value, list):
        for index, item in enumerate(value):
            unknown += unknown_keys(schema, part.get("items", {}), item, f"{at}[{index}]")
    if isinstance(value, dict):
        properties = part.get("properties", {})
        unknown += [f"{at}.{key}" for key in value if key not in properties]
        for key in sorted(value.keys() & properties.keys()):
            unknown += unknown_keys(schema, properties[key], value[key], f"{at}.{key}")
    return unknown


def test_schema_is_valid_openapi_and_generates_without_a_warning() -> None:
    forget_schema()
    GENERATOR_STATS.reset()
    validate_schema(schema_document())
    assert not GENERATOR_STATS


def test_schema_describes_every_operation_of_the_contract(schema) -> None:
    public = {path for path in schema["paths"] if not path.startswith("/api/v1/records/")}
    assert public == {
        "/api/v1/",
        *(f"/api/v1/{entry.path}/" for entry in PUBLIC_KINDS.values()),
        *(
            f"/api/v1/{entry.path}/{{address}}/{below}"
            for entry in PUBLIC_KINDS.values()
            for below in ("", "editions/", "editions/{number}/")
        ),
        *(f"/api/v1/{name}/" for name in ("changes", "search", "schema", "docs", "resolve")),
        *(f"/api/v1/{table.name}/" for table in TABLES),
        *(f"/api/v1/export/{name}" for name in ("", "dictionary/")),
        *(f"/api/v1/export/{dataset.file_name}" for dataset in DATASETS),
        *(f"/api/v1/reconcile/{path}" for path in ("", "properties/", "entities/{address}/")),
        *(
            f"/api/v1/reconcile/{asked}/{sort}/"
            for asked in ("suggest", "flyout")
            for sort in ("entity", "type", "property")
        ),
    }


def operations_of(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", described)
        for path, methods in schema["paths"].items()
        for method, described in methods.items()
    ]


def test_key_is_welcome_everywhere_and_needed_for_records_alone(schema) -> None:
    scheme = schema["components"]["securitySchemes"]["key"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for name, described in operations_of(schema):
        is_public = "/api/v1/records/" not in name
        assert {"key": []} in described["security"], name
        assert ({} in described["security"]) is is_public, name


def test_refusals_of_a_key_and_of_too_many_are_described_everywhere(schema) -> None:
    headers = {
        "401": {"WWW-Authenticate"},
        "429": {"Retry-After", "RateLimit", "RateLimit-Policy"},
    }
    for name, described in operations_of(schema):
        for status, needed in headers.items():
            response = described["responses"][status]
            assert "application/problem+json" in response["content"], name
            required = {
                header for header, found in response["headers"].items() if found.get("required")
            }
            assert required == needed, name


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_list_and_details_keep_to_the_schema(schema, kind: Kind) -> None:
    build_world()
    path = PUBLIC_KINDS[kind].path
    answer = get(f"{path}/")
    assert answer.json()["results"]
    assert findings(schema, operation(schema, f"{path}/"), answer) == []
    for document in answer.json()["results"]:
        detail = get(f"{path}/{document['slug']}/")
        assert findings(schema, operation(schema, f"{path}/{{address}}/"), detail) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_documents_have_no_key_that_the_schema_leaves_out(schema, kind: Kind) -> None:
    build_world()
    component = schema["components"]["schemas"][PUBLIC_KINDS[kind].component]
    for body in Edition.objects.live().of_kind(kind).values_list("body", flat=True):
        assert unknown_keys(schema, component, json.loads(body), "$") == []


@pytest.mark.django_db
def test_dispute_of_an_older_edition_keeps_to_the_schema(schema) -> None:
    meeting = MeetingFactory(timed=True)
    for value in ("", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    ClaimFactory(attendance=AttendanceFactory(meeting=meeting), value="absent")
    document = json.loads(published(meeting).body)
    described = schema["components"]["schemas"]["Meeting"]
    validator = Draft202012Validator({**described, "components": schema["components"]})
    assert unknown_keys(schema, described, document, "$") == []
    assert list(validator.iter_errors(document)) == []
    for item in document["disputed"]:
        del item["reason"]
        for claim in item["claims"]:
            del claim["agrees"]
    assert list(validator.iter_errors(document)) == []


def test_key_that_the_schema_leaves_out_would_be_noticed(schema) -> None:
    component = schema["components"]["schemas"]["Meeting"]
    document = EXAMPLES[Kind.MEETING]
    row = {**document["attendance"][0], "seat": 3}
    changed = {**document, "weather": "fine", "attendance": [row]}
    assert unknown_keys(schema, component, changed, "$") == ["$.weather", "$.attendance[0].seat"]


@pytest.mark.django_db
def test_changes_keep_to_the_schema(schema) -> None:
    build_world()
    hoax = PartyFactory(approved=True)
    published(hoax)
    withdraw(hoax, by=None, reason="A hoax.")
    answer = get("changes", limit=100)
    assert {change["cause"] for change in answer.json()["results"]} >= {
        *("published", "refreshed", "withdrawn")
    }
    assert findings(schema, operation(schema, "changes/"), answer) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "content_type", "body"),
    [
        ("resolve/", "application/json", '{"queries": {"a": {"name": "Kharge"}, "b": 7}}'),
        ("resolve/", "application/json", '{"queries": [{"name": "Congress", "on": "2023"}]}'),
        ("resolve/", "application/json", '{"queries": 7}'),
        ("resolve/", "application/json", "{"),
        ("resolve/", "text/plain", "{}"),
        ("reconcile/", "application/x-www-form-urlencoded", 'queries={"q": {"query": "Kharge"}}'),
        (
            "reconcile/",
            "application/x-www-form-urlencoded",
            'extend={"ids": ["x"], "properties": [{"id": "party"}]}',
        ),
        ("reconcile/", "application/x-www-form-urlencoded", "queries=7"),
        ("reconcile/", "application/x-www-form-urlencoded", "query=7"),
    ],
)
def test_answers_to_a_body_keep_to_the_schema(
    schema, path: str, content_type: str, body: str
) -> None:
    build_world()
    answer = Client().post(f"/api/v1/{path}", data=body, content_type=content_type)
    described = schema["paths"][f"/api/v1/{path}"]["post"]
    assert findings(schema, described, answer) == []


@pytest.mark.django_db
def test_other_answers_keep_to_the_schema(schema) -> None:
    build_world()
    hoax = PartyFactory(slug="hoax", approved=True)
    published(hoax)
    withdraw(hoax, by=None, reason="A hoax.")
    for path, described, parameters in (
        ("", "", {}),
        ("search", "search/", {"q": "congress"}),
        ("search", "search/", {"q": ""}),
        ("resolve", "resolve/", {"name": "congress", "on": "2023-12-06"}),
        ("resolve", "resolve/", {"name": "Kharge", "party": "INC"}),
        ("resolve", "resolve/", {"name": ""}),
        ("reconcile", "reconcile/", {}),
        ("reconcile", "reconcile/", {"queries": '{"q0": {"query": "Kharge"}}'}),
        ("reconcile", "reconcile/", {"queries": "{"}),
        ("reconcile", "reconcile/", {"queries": '{"q0": {}, "q1": 7}'}),
        ("reconcile/suggest/entity", "reconcile/suggest/entity/", {"prefix": "kha"}),
        ("reconcile/suggest/type", "reconcile/suggest/type/", {"prefix": ""}),
        ("reconcile/suggest/property", "reconcile/suggest/property/", {}),
        ("reconcile/flyout/type", "reconcile/flyout/type/", {"id": "party"}),
        ("reconcile/flyout/entity", "reconcile/flyout/entity/", {"id": "nothing"}),
        ("reconcile/properties", "reconcile/properties/", {"type": "leader", "limit": 2}),
        ("meetings/", "meetings/", {"limit": 0, "x": 1}),
        ("changes", "changes/", {"after": "x"}),
        ("parties/hoax/", "parties/{address}/", {}),
        ("parties/absent/", "parties/{address}/", {}),
    ):
        answer = get(path, **parameters)
        assert findings(schema, operation(schema, described), answer) == [], path


def test_examples_keep_to_the_schema(schema) -> None:
    shown = 0
    for methods in schema["paths"].values():
        for response in methods.get("get", {"responses": {}})["responses"].values():
            for media in response.get("content", {}).values():
                for example in media.get("examples", {}).values():
                    whole = {**media["schema"], "components": schema["components"]}
                    Draft202012Validator(whole).validate(example["value"])
                    assert unknown_keys(schema, media["schema"], example["value"], "$") == []
                    shown += 1
    assert shown == 7
    assert example_changes()["results"][0]["document"] == EXAMPLES[Kind.MEETING]


@pytest.mark.parametrize(
    ("vocabulary", "choices"),
    [
        ("KIND", models.Kind),
        ("CAUSE", models.Cause),
        ("CATEGORY", models.Category),
        ("OCCURRENCE", models.Occurrence),
        ("ATTENDANCE_STATUS", models.AttendanceStatus),
        ("ROLE", models.Role),
        ("REASON_GIVEN", models.ReasonGiven),
        ("QUALIFIER", models.Qualifier),
        ("TALK_STATUS", models.TalkStatus),
        ("POSITION", models.Position),
        ("STANCE", models.Stance),
        ("LEVEL", models.ElectionLevel),
        ("RESULT", models.Result),
        ("NAME_KIND", models.NameKind),
        ("ENDING", models.MembershipEnding),
    ],
)
def test_vocabulary_is_what_editors_can_record(vocabulary: str, choices: Any) -> None:
    words = [word for word, _ in getattr(vocabularies, vocabulary)]
    assert words == list(choices.values)
