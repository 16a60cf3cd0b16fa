from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from rest_framework.exceptions import NotAuthenticated, Throttled, ValidationError
from rest_framework.request import Request

from coalition.api.problems import ProblemHandler
from coalition.api.views import changes
from coalition.api.views.public import PublicView


def handled(error: Exception) -> Any:
    request: HttpRequest = RequestFactory().get("/api/v1/records/")
    context = {"view": PublicView(), "args": (), "kwargs": {}, "request": Request(request)}
    return ProblemHandler(error, context).run()


@pytest.mark.parametrize("method", ["get", "post", "options", "delete"])
def test_unknown_address_is_a_problem(method: str) -> None:
    answer = getattr(Client(), method)("/api/v1/nothing/of/the-sort/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
        "instance": "/api/v1/nothing/of/the-sort/",
    }


def test_unknown_address_is_a_problem_while_debugging_too(settings) -> None:
    settings.DEBUG = True
    assert Client().get("/api/v1/nothing/")["Content-Type"] == "application/problem+json"


def test_wrong_field_of_a_body_is_named() -> None:
    answer = handled(ValidationError({"title": ["Too long."]}))
    assert answer.status_code == 400
    assert b'"errors": [{"field": "title", "detail": "Too long."}]' in answer.content


def test_throttled_caller_is_told_when_to_come_back() -> None:
    assert handled(Throttled(wait=7))["Retry-After"] == "7"


def test_unsigned_caller_gets_a_problem() -> None:
    answer = handled(NotAuthenticated())
    assert answer["Content-Type"] == "application/problem+json"


def test_error_of_ours_is_a_problem_without_internals(monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(changes, "query_answer", broken)
    answer = Client(raise_request_exception=False).get("/api/v1/changes")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert b"inside" not in answer.content
