"""Resolve: whom a partner's own name means, one at a time or two hundred."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from coalition.api.answers import Built, query_answer
from coalition.api.bodies import JSON_TYPE, read_json
from coalition.api.candidates import resolved
from coalition.api.filter_fields import RegionField
from coalition.api.name_questions import (
    BATCH_LIMIT,
    FIELDS,
    KEY_LIMIT,
    NAME_LIMIT,
    NotUnderstood,
    from_query,
)
from coalition.api.openapi import ETAG, IF_NONE_MATCH, Operation, answers, body_answers
from coalition.api.parameters import (
    PLAIN_TEXT,
    InvalidQuery,
    echo,
    has_control,
    read_parameters,
    unknown_parameter,
)
from coalition.api.resolve_examples import (
    example_batch,
    example_resolved,
    example_resolved_batch,
)
from coalition.api.shapes import resolving as shapes
from coalition.api.views.asked import AskedByBody, body_answer
from coalition.compact_json import compact_json
from coalition.edtf_text import EDTF_LIMIT
from coalition.resolving import DEFAULT_LIMIT, MAX_LIMIT, NAMED, Resolver, present_register

#: Bytes of a batch.
BODY_LIMIT = 256 * 1024

_TEXT = {"type": "string", "minLength": 1, "maxLength": NAME_LIMIT, "pattern": PLAIN_TEXT}
_PARAMETERS = [
    OpenApiParameter("name", _TEXT, required=True, description=shapes.NAME),
    OpenApiParameter(
        "kind", {"type": "string", "enum": [str(kind) for kind in NAMED]}, description=shapes.KINDS
    ),
    OpenApiParameter("party", _TEXT, description=shapes.PARTY),
    OpenApiParameter(
        "on",
        {"type": "string", "minLength": 1, "maxLength": EDTF_LIMIT, "pattern": PLAIN_TEXT},
        description=shapes.ON,
    ),
    OpenApiParameter("region", RegionField.openapi, description=shapes.REGION),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        description="How many candidates at most.",
    ),
]


class Resolve(AskedByBody):
    """Candidates with scores. A register of all public names answers; no row is read."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, FIELDS)
        return query_answer(request, "resolve", parameters, lambda: Built(_one(parameters)))

    def answer_body(self, request: HttpRequest) -> HttpResponseBase:
        read_parameters(request.GET, ())
        entries = read_batch(read_json(request, limit=BODY_LIMIT))
        self.meter.charge(cost=len(entries))
        resolver = present_resolver()
        if isinstance(entries, Mapping):
            found: Any = {key: _entry(values, resolver) for key, values in entries.items()}
        else:
            found = [_entry(values, resolver) for values in entries]
        return body_answer(dump({"results": found}))

    def operation(self) -> Operation:
        return Operation(
            name="resolve",
            tag="resolve",
            summary="Whom a name means",
            description="Public parties, leaders, alliances and elections that may be meant by a "
            "name as it is printed, the likeliest first. A `match` is certain; where none is, "
            "people have to look.",
            parameters=[*_PARAMETERS, IF_NONE_MATCH, ETAG],
            responses=answers(
                shapes.Resolved, "The candidates.", example=example_resolved(), errors=[400]
            ),
        )

    def body_operation(self) -> Operation:
        return Operation(
            name="resolve_batch",
            tag="resolve",
            summary="Whom many names mean",
            description=f"The same for up to {BATCH_LIMIT} names, under keys or in a list. An "
            "entry that cannot be understood has `errors`; the others are answered all the same.",
            body={JSON_TYPE: shapes.ResolveBatch},
            body_description="The questions.",
            body_example=example_batch(),
            responses=body_answers(
                shapes.ResolvedBatch,
                "The answers, in the form of the questions.",
                example=example_resolved_batch(),
            ),
        )


def present_resolver() -> Resolver:
    return Resolver(present_register(), timezone.localdate())


def read_batch(body: Any) -> Mapping[str, Any] | list[Any]:
    """The entries of a batch; raises ValidationError naming the field at fault."""
    if not isinstance(body, dict):
        raise ValidationError({"queries": ["Send an object that has queries."]})
    wrong = {
        echo(name): [unknown_parameter(name, ["queries"], "field")]
        for name in body
        if name != "queries"
    }
    entries = body.get("queries")
    if not isinstance(entries, dict | list):
        wrong["queries"] = ["Give an object of questions under keys of your own, or a list."]
    elif not 1 <= len(entries) <= BATCH_LIMIT:
        wrong["queries"] = [f"Give 1 to {BATCH_LIMIT} questions at a time."]
    elif isinstance(entries, dict) and any(is_wrong_key(key) for key in entries):
        wrong["queries"] = [f"Keys have at most {KEY_LIMIT} characters, without controls."]
    if wrong:
        raise ValidationError(wrong)
    return entries  # type: ignore[return-value]  # refused above if it is anything else


def is_wrong_key(key: str) -> bool:
    """What could not be repeated in the answer."""
    return len(key) > KEY_LIMIT or has_control(key)


def _one(parameters: Mapping[str, str]) -> bytes:
    try:
        return dump(resolved(from_query(parameters), present_resolver()))
    except NotUnderstood as error:
        raise InvalidQuery(error.findings) from None


def _entry(values: Any, resolver: Resolver) -> dict[str, Any]:
    if not isinstance(values, dict):
        return _wrong([(None, "Give an object with a name.")])
    try:
        return resolved(values, resolver) | {"errors": None}
    except NotUnderstood as error:
        return _wrong(error.findings)


def _wrong(findings: Iterable[tuple[str | None, str]]) -> dict[str, Any]:
    errors = [{"field": field, "detail": detail} for field, detail in findings]
    return {"query": None, "parties": [], "results": [], "errors": errors}


def dump(found: Any) -> bytes:
    return compact_json(found).encode()
