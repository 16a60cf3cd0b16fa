"""What an operation says of itself in the OpenAPI schema."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from coalition.api import vocabularies
from coalition.api.filters import PublicFilter
from coalition.api.links import Links
from coalition.api.manners import PROBLEM_TYPE
from coalition.api.paging import DEFAULT_LIMIT, MAX_LIMIT
from coalition.api.shapes.envelopes import InputProblem, Problem, QueryProblem

Responses = dict[tuple[str, str], OpenApiResponse]

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    {"type": "string"},
    OpenApiParameter.HEADER,
    description="The `ETag` of an earlier answer. If nothing changed, the answer is an empty 304.",
)
ETAG = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    description="A strong entity tag; send it back as `If-None-Match`.",
    required=True,
    response=["200", "304"],
)
LINK = OpenApiParameter(
    "Link",
    str,
    OpenApiParameter.HEADER,
    description="Where else to look (RFC 8288): the pages beside this one (`next`, `prev`), the "
    "public page (`canonical`), other editions (`version-history`, `latest-version`, "
    "`predecessor-version`, `successor-version`, RFC 5829).",
    response=["200", "304"],
)
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    description="How many to return at most.",
)
KIND = OpenApiParameter(
    "kind",
    {"type": "string", "enum": [word for word, _ in vocabularies.KIND]},
    description="Only this kind of record.",
)
CURSOR = OpenApiParameter(
    "cursor",
    {"type": "string", "minLength": 1, "maxLength": 400, "pattern": "^[-._a-zA-Z0-9]+$"},
    description="Where to go on, as the `next` and `previous` links have it. Opaque.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation, in the words of its view."""

    name: str
    tag: str
    summary: str
    description: str = ""
    parameters: Sequence[OpenApiParameter] = ()
    #: Of an operation that has a body: by its type, the shape.
    body: Mapping[str, Any] | None = None
    #: What is sent in it, and whether there may be none.
    body_description: str = ""
    is_body_optional: bool = False
    body_example: Any = None
    responses: Responses
    #: Where its answer leads, by a name for each way.
    links: Links = field(default_factory=dict)


def answers(
    found: Any,
    description: str,
    *,
    example: dict[str, Any] | None = None,
    errors: Iterable[int] = (),
    is_conditional: bool = True,
) -> Responses:
    """The responses of an operation that answers JSON: its own, and `others`."""
    examples = [OpenApiExample("Example", value=example)] if example else []
    answer = OpenApiResponse(found, description, examples=examples)
    return {("200", "application/json"): answer} | others(errors, is_conditional=is_conditional)


def others(errors: Iterable[int], *, is_conditional: bool = True) -> Responses:
    """What an operation may answer instead of what it was asked for: 304, the problems named, and
    those of all public ones. What every operation may answer is written by `coalition.api.manners`.
    """
    responses: Responses = {}
    if is_conditional:
        unchanged = OpenApiResponse(None, "You have this answer already.")
        responses["304", "application/json"] = unchanged
    for status in [*errors, 401, 429]:
        problem = QueryProblem if status == 400 else Problem
        responses[str(status), PROBLEM_TYPE] = OpenApiResponse(problem, _MEANINGS[status])
    return responses


def body_answers(
    found: Any,
    description: str,
    *,
    example: dict[str, Any] | None = None,
    errors: Iterable[int] = (413, 415),
) -> Responses:
    """The responses to a question in a body: nothing is kept, so there is no 304."""
    responses = answers(
        found, description, example=example, errors=[400, *errors], is_conditional=False
    )
    responses["400", PROBLEM_TYPE] = OpenApiResponse(InputProblem, _WRONG_BODY)
    return responses


_WRONG_BODY = "The body is not what it should be; `errors` names the fields at fault."
_MEANINGS = {
    301: "It has moved: the record has another slug now.",
    400: "A parameter is unknown, repeated, or has a wrong value; `errors` names it.",
    401: "The key in `Authorization` is wrong, expired or revoked. Without one, this is open.",
    404: "There is nothing public at this address.",
    406: "No format that `Accept` takes.",
    413: "The body is larger than is read here.",
    415: "The body is of another type than is read here.",
    410: "It was public and has been withdrawn; `detail` is the public reason.",
    429: "Too many requests; `Retry-After` says when to try again.",
}


def moved() -> Responses:
    return {("301", "application/json"): OpenApiResponse(None, _MEANINGS[301])}


def filter_parameters(filters: Mapping[str, PublicFilter]) -> list[OpenApiParameter]:
    """The parameters that filters are, each described by its own field."""
    return [
        OpenApiParameter(name, found.field.openapi, description=found.help_text)
        for name, found in filters.items()
    ]


class PublicSchema(AutoSchema):
    """Reads all from the view's `operation`; nothing is guessed."""

    @property
    def _operation(self) -> Operation:
        view: Any = self.view
        is_body = self.method == "POST"
        found: Operation = view.body_operation() if is_body else view.operation()
        return found

    def get_operation_id(self) -> str:
        return self._operation.name

    def get_tags(self) -> list[str]:
        return [self._operation.tag]

    def get_summary(self) -> str:
        return self._operation.summary

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        return self._operation.description

    def get_override_parameters(self) -> list[Any]:
        return list(self._operation.parameters)

    def get_request_serializer(self) -> Any:
        body = self._operation.body
        return dict(body) if body else None

    def _get_request_body(self, direction: Any = "request") -> Any:
        body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]  # theirs
        if not body:
            return body
        said = {"description": words} if (words := self._operation.body_description) else {}
        return {**said, **body, "required": not self._operation.is_body_optional}

    def get_examples(self) -> list[OpenApiExample]:
        example = self._operation.body_example
        return [OpenApiExample("Example", value=example, request_only=True)] if example else []

    def get_response_serializers(self) -> Any:
        return self._operation.responses

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        responses = super()._get_response_bodies(direction)
        if links := self._operation.links:
            responses["200"]["links"] = dict(links)
        return responses

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself
    """How a key is sent, as the schema describes it."""

    target_class = "coalition.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of the newsroom. What is public takes none; one with the scope "
            "`read` may ask more often. Records take one with `write` or `propose`.",
        }


def any_of_several(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook: a whole document is also one of which everything was selected."""
    for name, component in result["components"]["schemas"].items():
        if name.endswith("OrSelection"):
            component["anyOf"] = component.pop("oneOf")
            whole = name.removesuffix("OrSelection")
            component["description"] = f"A {whole}, or with `fields` a Selection of its parts."
    return result


def without_aliases(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """A hook: addresses also answer without their last slash, and are described once."""
    paths = {path for path, *_ in endpoints}
    return [endpoint for endpoint in endpoints if f"{endpoint[0]}/" not in paths]
