from __future__ import annotations

import logging

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client

from newsroom.outage import is_outage

pytestmark = pytest.mark.urls("tests.newsroom.urls")


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="newsroom")
    caplog.set_level(logging.CRITICAL, logger="django")


def get(path: str) -> HttpResponse:
    return Client(raise_request_exception=False).get(path)


@pytest.mark.parametrize("what", ["away", "closed"])
@pytest.mark.parametrize(
    "prefix", ["/fail", "/api/v1/fail", "/api/v1/fail-in-view-class"], ids=["page", "api", "drf"]
)
def test_absent_database_is_a_503_that_says_when_to_return(prefix: str, what: str) -> None:
    answer = get(f"{prefix}/{what}")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Cache-Control"] == "no-store"


def test_absent_database_is_a_problem_under_the_api() -> None:
    answer = get("/api/v1/fail-in-view-class/away")
    assert answer["Content-Type"] == "application/problem+json"
    assert "connection" not in answer.json()["detail"]


def test_outage_fills_the_log_with_no_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="newsroom")
    caplog.set_level(logging.INFO, logger="django")
    get("/fail/away")
    assert "GET /fail/away: connection to server failed" in caplog.text
    assert not any(record.exc_info for record in caplog.records)


def test_defect_is_not_taken_for_an_outage() -> None:
    assert get("/fail/unmigrated").status_code == 500


def test_database_that_fails_in_a_middleware_is_a_503(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session is read between the middlewares, where no view's handler sees it fail."""

    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("django.contrib.messages.middleware.MessageMiddleware.__call__", away)
    assert get("/public").status_code == 503


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("connection refused"), True),
        (OperationalError("couldn't get a connection after 3.00 sec"), True),
        (OperationalError("canceling statement due to statement timeout"), True),
        (OperationalError("database is locked"), True),
        (InterfaceError("connection already closed"), True),
        (OperationalError("no such column: party.colour"), False),
        (RuntimeError("connection refused"), False),
    ],
)
def test_is_outage(error: Exception, expected: bool) -> None:
    assert is_outage(error) is expected
