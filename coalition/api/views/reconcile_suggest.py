"""Suggestions, flyouts and proposed columns: what OpenRefine asks while somebody types."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter

from coalition.api.answers import Built, query_answer
from coalition.api.openapi import ETAG, IF_NONE_MATCH, Operation, answers
from coalition.api.parameters import (
    MAX_VALUE_LENGTH,
    PLAIN_TEXT,
    TEXT_OR_NOTHING,
    Finding,
    InvalidQuery,
    read_parameters,
)
from coalition.api.reconciling import suggestions
from coalition.api.reconciling.spec import PROPERTIES, TYPES
from coalition.api.shapes import reconciling as shapes
from coalition.api.views.public import PublicView
from coalition.api.views.resolve import dump, present_resolver
from coalition.models.editions import Kind
from coalition.resolving import NAMED

_TAG = "reconcile"
#: What OpenRefine sends along from the days of Freebase; none of it means anything here.
_LEFT_OVER = frozenset(
    (
        *("exact", "filter", "format", "key", "lang", "mql_output"),
        *("output", "prefixed", "scoring", "spell", "stemmed"),
    )
)
_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
_SUGGESTED = {
    "entity": (
        shapes.ENTITIES,
        "Entities by how their names begin",
        "For somebody who picks by hand: public records, by any of their names.",
    ),
    "type": (
        shapes.TYPES,
        "Types by how their names begin",
        "For somebody who picks what a column holds.",
    ),
    "property": (
        shapes.PROPERTIES,
        "Properties by how their names begin",
        "For somebody who picks what another column says of the same row.",
    ),
}


def _parameter(name: str, description: str, **schema: Any) -> OpenApiParameter:
    text = {"type": "string", "maxLength": MAX_VALUE_LENGTH, "pattern": TEXT_OR_NOTHING}
    return OpenApiParameter(name, text | schema, description=description)


_PREFIX = _parameter("prefix", "What was typed so far.")
_TYPE = _parameter("type", "Only of this type; one that is not from here narrows nothing.")
_CURSOR = OpenApiParameter(
    "cursor", {"type": "integer", "minimum": 0, "maximum": 99999}, description="How many to skip."
)
_OTHERS = [
    _parameter(name, "Sent by OpenRefine; makes no difference.") for name in sorted(_LEFT_OVER)
]


class Suggest(PublicView):
    """Entities, types or properties, as `sort` says."""

    sort = "entity"

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        known = {"prefix", "cursor", "type"} | _LEFT_OVER
        asked = read_parameters(request.GET, known, may_be_empty=known)
        asked = {name: value for name, value in asked.items() if name not in _LEFT_OVER}
        path = f"reconcile/suggest/{self.sort}"
        return query_answer(request, path, asked, lambda: Built(dump(self._found(asked))))

    def _found(self, asked: Mapping[str, str]) -> dict[str, Any]:
        prefix, kind = asked.get("prefix", ""), asked.get("type", "")
        skip = _read_number(asked, "cursor") or 0
        if self.sort == "type":
            return suggestions.types(prefix)
        if self.sort == "property":
            return suggestions.properties(prefix, kind)
        kinds = [Kind(kind)] if kind in TYPES else list(NAMED)
        return suggestions.entities(prefix, kinds, skip, present_resolver())

    def operation(self) -> Operation:
        shape, summary, description = _SUGGESTED[self.sort]
        return Operation(
            name=f"suggest_{self.sort}",
            tag=_TAG,
            summary=summary,
            description=description,
            parameters=[_PREFIX, _TYPE, _CURSOR, *_OTHERS, IF_NONE_MATCH, ETAG],
            responses=answers(shape, "What fits.", errors=[400]),
        )


class Flyout(PublicView):
    """A few lines about an entity, a type or a property, as `sort` says."""

    sort = "entity"

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        asked = read_parameters(request.GET, {"id", "lang"})
        if "id" not in asked:
            raise InvalidQuery([Finding("id", "Say of what.")])
        one = {"id": asked["id"]}
        path = f"reconcile/flyout/{self.sort}"
        return query_answer(
            request, path, one, lambda: Built(dump({**one, "html": self._html(one)}))
        )

    def _html(self, asked: Mapping[str, str]) -> str:
        name = asked["id"]
        if self.sort == "type" and name in TYPES:
            return suggestions.named_flyout(TYPES[name], name)
        if self.sort == "property" and name in PROPERTIES:
            return suggestions.named_flyout(PROPERTIES[name].name, PROPERTIES[name].description)
        resolver = present_resolver()
        bearer = resolver.register.by_uid.get(name) if self.sort == "entity" else None
        if bearer is None:
            raise Http404
        return suggestions.entity_flyout(bearer, resolver)

    def operation(self) -> Operation:
        return Operation(
            name=f"flyout_{self.sort}",
            tag=_TAG,
            summary=f"A few lines about one {self.sort}",
            description="HTML, to be shown beside a suggestion.",
            parameters=[
                OpenApiParameter(
                    "id",
                    {"type": "string", "maxLength": MAX_VALUE_LENGTH, "pattern": PLAIN_TEXT},
                    required=True,
                    description="Its identifier.",
                ),
                _parameter("lang", "Sent by OpenRefine; makes no difference.", pattern=PLAIN_TEXT),
                IF_NONE_MATCH,
                ETAG,
            ],
            responses=answers(shapes.FLYOUT, "The lines.", errors=[400, 404]),
        )


class Proposals(PublicView):
    """The columns that can be fetched for a type."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        # Of a column without a type OpenRefine sends an empty one.
        asked = read_parameters(request.GET, {"type", "limit"}, may_be_empty={"type"})
        return query_answer(request, "reconcile/properties", asked, lambda: Built(_propose(asked)))

    def operation(self) -> Operation:
        limit = {"type": "integer", "minimum": 0, "maximum": 99999}
        return Operation(
            name="propose_properties",
            tag=_TAG,
            summary="Properties that columns can be made of",
            description="For OpenRefine's dialogue that adds columns of what is reconciled.",
            parameters=[
                _TYPE,
                OpenApiParameter("limit", limit, description="How many at most."),
                IF_NONE_MATCH,
                ETAG,
            ],
            responses=answers(shapes.PROPOSALS, "The properties.", errors=[400]),
        )


def _propose(asked: Mapping[str, str]) -> bytes:
    return dump(suggestions.proposals(asked.get("type", ""), _read_number(asked, "limit")))


def _read_number(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name)
    if text is not None and not _NUMBER.fullmatch(text):
        raise InvalidQuery([Finding(name, "Give a whole number from 0 to 99999.")])
    return None if text is None else int(text)
