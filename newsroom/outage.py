"""The database is away: say so with a 503 within seconds, and work again once it is back."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from newsroom.problems import error_answer

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5

# SQLite reports a table that was never migrated as an operational error; waiting won't mend it.
_DEFECTS = ("no such table", "no such column", "syntax error", "has no column")


def is_outage(error: BaseException) -> bool:
    """Whether trying again later may help: no connection, a full pool, a lock, a timeout."""
    if isinstance(error, InterfaceError):
        return True
    return isinstance(error, OperationalError) and not any(d in str(error) for d in _DEFECTS)


def unavailable(request: HttpRequest) -> HttpResponse:
    answer = error_answer(request, 503)
    answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class DatabaseOutageMiddleware:
    """Answers for views, with a line in the log instead of a traceback for every request.

    What fails outside a view reaches `newsroom.errors.server_error`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_outage(error):
            return None
        logger.error("Database unavailable: %s %s: %s", request.method, request.path, error)
        return unavailable(request)
