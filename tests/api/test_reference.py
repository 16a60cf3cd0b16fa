from __future__ import annotations

import html
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from coalition.api.handbook import Handbook
from coalition.api.paths import operations
from coalition.api.problems import Refusal
from coalition.api.views import reference
from coalition.api.views.reference import forget_schema, schema_document


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


def test_schema_is_made_once_however_many_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    class Slow:
        def get_schema(self, **_given: Any) -> dict[str, Any]:
            made.append(self)
            time.sleep(0.05)
            return {}

    monkeypatch.setattr(reference, "SchemaGenerator", Slow)
    forget_schema()
    try:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda _: schema_document(), range(8)))
    finally:
        forget_schema()
    assert len(made) == 1


def test_schema_is_openapi_3_1_in_json() -> None:
    answer = get("schema/")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer.json()["openapi"].startswith("3.1.")


@pytest.mark.parametrize(
    "answer",
    [
        lambda: get("schema/?format=yaml"),
        lambda: get("schema/", accept="application/yaml"),
        lambda: get("schema", accept="application/vnd.oai.openapi, */*"),
    ],
)
def test_schema_is_yaml_for_those_who_ask(answer) -> None:
    assert answer()["Content-Type"] == "application/vnd.oai.openapi"
    assert yaml.safe_load(answer().content) == get("schema/").json()


def test_format_wins_over_accept() -> None:
    answer = get("schema/?format=json", accept="application/yaml")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"


def test_schema_varies_by_what_it_was_made_from() -> None:
    assert get("schema/")["Vary"] == "Accept, Authorization"


def test_known_schema_is_not_sent_again() -> None:
    assert get("schema/", if_none_match=get("schema/")["ETag"]).status_code == 304


def test_other_format_is_refused() -> None:
    assert get("schema/?format=xml").json()["errors"][0]["parameter"] == "format"


def test_known_page_is_not_sent_again() -> None:
    assert get("docs/", if_none_match=get("docs/")["ETag"]).status_code == 304


def test_page_is_made_once(monkeypatch) -> None:
    page = get("docs/").content
    monkeypatch.setattr(reference, "Handbook", None)
    assert get("docs/").content == page


def test_headers_of_every_answer_are_told_once() -> None:
    page = get("docs/").content.decode()
    names = schema_document()["components"]["headers"]
    assert list(names) == ["RateLimit-Policy", "RateLimit"]
    # And of those that are refused for too many, which always have them.
    assert [page.count(f"<code>{name}</code>") for name in names] == [3, 3]
    for operation in operations(schema_document()):
        for answer in operation.described["responses"].values():
            assert names.keys() <= answer["headers"].keys()


def test_page_lists_every_operation_and_parameter() -> None:
    page = get("docs/").content.decode()
    for operation in operations(schema_document()):
        (article,) = re.findall(rf'<article id="{operation.name}">.*?</article>', page, re.DOTALL)
        assert f"<b>{operation.method.upper()}</b> {operation.path}</code>" in article
        for parameter in operation.described.get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in article
        for status, answer in operation.described["responses"].items():
            assert f"<dt>{status}</dt>" in article or f"<dt>{status}</dt>" in page
            for link in answer.get("links", {}).values():
                assert f'<a href="#{link["operationId"]}">' in article


def test_page_shows_every_shape_field_and_word() -> None:
    page = get("docs/").content.decode()
    for name, found in schema_document()["components"]["schemas"].items():
        (article,) = re.findall(rf'<article id="shape-{name}">.*?</article>', page, re.DOTALL)
        for key in [*found.get("properties", {}), *found.get("enum", [])]:
            assert f"<code>{key}</code>" in article, name


def test_page_shows_the_examples_of_the_schema() -> None:
    page = get("docs/").content.decode()
    shown = [
        example["value"]
        for operation in operations(schema_document())
        for answer in operation.described["responses"].values()
        for media in answer.get("content", {}).values()
        for example in media.get("examples", {}).values()
    ]
    texts = [
        html.unescape(text) for text in re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)
    ]
    read = [json.loads(text) for text in texts]
    assert shown
    assert [example for example in shown if example not in read] == []


def test_every_problem_type_has_its_paragraph() -> None:
    page = get("docs/").content.decode()
    names = {
        name
        for path in (Path(__file__).parents[2] / "coalition").rglob("*.py")
        for name in re.findall(r'problem_type\("([a-z-]+)"\)', path.read_text())
    }
    assert {"invalid-query", "ended"} <= names
    names |= {refusal.name for refusal in Refusal.__subclasses__()}
    assert {"forbidden", "stale"} <= names
    assert [name for name in names if f'id="problem-{name}"' not in page] == []


def test_page_says_what_limits_a_parameter_has() -> None:
    page = get("docs/").content.decode()
    assert "integer, from 1, to 100, 20 if left out" in page


def test_page_shows_bodies_and_ways_to_say_who_asks() -> None:
    schema = json.loads(json.dumps(schema_document()))
    schema["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A *key*."}
    }
    schema["paths"]["/api/v1/"]["post"] = {
        "operationId": "make",
        "security": [{"key": []}],
        "requestBody": {
            "description": "A new one.",
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/Party"},
                    "example": {"name": "New"},
                }
            },
        },
        "responses": {"201": {"description": "Made."}},
    }
    page = render_to_string("api/reference.html", {"handbook": Handbook(schema)})
    (article,) = re.findall(r'<article id="make">.*?</article>', page, re.DOTALL)
    assert '<a href="#scheme-key">key</a>' in article
    assert '<a href="#shape-Party">Party</a>' in article
    assert "&quot;New&quot;" in article
    assert "A <em>key</em>." in page


def test_page_says_where_a_key_may_be_left_out() -> None:
    page = get("docs/").content.decode()
    access = dict(re.findall(r'<article id="(\w+)">.*?<p>Access: (.*?)</p>', page, re.DOTALL))
    assert access["list_parties"] == '<a href="#scheme-key">key</a>, for those who have one'
    assert "for those" not in access["list_party_records"]


def test_description_is_no_place_for_html() -> None:
    schema = json.loads(json.dumps(schema_document()))
    schema["paths"]["/api/v1/"]["get"]["description"] = "<script>alert(1)</script>"
    page = render_to_string("api/reference.html", {"handbook": Handbook(schema)})
    assert "<script>" not in page


def test_links_within_the_page_lead_somewhere() -> None:
    page = get("docs/").content.decode()
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    assert {"problem-invalid-query", "problem-invalid-input", "problem-withdrawn"} <= targets


def test_page_has_no_inline_script_or_style() -> None:
    page = get("docs/").content.decode()
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert "unsafe-inline" not in get("docs/")["Content-Security-Policy"]


def test_page_takes_nothing_from_elsewhere() -> None:
    page = get("docs/").content.decode()
    assert not re.search(r'(src|<link[^>]*href)="(https?:)?//', page)
