from __future__ import annotations

import logging

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

pytestmark = pytest.mark.urls("tests.newsroom.urls")

FAILURES = [("suspicious", 400), ("forbidden", 403), ("nowhere", 404), ("broken", 500)]


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> None:
    """These failures are wanted, and would fill the output with tracebacks."""
    caplog.set_level(logging.CRITICAL, logger="django")
    caplog.set_level(logging.CRITICAL, logger="newsroom")


def get(path: str) -> HttpResponse:
    return Client(raise_request_exception=False).get(path)


def path_of(what: str, *, prefix: str = "") -> str:
    return f"{prefix}/nowhere/" if what == "nowhere" else f"{prefix}/fail/{what}"


@pytest.mark.parametrize(("what", "status"), FAILURES)
def test_api_failure_is_a_problem(what: str, status: int) -> None:
    path = path_of(what, prefix="/api/v1")
    answer = get(path)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}
    assert answer.json()["status"] == status
    assert answer.json()["instance"] == path


@pytest.mark.parametrize(("what", "status"), FAILURES)
def test_page_failure_is_a_page(what: str, status: int) -> None:
    answer = get(path_of(what))
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert b"<h1" in answer.content


@pytest.mark.parametrize(("what", "status"), FAILURES)
@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_failure_tells_nothing_of_the_inside(what: str, status: int, prefix: str) -> None:
    assert b"inside" not in get(path_of(what, prefix=prefix)).content


def test_host_that_is_not_ours_is_a_problem_under_the_api() -> None:
    answer = Client(raise_request_exception=False).get("/api/v1/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_missing_csrf_token_is_explained_to_a_person() -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert answer.status_code == 403
    assert b"reload the page" in answer.content


def test_broken_error_template_still_answers(tmp_path, settings) -> None:
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors" / "500.html").write_text("{% include 'missing.html' %}")
    templates = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    with override_settings(TEMPLATES=templates):
        answer = get("/fail/broken")
    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content


def test_error_of_ours_needs_no_context_processor(tmp_path, settings) -> None:
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors" / "500.html").write_text("{{ title }}|{{ request.path }}|{{ user }}")
    with override_settings(TEMPLATES=[settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]):
        assert get("/fail/broken").content == b"Internal Server Error||"
