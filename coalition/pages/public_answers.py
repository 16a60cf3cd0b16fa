"""How every public page is answered: from the cache if it can be, and the same for everybody.

A page is kept under the cache generation, so the next edition makes every kept page unreachable at
once, and under today's date, because some pages say what is still to come. What a reader gets is
the kept bytes and nothing else: no template, no session and, while the generation is remembered, no
database.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseNotModified, HttpResponsePermanentRedirect
from django.utils import timezone, translation
from django.utils.http import parse_etags

from coalition import generation
from coalition.live_editions import Moved, NotPublic, Withdrawn
from coalition.pages.addresses import page_path
from coalition.pages.refusals import BadParameter, bad_parameter, gone

CACHE_CONTROL = "public, max-age=60"

#: A bound on how long a changed template can go unseen, not on the age of what a page says.
_KEPT_SECONDS = 300

View = Callable[..., HttpResponse]
#: body, entity tag, content type
_Kept = tuple[bytes, str, str]


def public_page(view: View) -> View:
    """A page that is the same whatever the query string; it must not read `request.GET`."""
    return _public(view, reads_query=False, is_kept=True)


def public_list(view: View) -> View:
    """A page that its query string decides about."""
    return _public(view, reads_query=True, is_kept=True)


def public_answer(view: View) -> View:
    """An answer that is made anew each time: too rarely asked for, or too large, to be kept."""
    return _public(view, reads_query=True, is_kept=False)


def _public(view: View, *, reads_query: bool, is_kept: bool) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        # A cookie is enough to stay away from the cache; reading the session would cost a query.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return _answered(view, request, *args, **kwargs)
        key = _key(request, reads_query=reads_query) if is_kept else ""
        kept: _Kept | None = cache.get(key) if is_kept else None
        if kept is None:
            response = _answered(view, request, *args, **kwargs)
            if response.status_code != 200:
                return response
            kept = (response.content, _entity_tag(response.content), response["Content-Type"])
            if is_kept:
                cache.set(key, kept, _KEPT_SECONDS)
        return _from_kept(request, kept)

    return answer


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The view's answer, or the one that fits what it found instead of a page."""
    try:
        return view(request, *args, **kwargs)
    except NotPublic:
        raise Http404 from None
    except Moved as moved:
        response: HttpResponse = HttpResponsePermanentRedirect(
            page_path(moved.edition.kind, moved.edition.slug)
        )
    except Withdrawn as withdrawn:
        response = gone(request, withdrawn.tombstone)
    except BadParameter as error:
        response = bad_parameter(request, error)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def _key(request: HttpRequest, *, reads_query: bool) -> str:
    """Short and plain whatever the address holds, as some caches insist."""
    material = "\n".join(
        (
            str(generation.current()),
            _today(int(time.time()) // 60),
            translation.get_language() or "",
            request.path,
            request.META.get("QUERY_STRING", "") if reads_query else "",
        )
    )
    return "page:" + hashlib.blake2b(material.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=2)
def _today(minute: int) -> str:
    """The day in the newsroom's own zone, worked out once a minute: days begin on a full one."""
    return timezone.localdate().isoformat()


def _entity_tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:40]}"'


def _from_kept(request: HttpRequest, kept: _Kept) -> HttpResponse:
    content, entity_tag, content_type = kept
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    response: HttpResponse
    if asked and _matches(asked, entity_tag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = entity_tag
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def _matches(asked: str, entity_tag: str) -> bool:
    """RFC 9110: a cache may have weakened the tag on the way, and `*` is any page there is."""
    if asked == entity_tag:
        return True
    tags = parse_etags(asked)
    return "*" in tags or entity_tag in (tag.removeprefix("W/") for tag in tags)
