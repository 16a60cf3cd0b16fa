"""The two floors, and both once more for an answer without a body."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from benchmarks.floor.models import Answer


def bare(request: HttpRequest, floor: str) -> HttpResponse:
    """The same bytes, from memory."""
    return HttpResponse(_bodies()[_key(request, floor)], content_type=_content_type(request))


def row(request: HttpRequest, floor: str) -> HttpResponse:
    """The same bytes, from one row by its key."""
    answer = Answer.objects.get(pk=_key(request, floor))
    return HttpResponse(answer.body, content_type=_content_type(request))


def bare_not_modified(request: HttpRequest, floor: str) -> HttpResponse:
    return HttpResponseNotModified()


def row_not_modified(request: HttpRequest, floor: str) -> HttpResponse:
    Answer.objects.get(pk=_key(request, floor))
    return HttpResponseNotModified()


def _key(request: HttpRequest, floor: str) -> str:
    return request.get_full_path()[len(floor) + 1 :]


def _content_type(request: HttpRequest) -> str:
    return "application/json" if "/api/" in request.path else "text/html; charset=utf-8"


@cache
def _bodies() -> dict[str, bytes]:
    return {answer.key: answer.body.encode() for answer in Answer.objects.all()}
