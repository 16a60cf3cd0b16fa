"""Views that are asked by a body as well: a question that is too long for an address.

A POST here is a read like any other. It needs no key, changes nothing, and is answered as a GET of
the same would be.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from coalition.api.openapi import Operation
from coalition.api.views.public import PublicView


class AskedByBody(PublicView):
    """A public view that answers GET and POST.

    `answer_body` reads its questions with `coalition.api.bodies`, which bounds and checks them, and
    charges for each before it answers: as many questions in one request as in many.
    """

    methods = "GET, HEAD, POST, OPTIONS"
    http_method_names = ["get", "head", "post", "options"]

    def answer_body(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a POST; errors are raised."""
        raise NotImplementedError

    def body_operation(self) -> Operation:
        """What a POST says of itself in the schema."""
        raise NotImplementedError

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.answer_body(request)

    def _respond(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        if request.method == "POST":
            return self.answer_body(request)
        return super()._respond(request, **address)


def body_answer(body: bytes) -> HttpResponse:
    """What was asked is not in the address, so no cache may keep the answer."""
    return HttpResponse(
        body, content_type="application/json", headers={"Cache-Control": "no-store"}
    )
