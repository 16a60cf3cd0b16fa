"""Answers to the public, kept under the cache generation and given out before anything else runs.

The next edition of anything outdates every kept answer at once. What a reader gets is the kept
bytes: no template, no session, no address resolved and, while the generation is remembered, no
database.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.http import parse_etags

from coalition import generation
from coalition.cache_outages import ask

#: Caches on the way may answer for us for a minute; withdrawals must not wait longer.
CACHE_CONTROL = "public, max-age=60"
#: A bound on how long a changed template can go unseen, not on the age of what an answer says.
_KEPT_SECONDS = 300
#: The cache of a process counts entries, not bytes: of a larger answer only the tag is kept.
_KEPT_BYTES = 128 * 1024
#: Where the address alone decides, nobody can make up others, and few records have a page as large,
#: or a picture that takes a third of a second to draw.
_KEPT_PAGE_BYTES = 512 * 1024
#: What it leads to that a cache is away.
_WITHOUT = "Answers are made anew each time"


class Kept(NamedTuple):
    """A whole answer, or only its headers: then it can still say that nothing has changed.

    `stamp` is what it was made under; it is good as long as `stamp_now` says the same.
    """

    stamp: str
    body: bytes | None
    headers: dict[str, str]

    def answer(self, request: HttpRequest) -> HttpResponse | None:
        """The answer to `request`; None if the body is wanted and was not kept."""
        if is_known_to(request, self.headers["ETag"]):
            response = HttpResponse(status=304, headers=self.headers)
            del response.headers["Content-Type"]
            return response
        return None if self.body is None else _whole(self.body, self.headers)


def _whole(body: bytes, headers: dict[str, str]) -> HttpResponse:
    response = HttpResponse(body, headers=headers)
    response.headers["Content-Length"] = str(len(body))
    return response


class Shelf(NamedTuple):
    """Where an answer of at most `room` bytes is to be kept: under `key` in the cache of that name.
    Take it *before* reading what the answer says: that may then be newer than the stamp, but never
    older."""

    cache: str
    key: str
    stamp: str
    room: int


def shelf_of(request: HttpRequest, *, reads_query: bool = True, variant: str = "") -> Shelf:
    """`variant` tells answers of one address apart. The middleware, which knows the address alone,
    never finds such a one: the view asks for it itself."""
    room = _KEPT_BYTES if reads_query else _KEPT_PAGE_BYTES
    place = _place(request, reads_query=reads_query, variant=variant)
    return Shelf(*place, stamp_now(), room)


def stamp_now() -> str:
    """The cache generation, and the day, as some pages say what is still to come."""
    return f"{generation.current()} {_today(int(time.time()) // 60)}"


def find(
    request: HttpRequest, *, reads_query: bool = True, variant: str = ""
) -> HttpResponse | None:
    """The kept answer to `request`. Where none was ever kept, not even the stamp is asked for."""
    if generation.is_set_aside():
        return None
    name, key = _place(request, reads_query=reads_query, variant=variant)
    kept: Kept | None = ask(name, lambda cache: cache.get(key), without=_WITHOUT)
    if kept is None or kept.stamp != stamp_now():
        return None
    return kept.answer(request)


def conditional_answer(
    request: HttpRequest,
    body: bytes,
    *,
    etag: str,
    content_type: str,
    vary: str = "",
    more: Mapping[str, str] | None = None,
    shelf: Shelf | None = None,
    keeps_body: bool = True,
) -> HttpResponse:
    """Answer with `body`, or say that the caller has it already; keep it if there is a shelf.

    `more` are headers that this answer has beside those that all have.
    """
    headers = {"Content-Type": content_type, "ETag": etag, "Cache-Control": CACHE_CONTROL}
    headers |= more or {}
    if vary:
        headers["Vary"] = vary
    if shelf and not generation.is_set_aside():
        is_kept = keeps_body and len(body) <= shelf.room
        kept = Kept(shelf.stamp, body if is_kept else None, headers)
        ask(
            shelf.cache,
            lambda cache: cache.set(shelf.key, kept, _KEPT_SECONDS),
            without=_WITHOUT,
        )
    return Kept("", body, headers).answer(request) or _whole(body, headers)


def _place(request: HttpRequest, *, reads_query: bool, variant: str = "") -> tuple[str, str]:
    """The cache, and a key that is short and plain whatever the address holds, as some insist.

    Query strings can be made up without end, addresses of pages cannot: what is kept of the ones
    never displaces the others.
    """
    query = request.META.get("QUERY_STRING", "") if reads_query else ""
    material = "\n".join((translation.get_language() or "", request.path, query, variant))
    key = "kept:" + hashlib.blake2b(material.encode(), digest_size=16).hexdigest()
    return "questions" if query else "default", key


def is_known_to(request: HttpRequest, etag: str) -> bool:
    """Whether the caller says that it has this very answer (If-None-Match, RFC 9110 13.1.2).

    A cache may have weakened the tag on the way, and `*` is any answer there is.
    """
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if not asked:
        return False
    if asked == etag:
        return True
    tags = parse_etags(asked)
    return "*" in tags or etag in (tag.removeprefix("W/") for tag in tags)


def is_anonymous(request: HttpRequest) -> bool:
    """A cookie or a key is enough to stay away from what is kept for everybody; to read the
    session would cost the query that keeping saves."""
    return (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


class KeptAnswersMiddleware:
    """Gives out what is kept. It stands behind what sets headers, before what knows people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._kept(request) or self.get_response(request)

    def _kept(self, request: HttpRequest) -> HttpResponse | None:
        if request.method not in ("GET", "HEAD") or not is_anonymous(request):
            return None
        try:
            kept = find(request)
        except (DatabaseError, InterfaceError):
            # The view will meet the same, and its error is answered in the form that it needs.
            return None
        if kept is not None:
            # Refuses a forged Host, as CommonMiddleware does for what does not end here.
            request.get_host()
        return kept


def forget_all() -> None:
    """For tests: what is kept outlives their transactions."""
    for cache in caches.all():
        cache.clear()


@lru_cache(maxsize=2)
def _today(minute: int) -> str:
    """The day in the newsroom's own zone, worked out once a minute: days begin on a full one."""
    return timezone.localdate().isoformat()
