"""Which answers other sites may show in a frame: those under one address, and no others.

The address decides and not the view, because a kept answer, a 304 and an error page never meet the
view, and a frame must not be refused because of how its answer came about.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from newsroom.languages import language_of


def may_be_framed(path: str) -> bool:
    """Whether the answer at `path`, in whichever language, is one that partners frame."""
    framed: str = settings.FRAMED_PREFIX
    if framed not in path:
        return False
    return path.removeprefix(language_of(path).prefix).startswith(framed)


def error_template(path: str, name: str) -> str:
    """`name`, or what stands for it in a frame: a page with a masthead is nothing for a card."""
    return "errors/framed.html" if may_be_framed(path) else f"errors/{name}.html"


class FramingMiddleware:
    """Lets what may be framed go without X-Frame-Options; `newsroom.content_policy` says the same
    to newer browsers.

    It stands behind Django's own middleware for that header. What is framed is a part of somebody
    else's page, so search engines are told to leave it out by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if may_be_framed(request.path_info):
            response.xframe_options_exempt = True
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
