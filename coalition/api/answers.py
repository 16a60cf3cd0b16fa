"""Answers made of stored bytes, and what of them is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from coalition.kept_answers import Shelf, conditional_answer, find, is_known_to, shelf_of
from coalition.live_editions import Document

#: Raised whenever the same ledger would be answered with other bytes.
_FORMAT = 1


class Built(NamedTuple):
    """An answer, and the addresses that its `Link` header gives, by relation (RFC 8288)."""

    body: bytes
    links: Mapping[str, str] = {}


def json_answer(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str,
    links: Mapping[str, str] | None = None,
    shelf: Shelf | None = None,
    keeps_body: bool = True,
) -> HttpResponse:
    return conditional_answer(
        request,
        body,
        etag=etag,
        content_type="application/json",
        vary="Authorization",
        more={"Link": link_header(links)} if links else None,
        shelf=shelf,
        keeps_body=keeps_body,
    )


def link_header(links: Mapping[str, str]) -> str:
    """`<address>; rel="relation"`, one after the other. Addresses of ours have no comma or quote
    that is not escaped."""
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())


def query_answer(
    request: HttpRequest,
    path: str,
    parameters: Mapping[str, str],
    build: Callable[[], Built],
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
    etag = _tag_of_query(shelf, path, parameters)
    if is_checked and is_known_to(request, etag):
        return json_answer(request, b"", etag=etag)
    built = build()
    return json_answer(request, built.body, etag=etag, links=built.links, shelf=shelf)


def negotiated_answer(
    request: HttpRequest,
    path: str,
    parameters: Mapping[str, str],
    build: Callable[[], tuple[bytes, Mapping[str, str]]],
    *,
    content_type: str,
) -> HttpResponse:
    """As `query_answer`, for an address whose answers differ by `Accept`.

    `build` gives the headers of the answer beside its bytes.
    """
    if (kept := find(request, variant=content_type)) is not None:
        return kept
    shelf = shelf_of(request, variant=content_type)
    body, headers = build()
    return conditional_answer(
        request,
        body,
        etag=_tag_of_query(shelf, path, parameters, content_type),
        content_type=content_type,
        vary="Accept, Authorization",
        more=headers,
        shelf=shelf,
    )


def _tag_of_query(
    shelf: Shelf, path: str, parameters: Mapping[str, str], content_type: str = ""
) -> str:
    query = urlencode(sorted(parameters.items()))
    name = f"{_FORMAT} {settings.SITE_URL} {shelf.stamp} {path}?{query} {content_type}"
    return f'"{hashlib.sha256(name.encode()).hexdigest()}"'


def document_answer(
    request: HttpRequest,
    read: Callable[[], Document],
    links_of: Callable[[Document], Mapping[str, str]],
) -> HttpResponse:
    """The answer with one stored document, which is what its entity tag is made of.

    Documents are read from their row each time. For callers who ask whether something changed the
    tag alone is kept, so that they are answered without a query until something is published.
    """
    shelf = shelf_of(request) if "HTTP_IF_NONE_MATCH" in request.META else None
    found = read()
    return json_answer(
        request,
        found.body.encode(),
        etag=f'"{found.digest}"',
        links=links_of(found),
        shelf=shelf,
        keeps_body=False,
    )
