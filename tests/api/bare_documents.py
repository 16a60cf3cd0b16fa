"""The least that a document of a kind can say, made from the schema: for tests that need many rows
and look at none of them closely."""

from __future__ import annotations

from typing import Any

from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.views.reference import schema_document
from coalition.models import Kind

_TEXTS = {
    "uuid": "00000000-0000-0000-0000-000000000000",
    "date-time": "2023-12-06T00:00:00Z",
    "date": "2023-12-06",
    "uri": "http://localhost:8000/",
}


def bare_document(kind: Kind, **known: Any) -> dict[str, Any]:
    """Null wherever that is allowed, no row in any list, and `known` on top."""
    schemas = schema_document()["components"]["schemas"]
    made: dict[str, Any] = _bare(schemas[PUBLIC_KINDS[kind].component], schemas)
    return made | known


def _bare(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _bare(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "null" in schema.get("type", ()) or {"type": "null"} in schema.get("oneOf", ()):
        return None
    match schema["type"]:
        case "object":
            return {name: _bare(schema["properties"][name], schemas) for name in schema["required"]}
        case "array":
            return []
        case "integer":
            return schema.get("minimum", 0)
        case "boolean":
            return False
    return _TEXTS.get(schema.get("format", ""), "text")
