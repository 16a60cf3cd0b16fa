"""The schema of the API, and the page that explains it."""

import functools
import hashlib
import json
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from coalition.api.handbook import Handbook
from coalition.api.openapi import ETAG, IF_NONE_MATCH, Operation, others
from coalition.api.parameters import Finding, InvalidQuery, read_parameters
from coalition.api.views.public import PublicView
from coalition.kept_answers import conditional_answer

JSON_TYPE = "application/vnd.oai.openapi+json"
YAML_TYPE = "application/vnd.oai.openapi"
_FORMATS = {"json": JSON_TYPE, "yaml": YAML_TYPE}


#: The generator keeps what it is at in objects that all views share.
_making = Lock()


def schema_document() -> dict[str, Any]:
    """The OpenAPI document; it changes with the code only, so a process makes it once."""
    with _making:
        return _made_document()


@functools.cache
def _made_document() -> dict[str, Any]:
    generator: Any = SchemaGenerator
    made: dict[str, Any] = generator().get_schema(request=None, public=True)
    return made


@functools.cache
def _schema_bytes(form: str) -> tuple[bytes, str]:
    """The schema in one form, and its entity tag."""
    if form == "yaml":
        renderer: Any = OpenApiYamlRenderer
        body: bytes = renderer().render(schema_document(), renderer_context={})
    else:
        body = json.dumps(schema_document(), ensure_ascii=False, default=str).encode()
    return body, _tag_of(body)


@functools.cache
def _page_bytes() -> tuple[bytes, str]:
    """The page, and its entity tag: made once too, as it takes seconds to write."""
    with translation.override("en"):
        page = render_to_string("api/reference.html", {"handbook": Handbook(schema_document())})
    return page.encode(), _tag_of(page.encode())


def _tag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()}"'


def forget_schema() -> None:
    """For tests that change what the schema is made from."""
    _made_document.cache_clear()
    _schema_bytes.cache_clear()
    _page_bytes.cache_clear()


class Schema(PublicView):
    """OpenAPI 3.1: JSON, or YAML for those who ask for it."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, {"format"})
        form = parameters.get("format") or _form_accepted(request.META.get("HTTP_ACCEPT", ""))
        if form not in _FORMATS:
            raise InvalidQuery([Finding("format", "Choose one of: json, yaml.")])
        body, etag = _schema_bytes(form)
        return conditional_answer(
            request, body, etag=etag, content_type=_FORMATS[form], vary="Accept, Authorization"
        )

    def operation(self) -> Operation:
        as_either = OpenApiResponse({"type": "object"}, "The schema.")
        return Operation(
            name="get_schema",
            tag="reference",
            summary="This schema",
            description="OpenAPI 3.1, as JSON or, with `format=yaml` or by `Accept`, as YAML.",
            parameters=[
                OpenApiParameter(
                    "format",
                    {"type": "string", "enum": list(_FORMATS)},
                    description="Which form to send, whatever `Accept` says.",
                ),
                IF_NONE_MATCH,
                ETAG,
            ],
            responses={
                ("200", JSON_TYPE): as_either,
                ("200", YAML_TYPE): as_either,
                **others([400]),
            },
        )


def _form_accepted(accept: str) -> str:
    return "yaml" if "yaml" in accept or YAML_TYPE in accept.split(",") else "json"


class Reference(PublicView):
    """The same for people: one page, without a script."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        read_parameters(request.GET, ())
        body, etag = _page_bytes()
        return conditional_answer(
            request, body, etag=etag, content_type="text/html; charset=utf-8", vary="Authorization"
        )

    def operation(self) -> Operation:
        return Operation(
            name="get_docs",
            tag="reference",
            summary="This schema as a page",
            description="For people: every operation, parameter, field and problem.",
            parameters=[IF_NONE_MATCH, ETAG],
            responses={
                ("200", "text/html"): OpenApiResponse({"type": "string"}, "A page."),
                **others([400]),
            },
        )
