"""Every answer of the API that any test sees, compared with the schema that the API serves.

`DescribedAnswers` stands before all other middleware of the tests. What it finds is kept until the
test that asked is done, which then fails (tests/conftest.py): an answer to a thread of the test's
server is noticed like any other, and no view is told apart from another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs
import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from coalition.api.paths import operations
from coalition.api.views.reference import schema_document

SITE = "newsroom.urls"
PREFIX = "/api/"
PROBLEM_TYPE = "application/problem+json"
#: Of a longer stream, such as an export of everything, only head and status are compared.
STREAM_LIMIT = 1024 * 1024

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
_CROSS_ORIGIN = "access-control-"
#: Parameters by which documents come in parts, or with others beside them.
SHAPING = frozenset({"fields", "include"})
_SELECTION = "OrSelection"
#: Given before anything knows which address was asked for: a forged Host, a body without a length
#: that can be read, one that is too long, a wrong or slow key, an error of ours.
ANYWHERE = frozenset({400, 401, 403, 413, 429, 500, 503})
_OF_ANYWHERE = {
    name: {"schema": {"type": "string"}}
    for name in ("RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate")
}


@dataclass(frozen=True, slots=True)
class Exemption:
    """An answer that is not described, and why. `ask` makes one, so that a test can tell when the
    exemption is not needed any more."""

    method: str
    path: str
    status: int
    reason: str
    ask: Callable[[], object]


EXEMPTIONS: list[Exemption] = []


@dataclass
class Comparison:
    """The served schema, ready to be compared with answers; validators are made when needed."""

    document: dict[str, Any]
    #: The parameters of `SHAPING` that were given.
    shaped_by: frozenset[str] = frozenset()
    _validators: dict[tuple[str, ...], tuple[Any, Any]] = field(default_factory=dict)
    _paths: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    _strict: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._paths = [(found.pattern(), found.path) for found in operations(self.document)]
        self._strict = _shaped(closed(self.document["components"]), self.shaped_by)

    def template(self, path: str) -> str | None:
        return next((found for pattern, found in self._paths if pattern.fullmatch(path)), None)

    def findings(self, request: HttpRequest, response: HttpResponseBase) -> Iterator[str]:
        """What the schema does not say of this answer. The body of a stream comes later."""
        template = self.template(request.path)
        method = "get" if request.method == "HEAD" else str(request.method).lower()
        methods = self.document["paths"].get(template, {})
        status = str(response.status_code)
        if method in methods:
            described = methods[method]["responses"].get(status)
            if described is None:
                yield f"status {status} is not described"
                return
            yield from self._compared(response, described, (str(template), method, status))
        elif method == "options" and response.status_code in (200, 204):
            if not isinstance(response, HttpResponse) or response.content:
                yield "the answer to OPTIONS has a body"
        elif template is None:
            if response.status_code not in ANYWHERE | {404}:
                yield f"status {status} at an address that the schema does not have"
            yield from self._problem(response)
        else:
            if response.status_code not in ANYWHERE | {405}:
                yield f"status {status} to a method that the schema does not have"
            elif response.status_code == 405:
                yield from _allowed(response, methods)
            yield from self._problem(response)

    def _problem(self, response: HttpResponseBase) -> Iterator[str]:
        reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
        described = {"headers": _OF_ANYWHERE, "content": {PROBLEM_TYPE: reference}}
        yield from self._compared(response, described, ("problem",))

    def _compared(
        self, response: HttpResponseBase, described: dict[str, Any], key: tuple[str, ...]
    ) -> Iterator[str]:
        yield from self._headers(response, described.get("headers", {}), key)
        content = described.get("content")
        media = response.headers.get("Content-Type", "").partition(";")[0]
        if not content:
            if isinstance(response, HttpResponse) and response.content:
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
        names = {name.lower() for name in described} | GENERAL_HEADERS
        for name in response.headers:
            if name.lower() not in names and not name.lower().startswith(_CROSS_ORIGIN):
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
        found: Mapping[str, Any] = self.document["components"]["headers"][
            said["$ref"].rpartition("/")[2]
        ]
        return found

    def of_body(
        self, body: bytes, media: str, schema: dict[str, Any], key: tuple[str, ...]
    ) -> Iterator[str]:
        """What is wrong with a whole body; of JSON Lines the schema describes one line."""
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
                _validator({**schema, "components": self.document["components"]}),
                _validator({**closed(schema), "components": self._strict}),
            )
        for validator in self._validators[key]:
            if not validator.is_valid(value):
                for error in validator.iter_errors(value):
                    at = "".join(f"[{step!r}]" for step in error.instance_path)
                    yield f"body{at}: {error.message[:300]}"
                return


def _validator(schema: dict[str, Any]) -> Any:
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def closed(schema: Any) -> Any:
    """The same, but whatever names its properties has no others: programs are to pass over keys
    that they don't know, but a key of ours that nothing describes is a mistake of ours."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


