"""What holds for every operation, whoever describes it: written into the finished schema once.

Each step is a hook of drf-spectacular, and leaves what an operation says itself as it is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from coalition.api import deprecations
from coalition.api.paths import operations

PROBLEM_TYPE = "application/problem+json"

#: Headers without which an answer of that status cannot be acted on.
_HEADERS: dict[str, dict[str, Any]] = {
    "Location": {
        "schema": {"type": "string", "format": "uri-reference"},
        "description": "The new address.",
        "required": True,
    },
    "Retry-After": {
        "schema": {"type": "integer", "minimum": 0},
        "description": "How many seconds to wait before asking again.",
        "required": True,
    },
    "WWW-Authenticate": {
        "schema": {"type": "string", "const": "Bearer"},
        "description": "How to send a key: `Authorization: Bearer` and the key.",
        "required": True,
    },
}
_HEADERS_OF = {
    "201": "Location",
    "301": "Location",
    "302": "Location",
    "308": "Location",
    "401": "WWW-Authenticate",
    "429": "Retry-After",
    "503": "Retry-After",
}
#: Of any status, as requests count whatever they are answered. They are components, to which each
#: answer refers: written out two thousand times they were half of the schema.
_STANDING: dict[str, dict[str, Any]] = {
    "RateLimit-Policy": {
        "schema": {"type": "string"},
        "description": 'The quota: `"default";q=6000;w=60` is 6000 requests in any 60 seconds. An '
        "export has its own beside it, after a comma. Left out of answers from memory, which are "
        "not counted, and where no limit is set.",
    },
    "RateLimit": {
        "schema": {"type": "string"},
        "description": 'How you stand: `"default";r=5999;t=60` is 5999 more within 60 seconds. A '
        "batch counts as many requests as it has names.",
    },
}

#: What may be answered before an address is looked at.
_ANYWHERE = {
    "400": "The request could not be read: its length, its host, or its parameters.",
    "413": "The body is larger than this site accepts; reading needs none.",
    "500": "An error of ours. It has been recorded.",
    "503": "Briefly unavailable; `Retry-After` says when to try again.",
}


def for_every_operation(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """A hook: the statuses and headers that every operation shares, and what is deprecated."""
    result["components"]["headers"] = {name: dict(header) for name, header in _STANDING.items()}
    for operation in operations(result):
        responses = operation.described["responses"]
        for status, meaning in _ANYWHERE.items():
            responses.setdefault(status, _problem(meaning))
        for status, response in responses.items():
            if name := _HEADERS_OF.get(status):
                response.setdefault("headers", {}).setdefault(name, dict(_HEADERS[name]))
            for name, header in _STANDING.items():
                reference = {"$ref": f"#/components/headers/{name}"}
                # A refusal for too many is by some quota, so it always says which.
                said = header | {"required": True} if status == "429" else reference
                response.setdefault("headers", {}).setdefault(name, said)
    deprecations.describe(result)
    return result


def plainly(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook: say what programs make types of in the plainest way that OpenAPI 3.1 has.

    What takes the words of a vocabulary refers to it, be it a field that is read, one that is
    written or a parameter: otherwise a generated client has a type for each of them. Null is a
    type, not a vocabulary of one word.
    """
    schemas = result["components"]["schemas"]
    by_words = {
        tuple(found["enum"]): name for name, found in schemas.items() if _is_vocabulary(found)
    }
    vocabularies = [schemas[name] for name in by_words.values()]
    for part in _parts(result):
        if not any(part is vocabulary for vocabulary in vocabularies):
            _refer(part, by_words)
    if schemas.pop("NullEnum", None):
        for part in _parts(schemas):
            if part.get("$ref") == "#/components/schemas/NullEnum":
                part.clear()
                part["type"] = "null"
    for part in _parts(result):
        if len(part.get("allOf", ())) == 1 and part["allOf"][0].keys() == {"$ref"}:
            # Since 3.1 a reference may have a description beside it.
            part |= part.pop("allOf")[0]
    for found in schemas.values():
        if "oneOf" in found:
            names = [str(one["$ref"]).rpartition("/")[2] for one in found["oneOf"] if "$ref" in one]
            found.setdefault("description", f"One of these: {', '.join(names)}.")
    return result


def _refer(schema: dict[str, Any], by_words: Mapping[tuple[str, ...], str]) -> None:
    """Instead of the words of a vocabulary, its name; an empty text and null stand beside it."""
    words = schema.get("enum")
    if not isinstance(words, list) or not schema.keys() <= {"type", "enum", "description"}:
        return
    if name := by_words.get(tuple(word for word in words if word)):
        del schema["type"], schema["enum"]
        reference = {"$ref": f"#/components/schemas/{name}"}
        beside = [{"type": "string", "const": ""}] if "" in words else []
        beside += [{"type": "null"}] if None in words else []
        schema |= {"oneOf": [reference, *beside]} if beside else reference


def _is_vocabulary(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "string" and "enum" in schema


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for part in list(schema.values()):
            yield from _parts(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _parts(part)


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {PROBLEM_TYPE: {"schema": schema}}}
