"""An answer of the API compared with the schema: its status, head, media type and body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs
import yaml
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from coalition.api.paths import operations
from tests.closed_schemas import closed, shaped

PROBLEM_TYPE = "application/problem+json"
#: The name of the schema's components among those that a validator may refer to.
_HERE = "urn:components"
#: Of these the schema describes one line.
LINES_TYPES = frozenset({"application/jsonl", "application/x-ndjson", "application/x-jsonlines"})

#: Said of the whole site in docs/operations.md, not once more of each answer. What else an answer
#: has in its head is described or is a finding.
GENERAL_HEADERS = frozenset(
    {
        "age",
        "allow",
        "cache-control",
        "content-disposition",
        "content-language",
        "content-length",
        "content-security-policy",
        "content-security-policy-report-only",
        "content-type",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "date",
        "permissions-policy",
        "referrer-policy",
        "server-timing",
        "strict-transport-security",
        "vary",
        "x-content-type-options",
        "x-frame-options",
    }
)
#: Let pages of other sites read an answer: of what is open to everybody, and of nothing else.
CROSS_ORIGIN_HEADERS = frozenset(
    f"access-control-{name}"
    for name in ("allow-origin", "expose-headers", "allow-methods", "allow-headers", "max-age")
)
#: What a page of another site may read without leave (the Fetch standard), and what it never gets:
#: it cannot send a key, and so is not asked for one.
_NEEDS_NO_LEAVE = frozenset(
    {
        "cache-control",
        "content-language",
        "content-length",
        "content-type",
        "expires",
        "last-modified",
        "pragma",
        "www-authenticate",
    }
)
#: Given before anything knows which address was asked for: a forged Host, a body without a length
#: that can be read, one that is too long, a wrong or slow key, an error of ours.
ANYWHERE = frozenset({400, 401, 403, 413, 429, 500, 503})
_OF_ANYWHERE = {
    name: {"schema": {"type": "string"}}
    for name in ("RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate")
}


@dataclass
class Comparison:
    """The served schema, ready to be compared with answers; validators are made when needed."""

    document: dict[str, Any]
    #: The parameters that shape a document and were given; see `shaped`.
    shaped_by: frozenset[str] = frozenset()
    _validators: dict[tuple[str, ...], tuple[Any, Any]] = field(default_factory=dict)
    _paths: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    #: The components as they are served, and as strict as they are meant. Each is parsed once:
    #: there are hundreds of validators, which would otherwise hold hundreds of copies.
    _loose: Any = None
    _strict: Any = None

    def __post_init__(self) -> None:
        self._paths = [(found.pattern(), found.path) for found in operations(self.document)]
        components = self.document["components"]
        self._loose = _registry(components)
        self._strict = _registry(shaped(closed(components), self.shaped_by))

    def template(self, path: str) -> str | None:
        return next((found for pattern, found in self._paths if pattern.fullmatch(path)), None)

    def body_schema(self, template: str, method: str, response: HttpResponseBase) -> Any:
        """What a body of that type looks like; None if nothing says so."""
        asked = "get" if method == "head" else method
        operation = self.document["paths"].get(template, {}).get(asked, {"responses": {}})
        described = operation["responses"].get(str(response.status_code), {})
        return described.get("content", {}).get(media_of(response), {}).get("schema")

    def findings(self, request: HttpRequest, response: HttpResponseBase) -> Iterator[str]:
        """What the schema does not say of this answer. The body of a stream comes later."""
        template = self.template(request.path)
        method = "get" if request.method == "HEAD" else str(request.method).lower()
        methods = self.document["paths"].get(template, {})
        status = str(response.status_code)
        # The session of somebody who is signed in at the desk lives on with whatever they ask for.
        if new := response.cookies.keys() - request.COOKIES.keys():
            yield f"it sets the cookie {', '.join(sorted(new))}"
        if template is not None:
            yield from _cross_origin(response, methods)
        if method in methods:
            described = methods[method]["responses"].get(status)
            if described is None:
                yield f"status {status} is not described"
                return
            yield from self._compared(response, described, (str(template), method, status))
        elif method == "options" and response.status_code in (200, 204):
            yield from self._options(response, methods)
        elif template is None:
            if response.status_code not in ANYWHERE | {404}:
                yield f"status {status} at an address that the schema does not have"
            yield from self._problem(response)
        else:
            if response.status_code not in ANYWHERE | {405}:
                yield f"status {status} to a method that the schema does not have"
            elif response.status_code == 405:
                yield from _allowed(response, "Allow", methods)
            yield from self._problem(response)

    def _options(self, response: HttpResponseBase, methods: Mapping[str, object]) -> Iterator[str]:
        """What may be asked here; or what pages of other sites may ask, before they do."""
        if not isinstance(response, HttpResponse) or response.content:
            yield "the answer to OPTIONS has a body"
        names = [name for name in _SAYING_METHODS if name in response.headers]
        if not names:
            yield "the answer to OPTIONS says no methods"
        # Pages of other sites may ask at any address, and get their 404 then.
        for name in names if methods else ():
            yield from _allowed(response, name, methods)
        yield from self._headers(response, _OF_ANYWHERE, ("options",))

    def _problem(self, response: HttpResponseBase) -> Iterator[str]:
        reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
        described = {"headers": _OF_ANYWHERE, "content": {PROBLEM_TYPE: reference}}
        yield from self._compared(response, described, ("problem",))

    def _compared(
        self, response: HttpResponseBase, described: dict[str, Any], key: tuple[str, ...]
    ) -> Iterator[str]:
        yield from self._headers(response, described.get("headers", {}), key)
        content = described.get("content")
        media = media_of(response)
        if not content:
            if not isinstance(response, HttpResponse) or response.content:
                yield f"a body of {media}, where none is described"
            return
        if media not in content:
            yield f"media type {media or '(none)'} is not one of {', '.join(content)}"
            return
        schema = content[media].get("schema")
        if schema is None:
            yield f"the schema does not say what {media} looks like"
        elif isinstance(response, HttpResponse):
            yield from self.of_body(response.content, media, schema, (*key, media))

    def _headers(
        self, response: HttpResponseBase, described: Mapping[str, Any], key: tuple[str, ...]
    ) -> Iterator[str]:
        names = {name.lower() for name in described} | GENERAL_HEADERS | CROSS_ORIGIN_HEADERS
        for name in response.headers:
            if name.lower() not in names:
                yield f"the header {name} is not described"
        for name, said in described.items():
            found = self._header(said)
            text = response.headers.get(name)
            if text is None:
                if found.get("required"):
                    yield f"the header {name} is missing"
                continue
            schema = found.get("schema", {})
            value = int(text) if schema.get("type") == "integer" and text.isdigit() else text
            for message in self._invalid(value, schema, (*key, "header", name)):
                yield f"header {name}: {message}"

    def _header(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is said of a header, or what that refers to."""
        if "$ref" not in said:
            return said
        name = said["$ref"].rpartition("/")[2]
        found: Mapping[str, Any] = self.document["components"]["headers"][name]
        return found

    def of_body(
        self, body: bytes, media: str, schema: dict[str, Any], key: tuple[str, ...]
    ) -> Iterator[str]:
        """What is wrong with a whole body; of JSON Lines the schema describes one line."""
        schema = schema.get("contentSchema", schema)
        try:
            values = list(_read(body, media, schema))
        except ValueError as error:
            yield f"the body cannot be read as {media}: {error}"
            return
        for value in values:
            yield from self._invalid(value, schema, key)

    def _invalid(
        self, value: object, schema: dict[str, Any], key: tuple[str, ...]
    ) -> Iterator[str]:
        if key not in self._validators:
            self._validators[key] = (
                _validator(schema, self._loose),
                _validator(closed(schema), self._strict),
            )
        for validator in self._validators[key]:
            if not validator.is_valid(value):
                for error in validator.iter_errors(value):
                    at = "".join(f"[{step!r}]" for step in error.instance_path)
                    yield f"body{at}: {error.message[:300]}"
                return


