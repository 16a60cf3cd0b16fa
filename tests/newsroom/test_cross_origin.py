from __future__ import annotations

import pytest
from django.conf import settings as site_settings
from django.db import OperationalError
from django.test import Client

from tests.factories import MeetingFactory, bearer, paula, published

ORIGIN = {"Origin": "https://charts.example.com"}
PREFLIGHT = ORIGIN | {
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "if-none-match",
}


def words(value: str) -> set[str]:
    return {word.strip() for word in value.split(",")}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "meetings/", "changes", "search?q=a", "schema/", "docs/"])
@pytest.mark.parametrize("headers", [ORIGIN, {}])
def test_public_answer_may_be_read_by_every_page(path, headers) -> None:
    """Whether or not a page asked: a cache between us keeps one answer for all."""
    for _ in range(2):  # the second one is kept
        answer = Client().get(f"/api/v1/{path}", headers=headers)
        assert answer.status_code == 200
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert "origin" not in answer.get("Vary", "").lower()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [("meetings/nowhere/", 404), ("meetings/?nonsense=1", 400), ("nothing/at/all", 404)],
)
def test_error_may_be_read_too(path, status) -> None:
    answer = Client().get(f"/api/v1/{path}", headers=ORIGIN)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")


@pytest.mark.django_db
def test_304_may_be_read_too() -> None:
    path = f"/api/v1/meetings/{published(MeetingFactory()).slug}/"
    tag = Client().get(path)["ETag"]
    for _ in range(2):
        answer = Client().get(path, headers=ORIGIN | {"If-None-Match": tag})
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.django_db
def test_refusal_of_a_key_and_of_too_many_may_be_read_too(settings) -> None:
    settings.API_ANONYMOUS_PER_MINUTE = 1
    wrong = ORIGIN | {"Authorization": "Bearer wrong"}
    answers = [
        Client().get("/api/v1/meetings/x/", headers=headers) for headers in (wrong, ORIGIN, ORIGIN)
    ]
    assert [answer.status_code for answer in answers] == [401, 404, 429]
    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}


@pytest.mark.django_db
def test_what_a_key_is_answered_is_no_page_s_business() -> None:
    path = f"/api/v1/meetings/{published(MeetingFactory()).slug}/"
    key = ORIGIN | bearer(paula())
    tag = Client().get(path)["ETag"]
    for headers, status in ((key, 200), (key | {"If-None-Match": tag}, 304)):
        answer = Client().get(path, headers=headers)
        assert answer.status_code == status
        assert not [name for name in answer.headers if name.startswith("Access-Control")]


@pytest.mark.django_db
def test_what_a_key_is_refused_may_be_read(settings) -> None:
    settings.API_KEY_PER_MINUTE = 2
    key = ORIGIN | bearer(paula())
    for path, status in (("meetings/x/", 404), ("meetings/?x=1", 400), ("meetings/", 429)):
        answer = Client().get(f"/api/v1/{path}", headers=key)
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")


def test_error_of_ours_may_be_read_too(monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("coalition.api.views.root.Root.answer", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/", headers=ORIGIN)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (503, "*")


def test_redirect_to_the_root_may_be_followed() -> None:
    answer = Client().get("/api/v1", headers=ORIGIN)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (301, "*")


def test_page_may_read_the_headers_that_matter() -> None:
    answer = Client().get("/api/v1/schema/", headers=ORIGIN)
    assert words(answer["Access-Control-Expose-Headers"]) == {
        "ETag",
        "Link",
        "Location",
        "RateLimit",
        "RateLimit-Policy",
        "Retry-After",
        "Deprecation",
        "Sunset",
    }


@pytest.mark.parametrize("path", ["meetings/", "changes", "anything/"])
def test_preflight_is_answered_without_the_database(path) -> None:
    """Without `django_db` a query would raise."""
    answer = Client().options(f"/api/v1/{path}", headers=PREFLIGHT)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert words(answer["Access-Control-Allow-Methods"]) == {"GET", "HEAD", "OPTIONS"}
    assert "if-none-match" in words(answer["Access-Control-Allow-Headers"])
    assert answer["Access-Control-Max-Age"] == "86400"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_preflight_lets_no_key_into_a_page() -> None:
    answer = Client().options("/api/v1/meetings/", headers=PREFLIGHT)
    assert "authorization" not in answer["Access-Control-Allow-Headers"].lower()


@pytest.mark.parametrize("path", ["reconcile", "reconcile/", "resolve", "resolve/"])
def test_long_questions_may_be_posted(path) -> None:
    headers = PREFLIGHT | {"Access-Control-Request-Method": "POST"}
    answer = Client().options(f"/api/v1/{path}", headers=headers)
    assert "POST" in words(answer["Access-Control-Allow-Methods"])
    assert "content-type" in words(answer["Access-Control-Allow-Headers"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/api/v1/records", "/api/v1/records/", "/api/v1/records/meetings/x/", "/api/v1/webhooks/"],
)
@pytest.mark.parametrize("method", ["get", "options", "post"])
def test_what_is_not_public_is_no_page_s_business(path, method) -> None:
    for headers in (ORIGIN, PREFLIGHT, ORIGIN | bearer(paula(), name="x")):
        answer = getattr(Client(), method)(path, headers=headers)
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
        paula().api_keys.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/admin/login/", "/healthz", "/meetings/"])
def test_pages_are_not_opened(path) -> None:
    answer = Client().get(path, headers=ORIGIN)
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.django_db
def test_signed_in_editor_is_told_the_same_and_no_credentials_are_taken() -> None:
    client = Client()
    client.cookies[site_settings.SESSION_COOKIE_NAME] = "x"
    answer = client.get("/api/v1/meetings/", headers=ORIGIN)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "no-store" in answer["Cache-Control"]
