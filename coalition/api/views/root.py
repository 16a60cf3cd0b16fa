"""The root of the API: what there is."""

import json

from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.utils import OpenApiResponse

from coalition.api.answers import Built, query_answer
from coalition.api.kinds import PUBLIC_KINDS, api_url
from coalition.api.openapi import ETAG, IF_NONE_MATCH, Operation, Responses, answers
from coalition.api.parameters import read_parameters
from coalition.api.shapes.envelopes import Links
from coalition.api.views.public import PublicView

_OTHERS = (
    *("attendances", "seat-positions", "export", "changes", "search"),
    *("resolve", "reconcile", "schema", "docs"),
)

_WITHOUT_SLASH: Responses = {
    ("301", "application/json"): OpenApiResponse(None, "Without its last slash it leads here.")
}


class Root(PublicView):
    """Links to everything else."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, ())
        return query_answer(request, "", parameters, _links)

    def operation(self) -> Operation:
        return Operation(
            name="list_links",
            tag="root",
            summary="What there is",
            description="The address of every list, of the changes, of the search, and of this "
            "description.",
            parameters=[IF_NONE_MATCH, ETAG],
            responses=answers(Links, "Links to every list.", errors=[400]) | _WITHOUT_SLASH,
        )


def _links() -> Built:
    paths = [*(entry.path for entry in PUBLIC_KINDS.values()), *_OTHERS]
    links = {path.replace("-", "_"): api_url(f"{path}/") for path in paths}
    return Built(json.dumps(links).encode())
