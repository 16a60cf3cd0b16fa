"""What costs more than a request: an export, and a batch of names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpResponseBase
from django.test import Client

from coalition.api.exports import streams
from coalition.api.reconciling.spec import BATCH_LIMIT
from tests.factories import bearer, paula

pytestmark = pytest.mark.django_db

#: The beginning of an hour, and of a minute.
START = 1_750_003_200
FILE = "/api/v1/export/attendances.csv"
RESOLVE = "/api/v1/resolve/"
RECONCILE = "/api/v1/reconcile/"


@pytest.fixture(autouse=True)
def _limits(settings: Any) -> None:
    settings.API_ANONYMOUS_PER_MINUTE = 100
    settings.API_KEY_PER_MINUTE = 300
    settings.API_EXPORTS_PER_HOUR = 2
    settings.API_KEY_EXPORTS_PER_HOUR = 3


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as frozen:
        yield frozen


def export(method: str = "get", **headers: str) -> HttpResponseBase:
    """An export to its last byte, as a partner reads it."""
    answer: Any = getattr(Client(), method)(FILE, headers=headers)
    if answer.streaming:
        b"".join(answer)
    return answer


def statuses(times: int, method: str = "get", **headers: str) -> list[int]:
    return [export(method, **headers).status_code for _ in range(times)]


def resolve(names: int, **headers: str) -> Any:
    body = json.dumps({"queries": [{"name": "Kharge"}] * names})
    return Client().post(RESOLVE, body, content_type="application/json", headers=headers)


def reconcile(field: str, asked: Any) -> Any:
    body = f"{field}={json.dumps(asked)}"
    return Client().post(RECONCILE, body, content_type="application/x-www-form-urlencoded")


def queries(number: int) -> dict[str, Any]:
    return {f"q{n}": {"query": "Kharge"} for n in range(number)}


def extension(number: int) -> dict[str, Any]:
    return {"ids": [f"id{n}" for n in range(number)], "properties": [{"id": "party"}]}


# --- Exports --------------------------------------------------------------------------------------


def test_export_is_announced_beside_the_request_that_it_is() -> None:
    answer = export()
    assert answer["RateLimit-Policy"] == '"default";q=100;w=60, "export";q=2;w=3600'
    assert answer["RateLimit"] == '"default";r=99;t=60, "export";r=1;t=3600'


def test_one_export_too_many_is_refused_with_the_quota_and_when_to_come_back() -> None:
    statuses(2)
    answer: Any = export()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "5400"
    assert answer["RateLimit-Policy"] == '"export";q=2;w=3600'
    assert answer["RateLimit"] == '"export";r=0;t=5400'
    assert answer.json() == {
        "type": "http://localhost:8000/api/v1/docs/#problem-rate-limited",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Too many requests: at most 2 requests in 3600 seconds. Try again in 5400 "
        "seconds.",
        "instance": FILE,
    }


def test_waiting_as_told_is_enough_for_another_export(clock) -> None:
    statuses(2)
    clock.shift(int(export()["Retry-After"]))
    assert export().status_code == 200


def test_all_files_share_one_limit() -> None:
    statuses(2)
    assert Client().get("/api/v1/export/popolo.json").status_code == 429


def test_key_has_its_own_and_higher_limit_of_exports() -> None:
    key = bearer(paula())
    statuses(3)
    assert statuses(4, **key) == [200, 200, 200, 429]


def test_key_without_the_scope_read_has_the_limit_of_anonymous_callers() -> None:
    assert statuses(3, **bearer(paula(), "propose")) == [200, 200, 429]


def test_head_is_a_request_but_no_export() -> None:
    assert statuses(5, "head") == [200] * 5
    answer = export("head")
    assert answer["RateLimit"] == '"default";r=94;t=60'
    assert statuses(3) == [200, 200, 429]


def test_304_is_a_request_but_no_export() -> None:
    tag = export()["ETag"]
    headers = {"If-None-Match": tag}
    assert statuses(5, **headers) == [304] * 5
    assert export(**headers)["RateLimit"] == '"default";r=93;t=60'
    assert statuses(2) == [200, 429]


def test_wrong_question_is_no_export() -> None:
    for _ in range(3):
        assert Client().get(f"{FILE}?limit=1").status_code == 400
    assert export().status_code == 200


def test_list_of_files_and_dictionary_are_no_exports() -> None:
    statuses(2)
    for path in ("", "dictionary/"):
        assert Client().get(f"/api/v1/export/{path}").status_code == 200


def test_export_for_which_there_is_no_place_is_not_counted(monkeypatch) -> None:
    def full(*args: object, **kwargs: object) -> bool:
        return False

    with monkeypatch.context() as patched:
        patched.setattr(streams._places, "acquire", full)
        assert statuses(3) == [503] * 3
    assert statuses(3) == [200, 200, 429]


def test_export_for_which_there_is_no_place_is_no_defect_of_ours(monkeypatch, caplog) -> None:
    monkeypatch.setattr(streams._places, "acquire", lambda *args, **kwargs: False)
    assert export().status_code == 503
    assert not any(record.exc_info for record in caplog.records)


def test_refused_export_takes_no_place() -> None:
    statuses(2)
    statuses(streams.AT_ONCE + 1)
    assert export(**bearer(paula())).status_code == 200


def test_refused_export_is_no_request_either() -> None:
    statuses(2)
    statuses(5)
    assert Client().get("/api/v1/export/")["RateLimit"] == '"default";r=97;t=60'


def test_zero_is_no_limit_of_exports(settings) -> None:
    settings.API_EXPORTS_PER_HOUR = 0
    assert statuses(5) == [200] * 5
    assert export()["RateLimit"] == '"default";r=94;t=60'


# --- Batches --------------------------------------------------------------------------------------


def test_batch_counts_as_many_requests_as_it_has_names() -> None:
    assert resolve(40)["RateLimit"] == '"default";r=60;t=60'
    assert Client().get(RESOLVE, {"name": "Kharge"})["RateLimit"] == '"default";r=59;t=60'


@pytest.mark.parametrize(
    ("field", "asked"), [("queries", queries(40)), ("extend", extension(40))], ids=str
)
def test_batch_of_the_reconciliation_service_counts_so_too(field, asked) -> None:
    assert reconcile(field, asked)["RateLimit"] == '"default";r=60;t=60'


def test_batch_in_the_address_counts_so_too_unless_it_is_kept() -> None:
    asked = {"queries": json.dumps(queries(40))}
    assert Client().get(RECONCILE, asked)["RateLimit"] == '"default";r=60;t=60'
    assert "RateLimit" not in Client().get(RECONCILE, asked)
    assert Client().get("/api/v1/")["RateLimit"] == '"default";r=59;t=60'


def test_batch_of_one_costs_one() -> None:
    assert resolve(1)["RateLimit"] == '"default";r=99;t=60'
    assert reconcile("queries", queries(1))["RateLimit"] == '"default";r=98;t=60'


def test_batch_of_none_costs_one() -> None:
    assert reconcile("queries", {})["RateLimit"] == '"default";r=99;t=60'


def test_batch_that_is_refused_for_what_it_is_costs_one() -> None:
    answer = resolve(201)
    assert (answer.status_code, answer["RateLimit"]) == (400, '"default";r=99;t=60')


def test_batch_beyond_the_quota_is_refused_whole_and_says_what_it_counts_as() -> None:
    resolve(60)
    answer = resolve(50)
    assert answer.status_code == 429
    assert answer["RateLimit-Policy"] == '"default";q=100;w=60'
    assert answer["RateLimit"] == '"default";r=40;t=70'
    assert answer["Retry-After"] == "70"
    assert answer.json()["detail"] == (
        "Too many requests: at most 100 requests in 60 seconds. This one counts as 50. "
        "Try again in 70 seconds."
    )


def test_refused_batch_counts_as_nothing() -> None:
    resolve(60)
    assert [resolve(50).status_code for _ in range(5)] == [429] * 5
    assert resolve(40).status_code == 200


def test_waiting_as_told_is_enough_for_the_batch(clock) -> None:
    resolve(60)
    clock.shift(int(resolve(50)["Retry-After"]))
    assert resolve(50).status_code == 200


def test_batch_larger_than_the_quota_is_answered_once_nothing_else_was_asked(clock) -> None:
    answer = resolve(150)
    assert (answer.status_code, answer["RateLimit"]) == (200, '"default";r=0;t=60')
    # While nothing is left, no body is read; later its names are counted.
    for expected in ("at most 100 requests in 60 seconds. Try again", "This one counts as 100."):
        refused = resolve(150)
        assert refused.status_code == 429
        assert expected in refused.json()["detail"]
        clock.shift(int(refused["Retry-After"]))
    assert resolve(150).status_code == 200


def test_body_is_not_read_while_nothing_is_left(monkeypatch) -> None:
    resolve(100)

    def read(*args: object, **kwargs: object) -> None:
        raise AssertionError

    monkeypatch.setattr("coalition.api.views.resolve.read_json", read)
    monkeypatch.setattr("coalition.api.views.reconcile.read_form", read)
    assert resolve(2).status_code == 429
    assert reconcile("queries", queries(2)).status_code == 429


def test_key_has_room_for_larger_batches() -> None:
    key = bearer(paula())
    assert resolve(150, **key)["RateLimit"] == '"default";r=150;t=60'
    assert resolve(150, **key).status_code == 200
    assert resolve(1, **key).status_code == 429


def test_refused_batch_looks_nothing_up(monkeypatch) -> None:
    resolve(99)

    def looked(*args: object, **kwargs: object) -> None:
        raise AssertionError

    monkeypatch.setattr("coalition.api.views.resolve.present_resolver", looked)
    monkeypatch.setattr("coalition.api.views.reconcile.present_resolver", looked)
    assert resolve(2).status_code == 429
    for field, asked in (("queries", queries(2)), ("extend", extension(2))):
        assert reconcile(field, asked).status_code == 429


def test_batch_above_the_limit_of_the_service_costs_one() -> None:
    answer = reconcile("queries", queries(BATCH_LIMIT + 1))
    assert (answer.status_code, answer["RateLimit"]) == (413, '"default";r=99;t=60')
