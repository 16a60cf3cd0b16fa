from __future__ import annotations

import re

import pytest
import yaml
from django.http import HttpResponse
from django.test import Client

from coalition.api.views.reference import schema_document


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


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


def test_page_lists_every_operation_and_parameter() -> None:
    page = get("docs/").content.decode()
    for path, methods in schema_document()["paths"].items():
        for method, described in methods.items():
            assert f"{method.upper()} {path}" in page
            for parameter in described.get("parameters", []):
                assert f"<code>{parameter['name']}</code>" in page


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
