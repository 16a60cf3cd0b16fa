"""Answers of what is deprecated: told so while it lasts, 410 afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from coalition.api import deprecations
from coalition.api.deprecations import Deprecation
from coalition.api.kinds import API_ROOT
from coalition.api.paths import operations
from coalition.api.problems import problem_type
from coalition.api.views.reference import schema_document
from newsroom.problems import error_answer


class DeprecatedAnswersMiddleware:
    """Stands before kept answers, which no view sees; costs one comparison while nothing is
    declared."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not deprecations.DEPRECATIONS or not request.path.startswith(API_ROOT):
            return self.get_response(request)
        concerned = list(concerning(request))
        answer = ended(request, concerned, now=timezone.now()) or self.get_response(request)
        for entry in concerned:
            for name, value in entry.headers().items():
                earlier = answer.headers.get(name)
                joined = f"{earlier}, {value}" if earlier and name == "Link" else value
                answer.headers[name] = joined
        return answer


def concerning(request: HttpRequest) -> Iterator[Deprecation]:
    """The entries that `request` relies on; of an operation with its parameter, both."""
    method = "get" if request.method == "HEAD" else str(request.method).lower()
    name = next(
        (
            operation.name
            for operation in operations(schema_document())
            if operation.method == method and re.fullmatch(operation.pattern(), request.path)
        ),
        "",
    )
    for entry in deprecations.DEPRECATIONS:
        if entry.operation == name and (not entry.parameter or entry.parameter in request.GET):
            yield entry


def ended(
    request: HttpRequest, concerned: list[Deprecation], *, now: datetime
) -> HttpResponse | None:
    """The refusal of what is past its sunset, if anything is."""
    for entry in concerned:
        if entry.has_ended(now):
            what = f"The parameter {entry.parameter}" if entry.parameter else "This address"
            detail = f"{what} ended on {entry.sunset}. {entry.instead}"
            answer = error_answer(request, 410, type=problem_type("ended"), detail=detail)
            answer.headers["Cache-Control"] = "no-cache"
            answer.headers["Vary"] = "Authorization"
            return answer
    return None
