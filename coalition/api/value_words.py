"""A JSON Schema in a few words: what a value is, and within which limits."""

from dataclasses import dataclass
from typing import Any

_LIMITS = {
    "minimum": "from {}",
    "maximum": "to {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matching {}",
    "default": "{} if left out",
}


@dataclass(frozen=True, slots=True)
class Value:
    """`kind` is followed by links to `components` and by `words`, if it is a choice of those."""

    kind: str
    components: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


def value_of(schema: dict[str, Any]) -> Value:
    kind, components = _kind(schema), tuple(dict.fromkeys(_referenced(schema)))
    if kind and components and not kind.endswith(" of"):
        kind = f"{kind} or"
    return Value(
        kind=kind,
        components=components,
        words=tuple(str(word) for word in schema.get("enum", ())),
        limits=tuple(
            text.format(schema[key])
            for key, text in _LIMITS.items()
            # A text of one character is any text.
            if key in schema and not (key == "minLength" and schema[key] == 1)
        ),
    )


def _referenced(schema: dict[str, Any]) -> list[str]:
    """The components that a schema refers to, within a list or beside null too."""
    found = [str(schema["$ref"]).rpartition("/")[2]] if "$ref" in schema else []
    inner = [schema["items"]] if isinstance(schema.get("items"), dict) else []
    for key in ("allOf", "anyOf", "oneOf"):
        inner += schema.get(key, [])
    for part in inner:
        found += _referenced(part)
    return found


def _kind(schema: dict[str, Any]) -> str:
    """Without the names of components, which are links beside it."""
    if "const" in schema:
        return f"always {schema['const']}" if schema["const"] else "empty"
    if "enum" in schema:
        return "one of"
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}".strip()
    if "$ref" in schema:
        return ""
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(filter(None, map(_kind, schema[key]))))
    types = schema.get("type", "anything")
    named = " or ".join(types) if isinstance(types, list) else str(types)
    return f"{named} ({schema['format']})" if "format" in schema else named
