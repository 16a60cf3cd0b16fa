"""The schema says of every field what it holds, in which unit, and what null means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from coalition.api.views.reference import schema_document

#: A number says what it counts or measures.
UNIT = re.compile(
    r"\b(how many|number|counted|minutes|seconds|bytes|seats|milliseconds|status code|sequence|"
    r"score|from 0 to|percent|degrees|share|edition)\b",
    re.IGNORECASE,
)


def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(schema_document(), default=str))
    return made


def types(found: dict[str, Any]) -> set[str]:
    """The JSON types that a schema names itself, without those behind a reference."""
    named = found.get("type", [])
    own = {named} if isinstance(named, str) else set(named)
    for key in ("oneOf", "anyOf"):
        for part in found.get(key, []):
            own |= types(part)
    return own


def objects(found: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object below a schema, those that are not components of their own included."""
    if isinstance(found, dict):
        if isinstance(found.get("properties"), dict):
            yield name, found["properties"]
        for key, part in found.items():
            yield from objects(part, f"{name}.{key}" if key != "properties" else name)
    elif isinstance(found, list):
        for part in found:
            yield from objects(part, name)


def fields() -> Iterator[tuple[str, dict[str, Any]]]:
    for component, schema in document()["components"]["schemas"].items():
        for name, properties in objects(schema, component):
            for key, found in properties.items():
                yield f"{name}.{key}", found


def faults(found: dict[str, Any]) -> Iterator[str]:
    text = found.get("description", "")
    # What drf-spectacular adds to a choice is the list of its words, not what the field is.
    own = text.partition("\n\n*")[0]
    if not own.strip() or own.startswith("* `"):
        yield "has no description"
        return
    if "null" in types(found) and "null" not in own.lower():
        yield "does not say what null means"
    if types(found) & {"integer", "number"} and not UNIT.search(own):
        yield "is a number without a unit"


def test_every_field_is_described() -> None:
    found = [f"{name} {fault}" for name, field in fields() for fault in faults(field)]
    assert found == []


def test_every_component_is_described() -> None:
    schemas = document()["components"]["schemas"]
    assert [name for name, found in schemas.items() if not found.get("description")] == []


def test_every_operation_parameter_and_header_is_described() -> None:
    shared = document()["components"]["headers"]
    found = []
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            where = f"{method.upper()} {path}"
            found += [
                f"{where} {key}" for key in ("summary", "description") if key not in operation
            ]
            parts = [
                *operation.get("parameters", []),
                operation.get("requestBody", {"description": 1}),
            ]
            found += [f"{where} {p.get('name')}" for p in parts if not p.get("description")]
            for status, answer in operation["responses"].items():
                found += [f"{where} {status}"] * (not answer.get("description"))
                for name, header in answer.get("headers", {}).items():
                    said = shared[name] if "$ref" in header else header
                    found += [f"{where} {status} {name}"] * (not said.get("description"))
    assert found == []


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ({"type": "string"}, "has no description"),
        ({"type": "string", "description": "* `a` - A"}, "has no description"),
        ({"type": ["string", "null"], "description": "Why."}, "does not say what null means"),
        (
            {"oneOf": [{"$ref": "#"}, {"type": "null"}], "description": "Who."},
            "does not say what null means",
        ),
        ({"type": "integer", "description": "Its length."}, "is a number without a unit"),
    ],
)
def test_gap_would_be_noticed(field: dict[str, Any], fault: str) -> None:
    assert list(faults(field)) == [fault]
