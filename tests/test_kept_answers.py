"""What is kept for all is given out before anything else runs, and only to those it is for."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from coalition import kept_answers
from coalition.kept_answers import Kept, KeptAnswersMiddleware, find, is_known_to, shelf_of
from coalition.publishing import publish
from tests.factories import PartyFactory, alice, published

pytestmark = pytest.mark.django_db

PAGE = "/parties/alpha/"


@pytest.fixture(autouse=True)
def party() -> None:
    kept_answers.forget_all()
    published(PartyFactory(name="Alpha", slug="alpha"))


def get(path: str = PAGE, **headers: str) -> HttpResponse:
    return Client().get(path, headers=headers)


def behind(request: HttpRequest) -> HttpResponse:
    """What the middleware answers; 418 if it leaves the request to what is behind it."""
    return KeptAnswersMiddleware(lambda request: HttpResponse(status=418))(request)


def test_kept_page_is_given_out_without_resolving_its_address() -> None:
    whole = get()
    kept = behind(RequestFactory().get(PAGE))
    assert kept.content == whole.content
    assert kept["ETag"] == whole["ETag"]
    assert kept["Content-Length"] == str(len(whole.content))


def test_address_of_which_nothing_is_kept_costs_no_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert behind(RequestFactory().get("/nothing/")).status_code == 418
    assert len(queries) == 0


@pytest.mark.parametrize("headers", [{"cookie": "session=x"}, {"authorization": "Bearer x"}])
def test_request_that_may_be_somebodys_is_left_alone(headers: dict[str, str]) -> None:
    get()
    assert behind(RequestFactory().get(PAGE, headers=headers)).status_code == 418


def test_write_is_left_alone() -> None:
    get()
    assert behind(RequestFactory().post(PAGE)).status_code == 418


def test_next_edition_of_anything_outdates_what_is_kept() -> None:
    get()
    publish(PartyFactory(name="Beta", approved=True), by=alice())
    assert behind(RequestFactory().get(PAGE)).status_code == 418


def test_what_was_read_before_an_edition_is_not_kept_under_it() -> None:
    request = RequestFactory().get("/elsewhere/")
    shelf = shelf_of(request)
    publish(PartyFactory(name="Beta", approved=True), by=alice())
    kept = Kept(shelf.stamp, b"old", {"ETag": '"old"', "Content-Type": "text/plain"})
    caches[shelf.cache].set(shelf.key, kept)
    assert find(request) is None


@pytest.mark.parametrize(("path", "status"), [(PAGE, 200), ("/parties/", 418)])
def test_page_of_a_record_may_be_larger_than_a_list_and_is_kept(
    path: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of lists there are as many as anybody can think of queries."""
    monkeypatch.setattr(kept_answers, "_KEPT_BYTES", 10)
    get(path)
    assert behind(RequestFactory().get(path)).status_code == status


def test_page_of_a_record_that_is_too_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "_KEPT_PAGE_BYTES", 10)
    get()
    assert behind(RequestFactory().get(PAGE)).status_code == 418


def test_forged_host_gets_nothing_that_is_kept() -> None:
    get()
    assert Client().get(PAGE, headers={"host": "evil.example.org"}).status_code == 400


def test_document_itself_is_not_kept_but_that_it_is_known_is() -> None:
    path = "/api/v1/parties/alpha/"
    etag = get(path)["ETag"]
    assert get(path, if_none_match=etag).status_code == 304
    assert behind(RequestFactory().get(path)).status_code == 418
    known = behind(RequestFactory().get(path, headers={"if-none-match": etag}))
    assert (known.status_code, known.content, known["Vary"]) == (304, b"", "Authorization")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False), ("a", False)],
)
def test_answer_is_known_by_its_tag(asked: str, expected: bool) -> None:
    request = RequestFactory().get("/", headers={"if-none-match": asked})
    assert is_known_to(request, '"a"') is expected
