"""The OpenAPI schema, arranged for the page that people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    place: str
    kind: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    description: str
    #: The component that it is made of, if it is one.
    component: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    component: str
    description: str


@dataclass(frozen=True, slots=True)
class Component:
    name: str
    description: str
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Handbook:
    title: str
    description: str
    entries: list[Entry]
    components: list[Component]


def handbook(schema: dict[str, Any]) -> Handbook:
    components = schema["components"]["schemas"]
    return Handbook(
        title=schema["info"]["title"],
        description=schema["info"]["description"],
        entries=list(_entries(schema)),
        components=[
            Component(name, str(found.get("description", "")), list(_fields(found)))
            for name, found in components.items()
            if "properties" in found
        ],
    )


def _entries(schema: dict[str, Any]) -> Iterator[Entry]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield Entry(
                name=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation.get("summary", ""),
                description=operation.get("description", ""),
                parameters=[_parameter(found) for found in operation.get("parameters", [])],
                answers=[
                    Answer(
                        str(status),
                        found.get("description", ""),
                        _component_of(found, schema["components"]["schemas"]),
                    )
                    for status, found in operation["responses"].items()
                ],
            )


def _parameter(found: dict[str, Any]) -> Parameter:
    return Parameter(
        name=found["name"],
        place=found["in"],
        kind=_kind(found["schema"]),
        is_required=bool(found.get("required")),
        description=found.get("description", ""),
    )


def _component_of(answer: dict[str, Any], components: dict[str, Any]) -> str:
    schemas = [media.get("schema", {}) for media in answer.get("content", {}).values()]
    name = next((name for found in schemas if (name := _referenced(found))), "")
    while name and "properties" not in components[name]:
        # One of several: the first of them is shown.
        name = _referenced(components[name])
    return name


def _fields(component: dict[str, Any]) -> Iterator[Field]:
    for name, found in component["properties"].items():
        yield Field(name, _kind(found), _referenced(found), str(found.get("description", "")))


def _referenced(schema: dict[str, Any]) -> str:
    """The component that a schema refers to, within a list or beside null too."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner = [schema["items"]] if "items" in schema else []
    for key in ("allOf", "anyOf", "oneOf"):
        inner += schema.get(key, [])
    return next((name for found in inner if (name := _referenced(found))), "")


def _kind(schema: dict[str, Any]) -> str:
    """A few words for a schema."""
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    if "$ref" in schema:
        return _referenced(schema)
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(_kind(found) for found in schema[key]))
    types = schema.get("type", "anything")
    named = " or ".join(types) if isinstance(types, list) else str(types)
    return f"{named} ({schema['format']})" if "format" in schema else named
