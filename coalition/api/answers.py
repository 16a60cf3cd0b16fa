"""Answers made of stored bytes, and what of them is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from coalition.kept_answers import Shelf, conditional_answer, is_known_to, shelf_of

#: Raised whenever the same ledger would be answered with other bytes.
_FORMAT = 1


def json_answer(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str,
    content_type: str = "application/json",
    shelf: Shelf | None = None,
    keeps_body: bool = True,
) -> HttpResponse:
    return conditional_answer(
        request,
        body,
        etag=etag,
        content_type=content_type,
        vary="Authorization",
        shelf=shelf,
        keeps_body=keeps_body,
    )


def query_answer(
    request: HttpRequest,
    path: str,
    parameters: Mapping[str, str],
    build: Callable[[], bytes],
    *,
    is_checked: bool = False,
) -> HttpResponse:
    """The answer to a query, kept until the next edition of anything.

    The generation is read before the rows, so that what is kept under it can be newer, but never
    older than it says. `build` refuses a wrong query, so only right ones are ever kept. Where that
    `is_checked` already, whoever has the answer is told so before anything is built: callers with a
    key or a cookie are answered past what is kept, and poll too.
    """
    shelf = shelf_of(request)
    query = urlencode(sorted(parameters.items()))
    name = f"{_FORMAT} {settings.SITE_URL} {shelf.stamp} {path}?{query}"
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()}"'
    body = b"" if is_checked and is_known_to(request, etag) else build()
    return json_answer(request, body, etag=etag, shelf=shelf if body else None)


def document_answer(request: HttpRequest, read: Callable[[], tuple[str, str]]) -> HttpResponse:
    """The answer with one stored document; `read` gives its text and its digest.

    Documents are read from their row each time. For callers who ask whether something changed the
    tag alone is kept, so that they are answered without a query until something is published.
    """
    shelf = shelf_of(request) if "HTTP_IF_NONE_MATCH" in request.META else None
    body, digest = read()
    return json_answer(request, body.encode(), etag=f'"{digest}"', shelf=shelf, keeps_body=False)
