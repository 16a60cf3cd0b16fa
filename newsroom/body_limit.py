"""No request body above the limit is read, let alone parsed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from newsroom.problems import error_answer


class BodyLimitMiddleware:
    """Answers 413 to a body above DATA_UPLOAD_MAX_MEMORY_SIZE, whether or not it says its length.

    Django's own limit leaves out files, answers 400, and takes a body without a Content-Length
    (chunked) for an empty one.
    """

    def __init__(self, get_response: Callable[[WSGIRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: WSGIRequest) -> HttpResponse:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        length = str(request.META.get("CONTENT_LENGTH") or "")
        if length:
            if not length.isascii() or not length.isdigit():
                return error_answer(request, 400)
            if int(length) > limit:
                return error_answer(request, 413)
        elif "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            body = request.environ["wsgi.input"].read(limit + 1)
            if len(body) > limit:
                return error_answer(request, 413)
            # From here on it is a request like any other.
            request.META["CONTENT_LENGTH"] = str(len(body))
            request._stream = BytesIO(body)
        return self.get_response(request)
