"""The comparison of answers with the schema notices what it is there to notice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from coalition.api.examples import MEETING
from tests import described_answers
from tests.closed_schemas import open_objects
from tests.described_answers import EXEMPTIONS, DescribedAnswers, Exemption

pytest_plugins = ["pytester"]

LIST = "/api/v1/meetings/"
PAGE: dict[str, Any] = {"next": None, "previous": None, "results": [MEETING]}
PROBLEM = {
    "type": "about:blank",
    "title": "Not Found",
    "status": 404,
    "detail": "Nothing.",
    "instance": LIST,
}


@pytest.fixture(autouse=True)
def _findings_of_this_module() -> Iterator[None]:
    yield
    DescribedAnswers.taken()


def found(response: Any, path: str = LIST, method: str = "get") -> list[str]:
    """What is noticed about one answer, without the address at its beginning."""
    request: HttpRequest = getattr(RequestFactory(), method)(path)
    answer = DescribedAnswers(lambda request: response)(request)
    if answer.streaming:
        b"".join(answer)  # type: ignore[arg-type]
    return [finding.partition(": ")[2] for finding in DescribedAnswers.taken()]


def page(document: dict[str, Any] = MEETING, **headers: str) -> HttpResponse:
    return answer({**PAGE, "results": [document]}, ETag='"1"', **headers)


def answer(
    body: object, status: int = 200, media: str = "application/json", **headers: str
) -> HttpResponse:
    response = HttpResponse(json.dumps(body), media, status)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def problem(status: int, **headers: str) -> HttpResponse:
    body = PROBLEM | {"status": status}
    return answer(body, status, "application/problem+json", **headers)


def test_described_answer_passes() -> None:
    assert found(page()) == []


def test_status_that_is_not_described_is_noticed() -> None:
    assert found(problem(418)) == ["status 418 is not described"]


def test_other_media_type_is_noticed() -> None:
    assert found(answer(PAGE, media="text/plain", ETag='"1"')) == [
        "media type text/plain is not one of application/json"
    ]


def test_key_that_is_missing_is_noticed() -> None:
    document = {key: value for key, value in MEETING.items() if key != "title"}
    assert found(page(document)) == ["body['results'][0]: \"title\" is a required property"]


def test_key_that_is_not_described_is_noticed() -> None:
    (finding,) = found(page(MEETING | {"weather": "fine"}))
    assert "'weather' was unexpected" in finding


PARTS = {key: MEETING[key] for key in ("id", "kind", "url", "date")} | {"date": {"edtf": "2023"}}


def test_parts_that_were_asked_for_pass() -> None:
    assert found(page(PARTS), f"{LIST}?fields=date.edtf") == []


def test_parts_that_were_not_asked_for_are_noticed() -> None:
    assert found(page(PARTS))


@pytest.mark.parametrize("wrong", [{"weather": "fine"}, {"date": {"day": 1}}, {"title": 1}])
def test_part_that_the_whole_does_not_have_is_noticed(wrong: dict[str, Any]) -> None:
    assert found(page(PARTS | wrong), f"{LIST}?fields=title,date")


def test_what_was_not_asked_to_be_included_is_noticed() -> None:
    address = f"{LIST}dinner/"
    body = answer(MEETING | {"included": {}}, ETag='"1"')
    assert found(body, f"{address}?include=alliance") == []
    (finding,) = found(body, address)
    assert "'included' was unexpected" in finding


def test_value_in_another_format_is_noticed() -> None:
    (finding,) = found(page(MEETING | {"published_at": "yesterday"}))
    assert "date-time" in finding


def test_missing_header_is_noticed() -> None:
    assert found(answer(PAGE)) == ["the header ETag is missing"]


def test_header_that_is_not_described_is_noticed() -> None:
    assert found(page(**{"X-Mood": "good"})) == ["the header X-Mood is not described"]


def test_body_where_none_is_described_is_noticed() -> None:
    response = HttpResponse("x", status=304, headers={"ETag": '"1"'})
    assert found(response) == ["a body of text/html, where none is described"]


def test_body_that_cannot_be_read_is_noticed() -> None:
    response = HttpResponse("{", content_type="application/json")
    response.headers["ETag"] = '"1"'
    (finding,) = found(response)
    assert finding.startswith("the body cannot be read as application/json")


def test_body_of_a_stream_is_compared_as_it_passes() -> None:
    stream = StreamingHttpResponse(iter([b'{"next": null, ', b'"results": []}']))
    stream.headers["Content-Type"] = "application/json"
    stream.headers["ETag"] = '"1"'
    assert found(stream) == ['body: "previous" is a required property']


def test_lines_of_a_long_stream_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(described_answers, "STREAM_LIMIT", 100)
    line = b'{"kind": "meeting"}\n'
    stream = StreamingHttpResponse(iter([line * 3, line * 20]), content_type="application/jsonl")
    assert found(stream, "/api/v1/export/meetings.jsonl")
    # Nothing is said of the line that the limit cuts in two.
    stream = StreamingHttpResponse(iter([b"x" * 200]), content_type="application/jsonl")
    assert found(stream, "/api/v1/export/meetings.jsonl") == []


def test_stream_where_no_body_is_described_is_noticed() -> None:
    stream = StreamingHttpResponse(iter([b"x"]), status=304, headers={"ETag": '"1"'})
    assert found(stream) == ["a body of text/html, where none is described"]


def test_cookie_is_noticed() -> None:
    response = page()
    response.set_cookie("session", "x")
    assert found(response) == ["it sets the cookie session"]


def test_answer_to_options_says_the_methods_of_the_schema() -> None:
    plain = HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    assert found(plain, method="options") == []
    wrong = HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS, POST"})
    assert found(wrong, method="options") == [
        "Allow says GET, HEAD, OPTIONS, POST, the schema GET, HEAD, OPTIONS"
    ]
    assert found(HttpResponse(), method="options") == ["the answer to OPTIONS says no methods"]
    strange = HttpResponse("x", headers={"Allow": "GET, HEAD, OPTIONS", "X-Mood": "good"})
    assert found(strange, method="options") == [
        "the answer to OPTIONS has a body",
        "the header X-Mood is not described",
    ]


def test_leave_for_other_sites_is_of_the_methods_of_the_schema() -> None:
    leave = HttpResponse(headers={"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, PUT"})
    (finding,) = found(leave, method="options")
    assert finding.startswith("Access-Control-Allow-Methods says")


def test_leave_for_other_sites_is_of_what_is_open_to_all() -> None:
    leave = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}
    assert found(page(**leave)) == []
    assert found(page(**leave, Link="<x>")) == ["other sites may not read the header Link"]
    (finding,) = found(problem(404, **leave), "/api/v1/records/meetings/x/")
    assert finding.startswith("other sites may read what is not open to all")


def test_success_at_an_unknown_address_is_noticed() -> None:
    (status, media) = found(answer({}), "/api/v1/secrets/")
    assert status == "status 200 at an address that the schema does not have"
    assert media == "media type application/json is not one of application/problem+json"


def test_problem_at_an_unknown_address_passes() -> None:
    assert found(problem(404), "/api/v1/secrets/") == []


def test_method_that_is_not_described_is_refused_with_those_that_are() -> None:
    assert found(problem(405, Allow="GET, HEAD, OPTIONS"), method="post") == []
    assert found(problem(405, Allow="GET"), method="post") == [
        "Allow says GET, the schema GET, HEAD, OPTIONS"
    ]
    (status, *_) = found(answer({}), method="delete")
    assert status == "status 200 to a method that the schema does not have"


def test_address_without_its_last_slash_is_the_same() -> None:
    assert found(answer(PAGE), "/api/v1/meetings") == ["the header ETag is missing"]


def test_exempt_answer_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    exempt = Exemption("GET", LIST, 418, "It is a teapot.", ask=lambda: None)
    monkeypatch.setattr(described_answers, "EXEMPTIONS", [exempt])
    assert found(problem(418)) == []


def test_every_exemption_says_why_and_is_still_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    exempted = list(EXEMPTIONS)
    monkeypatch.setattr(described_answers, "EXEMPTIONS", [])
    for exempt in exempted:
        assert exempt.reason
        exempt.ask()
        assert DescribedAnswers.taken(), f"{exempt} is not needed any more."


def test_every_answer_of_a_server_is_noticed_however_many_tests_it_has_served() -> None:
    served = DescribedAnswers(lambda request: problem(418))
    for _ in range(3):
        served(RequestFactory().get(LIST))
        assert len(DescribedAnswers.taken()) == 1


_FIELDS = "/components/schemas/DataFile/properties/schema/properties/fields"
#: Objects of which an answer may be whatever it likes, and why.
OPEN = {
    f"{_FIELDS}/items/properties/constraints": "Words of Table Schema (tests/api/exports).",
    "/components/schemas/MergePatch": "Of requests: any part of an entry.",
    "/api/v1/export/popolo.json": "Popolo's own schemas check it (tests/api/exports).",
    "/api/v1/schema/": "OpenAPI's own schema checks it (tests/api/test_contract.py).",
    "/api/v1/reconcile/": "The specification's own schemas check it.",
}


def test_answers_are_described_down_to_their_last_key() -> None:
    schema = DescribedAnswers.comparison().document
    at = open_objects({"components": {"schemas": schema["components"]["schemas"]}})
    for path, methods in schema["paths"].items():
        at += [
            path
            for operation in methods.values()
            if open_objects([answer.get("content") for answer in operation["responses"].values()])
        ]
    assert set(at) == set(OPEN)


def test_middleware_of_the_tests_sees_every_answer(client: Any) -> None:
    before = DescribedAnswers.compared
    client.get("/api/v1/schema/")
    assert DescribedAnswers.compared == before + 1


INNER = f"""
from django.http import JsonResponse
from django.test import RequestFactory
from tests.described_answers import DescribedAnswers

def test_that_asks_for_nothing():
    pass

def test_that_sees_what_is_not_described():
    teapot = JsonResponse({{}}, status=418)
    DescribedAnswers(lambda request: teapot)(RequestFactory().get("{LIST}"))
"""


def test_a_test_fails_that_saw_what_is_not_described(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from tests.conftest import pytest_runtest_call")
    pytester.makepyfile(INNER)
    # Of these, one run cannot be within another.
    result = pytester.runpytest_inprocess("-p", "no:django", "-p", "no:playwright")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([f"*GET {LIST} -> 418: status 418 is not described"])