def _shaped(components: dict[str, Any], by: frozenset[str]) -> dict[str, Any]:
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


def _read(body: bytes, media: str, schema: dict[str, Any]) -> Iterator[object]:
    is_text = schema.get("type") == "string"
    if is_text and schema.get("format") == "binary":
        return
    if is_text and not media.endswith("json"):
        yield body.decode()
    elif media in ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"):
        for line in body.splitlines():
            yield json.loads(line)
    elif media.endswith("json"):
        yield json.loads(body)
    else:
        try:
            yield yaml.load(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError as error:
            raise ValueError(str(error)) from error


def _allowed(response: HttpResponseBase, methods: Mapping[str, object]) -> Iterator[str]:
    given = {name.strip() for name in response.headers.get("Allow", "").split(",")}
    wanted = {method.upper() for method in methods} | {"OPTIONS"}
    wanted |= {"HEAD"} if "get" in methods else set()
    if given != wanted:
        yield f"Allow says {', '.join(sorted(given))}, the schema {', '.join(sorted(wanted))}"


class DescribedAnswers:
    """Compares, and leaves the answer as it is."""

    #: What was found since the last test asked.
    findings: list[str] = []
    compared = 0
    _comparisons: dict[frozenset[str], Comparison] = {}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Another site's addresses, as those that benchmarks serve, are not in this schema.
        if request.path.startswith(PREFIX) and settings.ROOT_URLCONF == SITE:
            self._compare(request, response)
        return response

    @classmethod
    def comparison(cls, shaped_by: frozenset[str] = frozenset()) -> Comparison:
        """Made anew if the schema was: a test may have added to what it says."""
        document = schema_document()
        found = cls._comparisons.get(shaped_by)
        if found is None or found.document is not document:
            found = cls._comparisons[shaped_by] = Comparison(document, shaped_by)
        return found

    @classmethod
    def taken(cls) -> list[str]:
        """The findings so far, which are forgotten here."""
        found, cls.findings = cls.findings, []
        return found

    def _compare(self, request: HttpRequest, response: HttpResponseBase) -> None:
        # Not of request.GET, which refuses a query of too many parameters.
        query = str(request.META.get("QUERY_STRING", ""))
        names = {part.partition("=")[0] for part in query.split("&")}
        comparison = self.comparison(SHAPING & names)
        type(self).compared += 1
        template = comparison.template(request.path) or request.path
        if any(
            (exempt.method, exempt.path, exempt.status)
            == (request.method, template, response.status_code)
            for exempt in EXEMPTIONS
        ):
            return
        about = f"{request.method} {request.get_full_path()} -> {response.status_code}"
        self.findings += [f"{about}: {what}" for what in comparison.findings(request, response)]
        if isinstance(response, StreamingHttpResponse):
            self._follow(comparison, about, template, request, response)

    def _follow(
        self,
        comparison: Comparison,
        about: str,
        template: str,
        request: HttpRequest,
        response: StreamingHttpResponse,
    ) -> None:
        """Compare a stream while it passes, if it is not too long for that."""
        method, status = str(request.method).lower(), str(response.status_code)
        operation = comparison.document["paths"].get(template, {}).get(method)
        media = response.headers.get("Content-Type", "").partition(";")[0]
        if operation is None or response.is_async:
            return
        content = operation["responses"].get(status, {}).get("content", {})
        if not (schema := content.get(media, {}).get("schema")):
            return

        def passing(chunks: Iterator[bytes]) -> Iterator[bytes]:
            kept, size = [], 0
            for chunk in chunks:
                size += len(chunk)
                if size <= STREAM_LIMIT:
                    kept.append(chunk)
                else:
                    kept.clear()
                yield chunk
            if size <= STREAM_LIMIT:
                key = (template, method, status, media)
                found = comparison.of_body(b"".join(kept), media, schema, key)
                self.findings += [f"{about}: {what}" for what in found]

        response.streaming_content = passing(iter(response.streaming_content))


def phrase(findings: list[str]) -> str:
    """What a failing test says."""
    shown = "\n".join(f"  {finding}" for finding in dict.fromkeys(findings[:20]))
    more = f"\n  and {len(findings) - 20} more" if len(findings) > 20 else ""
    return f"The API answered what its schema does not say:\n{shown}{more}"
