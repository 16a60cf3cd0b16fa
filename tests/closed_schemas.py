"""Schemas as strict as they are meant: an answer has what they name, and nothing else."""

from __future__ import annotations

from typing import Any

_SELECTION = "OrSelection"


def closed(schema: Any) -> Any:
    """The same, but whatever names its properties has no others: programs are to pass over keys
    that they don't know, but a key of ours that nothing describes is a mistake of ours."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "object" in _types(schema):
        made.setdefault("additionalProperties", False)
    return made


def shaped(components: dict[str, Any], by: frozenset[str]) -> dict[str, Any]:
    """The same, where a document is as it was asked for, and no looser: whole without `fields`,
    with `included` only by `include`, and with `fields` still like the whole in all that it has."""
    schemas = components["schemas"]
    for name in [name for name in schemas if name.endswith(_SELECTION)]:
        whole, selection = (
            schemas[one["$ref"].rpartition("/")[2]] for one in schemas[name]["anyOf"]
        )
        more = {"included": selection["properties"]["included"]} if "include" in by else {}
        schemas[name] = whole | {"properties": whole["properties"] | more}
    return _without_required(components) if "fields" in by else components


def open_objects(schema: Any, at: str = "") -> list[str]:
    """Where a schema takes an object of which it does not say what is in it."""
    if isinstance(schema, list):
        return [found for n, item in enumerate(schema) for found in open_objects(item, f"{at}/{n}")]
    if not isinstance(schema, dict):
        return []
    here = [at] if "object" in _types(schema) and not _names_its_keys(schema) else []
    return here + [
        found for name, value in schema.items() for found in open_objects(value, f"{at}/{name}")
    ]


def _names_its_keys(schema: dict[str, Any]) -> bool:
    return bool(schema.get("properties") or schema.get("additionalProperties"))


def _types(schema: dict[str, Any]) -> list[str]:
    found = schema.get("type", [])
    return found if isinstance(found, list) else [found]


def _without_required(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_required(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _without_required(value) for name, value in schema.items()}
    if isinstance(made.get("required"), list):
        del made["required"]
    if "oneOf" in made:
        # What has few keys left may be like several.
        made["anyOf"] = made.pop("oneOf")
    return made