def media_of(response: HttpResponseBase) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0]


def _registry(components: dict[str, Any]) -> Any:
    draft = jsonschema_rs.Draft202012
    return jsonschema_rs.Registry([(_HERE, {"components": components})], draft=draft)


def _validator(schema: dict[str, Any], registry: Any) -> Any:
    found = _absolute(schema)
    return jsonschema_rs.Draft202012Validator(found, registry=registry, validate_formats=True)


def _absolute(schema: Any) -> Any:
    """The same, referring to the components of a registry instead of its own."""
    if isinstance(schema, list):
        return [_absolute(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _absolute(value) for name, value in schema.items()}
    if isinstance(reference := made.get("$ref"), str):
        made["$ref"] = f"{_HERE}{reference}"
    return made


def _read(body: bytes, media: str, schema: dict[str, Any]) -> Iterator[object]:
    is_text = schema.get("type") == "string"
    if is_text and schema.get("format") == "binary":
        return
    if is_text and not media.endswith("json"):
        yield body.decode()
    elif media in LINES_TYPES:
        for line in body.splitlines():
            yield json.loads(line)
    elif media.endswith("json"):
        yield json.loads(body)
    else:
        try:
            yield yaml.load(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError as error:
            raise ValueError(str(error)) from error


_SAYING_METHODS = ("Allow", "Access-Control-Allow-Methods")


def _allowed(
    response: HttpResponseBase, header: str, methods: Mapping[str, object]
) -> Iterator[str]:
    given = {name.strip() for name in response.headers.get(header, "").split(",")}
    wanted = {method.upper() for method in methods} | {"OPTIONS"}
    wanted |= {"HEAD"} if "get" in methods else set()
    if given != wanted:
        yield f"{header} says {', '.join(sorted(given))}, the schema {', '.join(sorted(wanted))}"


def _cross_origin(response: HttpResponseBase, methods: Mapping[str, Any]) -> Iterator[str]:
    """What is open without a key may be read by pages of other sites, with all that is in its
    head; nothing else may."""
    given = [name for name in response.headers if name.lower() in CROSS_ORIGIN_HEADERS]
    is_open = any({} in described.get("security", [{}]) for described in methods.values())
    if given and not is_open:
        yield f"other sites may read what is not open to all: {', '.join(given)}"
    elif given:
        exposed = response.headers.get("Access-Control-Expose-Headers", "").lower()
        known = {name.strip() for name in exposed.split(",")} | _NEEDS_NO_LEAVE
        for name in response.headers:
            if name.lower() not in known | GENERAL_HEADERS | CROSS_ORIGIN_HEADERS:
                yield f"other sites may not read the header {name}"
