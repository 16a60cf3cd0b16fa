"""The data dictionary tells of each column that there is, and of none that there isn't."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from coalition.api.exports.datasets import DATASETS
from coalition.api.views.reference import schema_document
from tests.api.world import build_world


def told() -> dict[str, Any]:
    return Client().get("/api/v1/export/dictionary/").json()


def resource(file_name: str) -> dict[str, Any]:
    [found] = [r for r in told()["resources"] if r["path"].endswith(f"/{file_name}")]
    return found


@pytest.mark.django_db
def test_every_file_is_told_of() -> None:
    assert [r["path"].rpartition("/")[2] for r in told()["resources"]] == [
        dataset.file_name for dataset in DATASETS
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["attendances", "seat-positions"])
def test_columns_told_are_the_columns_of_the_rows(name: str) -> None:
    build_world()
    for form in ("csv", "jsonl"):
        fields = [field["name"] for field in resource(f"{name}.{form}")["schema"]["fields"]]
        body = b"".join(Client().get(f"/api/v1/export/{name}.{form}")).decode()  # type: ignore[arg-type]
        if form == "csv":
            columns = next(csv.reader(io.StringIO(body)))
        else:
            columns = list(json.loads(body.splitlines()[0]))
        assert columns == fields
        [row, *_others] = Client().get(f"/api/v1/{name}/").json()["results"]
        assert list(row) == fields


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["attendances", "seat-positions"])
def test_rows_are_what_the_dictionary_says_of_them(name: str) -> None:
    build_world()
    types = {
        "string": str,
        "integer": int,
        "boolean": bool,
        "list": list,
        "date": str,
        "datetime": str,
    }
    schema = resource(f"{name}.csv")["schema"]
    rows = Client().get(f"/api/v1/{name}/").json()["results"]
    for row in rows:
        for field in schema["fields"]:
            value, limits = row[field["name"]], field["constraints"]
            if value is None:
                assert not limits["required"]
                assert field["null"]
                continue
            assert type(value) is types[field["type"]]
            assert value in limits.get("enum", [value])
    for field in schema["fields"]:
        assert field["description"].endswith((".", "`"))
        assert limits_agree(field)
    keys = [tuple(row[key] for key in schema["primaryKey"]) for row in rows]
    assert len(keys) == len(set(keys))


def limits_agree(field: dict[str, Any]) -> bool:
    return field["constraints"]["required"] == (field["null"] is None)


@pytest.mark.django_db
def test_files_of_documents_say_where_their_fields_are_described() -> None:
    schema = schema_document()
    described = [r["describedBy"] for r in told()["resources"] if "describedBy" in r]
    assert len(described) == 7
    for address in described:
        assert address.rpartition("/")[2] in schema["components"]["schemas"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["export/", "export/dictionary/"])
def test_answer_keeps_to_the_schema(path: str) -> None:
    build_world()
    schema = json.loads(json.dumps(schema_document(), default=str))
    described = schema["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]["content"]
    whole = {**described["application/json"]["schema"], "components": schema["components"]}
    answer = Client().get(f"/api/v1/{path}").json()
    assert list(Draft202012Validator(whole).iter_errors(answer)) == []


def test_reference_page_shows_what_the_columns_mean() -> None:
    page = Client().get("/api/v1/docs/").content.decode()
    assert 'id="shape-AttendanceRow"' in page
    assert "the row speaks of the party as such" in page
