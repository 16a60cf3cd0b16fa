"""How every public page is answered: the same for everybody, and kept until the next edition.

A page is kept under today's date too, because some pages say what is still to come. What is asked
for as it was at a past moment is made anew each time, and search engines are told to leave it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponsePermanentRedirect
from django.views.decorators.csrf import csrf_exempt

from coalition.kept_answers import (
    CACHE_CONTROL,
    Shelf,
    conditional_answer,
    find,
    is_anonymous,
    shelf_of,
)
from coalition.live_editions import Moved, NotPublic, NotPublicThen, Withdrawn
from coalition.pages.link_tags import drop_link_tags
from coalition.pages.moves import moved_address
from coalition.pages.refusals import BadParameter, bad_parameter, gone, not_public_then
from coalition.pages.vantage import PARAMETER, read_vantage

View = Callable[..., HttpResponse]
#: A view that has been told everything.
Made = Callable[[], HttpResponse]

#: What a view may say of its answer beside what the answer is.
_OF_ITS_OWN = ("Content-Disposition", "Content-Security-Policy")


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
    # Nothing is ever written. Else whoever sends something would hear of a form that is too old.
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        is_tagged = reads_query and drop_link_tags(request)
        make = partial(view, request, *args, **kwargs)
        if PARAMETER in request.GET:
            return _past_answer(request, make, reads_query=reads_query)
        if not is_anonymous(request):
            return _answered(request, make, reads_query=reads_query)
        # What was asked with more than the page reads is kept without it.
        is_kept_for_less = is_kept and (is_tagged or not reads_query)
        ready = find(request, reads_query=reads_query) if is_kept_for_less else None
        if ready is not None:
            return ready
        shelf = shelf_of(request, reads_query=reads_query) if is_kept else None
        request.shelf = shelf  # type: ignore[attr-defined]
        return _conditional(request, _answered(request, make, reads_query=reads_query), shelf)

    return answer


def stamp_of(request: HttpRequest) -> str:
    """What the answer will be kept under; empty if it is not kept."""
    shelf: Shelf | None = getattr(request, "shelf", None)
    return shelf.stamp if shelf else ""


def _past_answer(request: HttpRequest, make: Made, *, reads_query: bool) -> HttpResponse:
    response = _answered(request, make, reads_query=reads_query)
    if is_anonymous(request):
        response = _conditional(request, response, None)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _conditional(request: HttpRequest, response: HttpResponse, shelf: Shelf | None) -> HttpResponse:
    if response.status_code != 200:
        return response
    return conditional_answer(
        request,
        response.content,
        etag=_entity_tag(response.content),
        content_type=response["Content-Type"],
        more={name: response[name] for name in _OF_ITS_OWN if name in response},
        shelf=shelf,
    )


def _answered(request: HttpRequest, make: Made, *, reads_query: bool) -> HttpResponse:
    """The view's answer, or the one that fits what it found instead of a page."""
    try:
        request.vantage = read_vantage(request)  # type: ignore[attr-defined]
        return make()
    except NotPublicThen as error:
        response: HttpResponse = not_public_then(request, error)
    except NotPublic:
        raise Http404 from None
    except Moved as moved:
        response = HttpResponsePermanentRedirect(
            moved_address(request, moved, reads_query=reads_query)
        )
    except Withdrawn as withdrawn:
        response = gone(request, withdrawn.tombstone)
    except BadParameter as error:
        response = bad_parameter(request, error)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def _entity_tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:40]}"'
