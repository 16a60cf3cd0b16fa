"""What a signed-in person sees is nobody else's business: no cache may keep it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import LazyObject


class SignedInAnswersAreNotStored:
    """Marks the answers to signed-in requests `no-store`.

    It must not look at `request.user` itself: that would read the session, and with it the
    database, on every public page, and make each of them vary by cookie. So a request counts as
    signed in when it carries a session cookie, or when somebody else found out who is asking.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or _is_known_user(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _is_known_user(request: HttpRequest) -> bool:
    # `_cached_user` is there once somebody asked the session; signing in and token authentication
    # put a real user in the place of the lazy one.
    user = getattr(request, "_cached_user", None) or getattr(request, "user", None)
    if user is None or isinstance(user, LazyObject):
        return False
    return bool(user.is_authenticated)
