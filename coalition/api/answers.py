"""Answers made of stored bytes: entity tags, conditional requests, and what is kept."""

import hashlib
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from coalition import generation

#: Seconds for which a cache on the way may answer for us; withdrawals must not wait longer.
CACHE_CONTROL = "public, max-age=60"
#: Raised whenever the same ledger would be answered with other bytes.
_FORMAT = 1
_KEEP_SECONDS = 600
#: The cache of a process counts entries, not bytes, so a large answer is built anew each time; that
#: is one query and a join.
_KEEP_BYTES = 128 * 1024


def json_answer(body: bytes, *, etag: str, content_type: str = "application/json") -> HttpResponse:
    return HttpResponse(
        body, content_type=content_type, headers={"ETag": etag, "Cache-Control": CACHE_CONTROL}
    )


def not_modified(etag: str) -> HttpResponse:
    answer = HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": CACHE_CONTROL})
    del answer.headers["Content-Type"]
    return answer


def is_known_to(request: HttpRequest, etag: str) -> bool:
    """Whether the caller says that it has this very answer (If-None-Match, RFC 9110 13.1.2)."""
    given = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not given:
        return False
    return given.strip() == "*" or etag in (tag.removeprefix("W/") for tag in parse_etags(given))


def conditional_answer(
    request: HttpRequest, body: bytes, *, etag: str, content_type: str = "application/json"
) -> HttpResponse:
    if is_known_to(request, etag):
        return not_modified(etag)
    return json_answer(body, etag=etag, content_type=content_type)


def kept_answer(
    request: HttpRequest, path: str, parameters: Mapping[str, str], build: Callable[[], bytes]
) -> HttpResponse:
    """The answer to a query, kept until the next edition of anything.

    The generation is read before the rows, so that what is kept under it can be newer, but never
    older than it says. `build` refuses a wrong query, so only right ones are ever kept.
    """
    query = urlencode(sorted(parameters.items()))
    name = f"{_FORMAT} {settings.SITE_URL} {generation.current()} {path}?{query}"
    tag = hashlib.sha256(name.encode()).hexdigest()
    etag = f'"{tag}"'
    body: bytes | None = cache.get(f"api-answer-{tag}")
    if body is not None and is_known_to(request, etag):
        return not_modified(etag)
    if not body:
        is_first = body is None
        body = build()
        if is_first:
            # An empty entry still says that the query was a right one.
            kept = body if len(body) <= _KEEP_BYTES else b""
            cache.set(f"api-answer-{tag}", kept, _KEEP_SECONDS)
    return conditional_answer(request, body, etag=etag)


def document_answer(
    request: HttpRequest, name: str, read: Callable[[], tuple[str, str]]
) -> HttpResponse:
    """The answer with one stored document; `read` gives its text and its entity tag.

    A caller who asks whether something changed is answered without a query, once somebody asked
    the same since the newest edition of anything.
    """
    if "HTTP_IF_NONE_MATCH" not in request.META:
        body, etag = read()
        return json_answer(body.encode(), etag=etag)
    key = f"api-etag-{generation.current()}-{name}"
    known: str | None = cache.get(key)
    if known is not None and is_known_to(request, known):
        return not_modified(known)
    body, etag = read()
    cache.set(key, etag, _KEEP_SECONDS)
    return conditional_answer(request, body.encode(), etag=etag)
