"""The reconciliation endpoint: the manifest, queries and data extension at one address."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from coalition.api.answers import Built, query_answer
from coalition.api.bodies import FORM_TYPE, BodyTooLarge, parse_json, read_form
from coalition.api.manners import PROBLEM_TYPE
from coalition.api.openapi import (
    ETAG,
    IF_NONE_MATCH,
    Operation,
    Responses,
    answers,
    body_answers,
    others,
)
from coalition.api.parameters import Finding, InvalidQuery, read_parameters
from coalition.api.problems import Gone
from coalition.api.reconciling.extension import answer_extension, read_extension
from coalition.api.reconciling.queries import answer_queries, read_queries
from coalition.api.reconciling.spec import BATCH_LIMIT, manifest
from coalition.api.shapes import reconciling as shapes
from coalition.api.shapes.envelopes import InputProblem
from coalition.api.views.asked import AskedByBody, body_answer
from coalition.api.views.public import PublicView
from coalition.api.views.resolve import dump, present_resolver
from coalition.kept_answers import CACHE_CONTROL
from coalition.live_editions import ends_of
from coalition.models.editions import Kind
from coalition.page_addresses import page_url
from coalition.uids import as_uid

#: Characters of an address, and bytes of a form: three letters stand for one of another script.
_ADDRESS_LIMIT, _FORM_LIMIT = 8_000, 512 * 1024
_ASKED = frozenset({"queries", "extend"})
_TAG = "reconcile"


class Reconcile(AskedByBody):
    """What OpenRefine talks to. JSONP is not offered: other sites may read the answers anyway."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        asked = read_parameters(request.GET, _ASKED, long=dict.fromkeys(_ASKED, _ADDRESS_LIMIT))
        return query_answer(request, "reconcile", asked, lambda: Built(dump(self._answer(asked))))

    def answer_body(self, request: HttpRequest) -> HttpResponseBase:
        read_parameters(request.GET, ())
        form = read_form(request, limit=_FORM_LIMIT)
        asked = read_parameters(form, _ASKED, long=dict.fromkeys(_ASKED, _FORM_LIMIT))
        if not asked:
            raise InvalidQuery([Finding("queries", "Give queries, or extend.")])
        return body_answer(dump(self._answer(asked)))

    def _answer(self, asked: Mapping[str, str]) -> Any:
        if not asked:
            return manifest()
        if len(asked) > 1:
            raise InvalidQuery([Finding("extend", "Give either queries or extend.")])
        ((name, text),) = asked.items()
        given = parse_json(text, where=name)
        if name == "queries":
            questions = read_queries(_bounded(given))
            self.meter.charge(cost=len(questions))
            return answer_queries(questions, present_resolver())
        extension = read_extension(given)
        _bounded(extension.ids)
        self.meter.charge(cost=len(extension.ids))
        return answer_extension(extension, present_resolver())

    def operation(self) -> Operation:
        return Operation(
            name="reconcile",
            tag=_TAG,
            summary="The reconciliation service",
            description="The W3C Reconciliation Service API, version 0.2: without a parameter its "
            "manifest, which is the address to give to OpenRefine.",
            parameters=[
                _long_parameter("queries", shapes.QUERIES),
                _long_parameter("extend", shapes.EXTEND),
                IF_NONE_MATCH,
                ETAG,
            ],
            responses=_with_input_problem(
                answers(
                    shapes.ANSWER,
                    "The manifest, candidates, or columns.",
                    example=manifest(),
                    errors=[400, 413],
                )
            ),
        )

    def body_operation(self) -> Operation:
        return Operation(
            name="reconcile_batch",
            tag=_TAG,
            summary="Reconcile many names, or fetch columns",
            description="As OpenRefine sends it: a form with `queries`, or with `extend`.",
            body={FORM_TYPE: shapes.FORM},
            body_description="Either `queries` or `extend`, each of them JSON in a form field.",
            responses=body_answers(shapes.BODY_ANSWER, "Candidates, or columns."),
        )


class ReconciledEntity(PublicView):
    """Where an identifier leads: to the public page, wherever that is now."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        read_parameters(request.GET, ())
        uid = as_uid(address["address"])
        end = None if uid is None else ends_of([uid]).get(uid)
        if end is None:
            raise Http404
        if not end.is_live:
            raise Gone(end.note)
        where = page_url(Kind(end.kind), end.slug)
        return HttpResponse(status=302, headers={"Location": where, "Cache-Control": CACHE_CONTROL})

    def operation(self) -> Operation:
        moved: Responses = {("302", "text/html"): OpenApiResponse(None, "To its public page.")}
        return Operation(
            name="view_reconciled",
            tag=_TAG,
            summary="Where an identifier leads",
            description="The `view` of the manifest. What became part of another record leads to "
            "that one.",
            parameters=[
                OpenApiParameter(
                    "address",
                    {"type": "string", "format": "uuid"},
                    OpenApiParameter.PATH,
                    description="The identifier of a candidate.",
                )
            ],
            responses=moved | others([400, 404, 410], is_conditional=False),
        )


def _bounded(entries: Any) -> Any:
    if isinstance(entries, dict | list) and len(entries) > BATCH_LIMIT:
        raise BodyTooLarge(f"At most {BATCH_LIMIT} at a time.")
    return entries


def _long_parameter(name: str, description: str) -> OpenApiParameter:
    schema = {"type": "string", "minLength": 2, "maxLength": _ADDRESS_LIMIT}
    return OpenApiParameter(name, schema, description=description)


def _with_input_problem(responses: Responses) -> Responses:
    wrong = OpenApiResponse(InputProblem, "A parameter is wrong, or the JSON in it.")
    return responses | {("400", PROBLEM_TYPE): wrong}
