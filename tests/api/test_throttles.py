from __future__ import annotations

import pytest
import time_machine
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpResponse
from django.test import Client

from coalition.api.throttles import network_of
from tests.factories import MeetingFactory, bearer, paula, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_limits")]

START = 1_750_000_020
NOWHERE = "/api/v1/meetings/nowhere/"


@pytest.fixture
def _limits(settings) -> None:
    settings.API_ANONYMOUS_PER_MINUTE = 3
    settings.API_KEY_PER_MINUTE = 5
    settings.API_KEY_FAILURE_LIMIT = 4


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as frozen:
        yield frozen


def get(path: str = NOWHERE, *, address: str = "203.0.113.1", **given) -> HttpResponse:
    return Client(REMOTE_ADDR=address).get(path, **given)


def statuses(times: int, **given) -> list[int]:
    return [get(**given).status_code for _ in range(times)]


def test_anonymous_caller_is_stopped_after_the_quota() -> None:
    assert statuses(5) == [404, 404, 404, 429, 429]


def test_two_addresses_do_not_share() -> None:
    statuses(4)
    assert get(address="203.0.113.2").status_code == 404


def test_addresses_of_one_ipv6_network_share() -> None:
    found = [
        get(address=address).status_code
        for address in ("2001:db8::1", "2001:db8::2", "2001:db8::ffff:1", "2001:db8::4")
    ]
    assert found == [404, 404, 404, 429]
    assert get(address="2001:db8:0:1::1").status_code == 404


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.1", "203.0.113.1"),
        ("::ffff:203.0.113.1", "203.0.113.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_caller_is_known_by_network(address, network) -> None:
    assert network_of(address) == network


def test_behind_a_proxy_the_address_that_it_saw_counts(settings) -> None:
    settings.TRUSTED_PROXY_COUNT = 1

    def through(seen: str) -> int:
        return get(headers={"X-Forwarded-For": f"198.51.100.{len(seen)}, {seen}"}).status_code

    assert [through("203.0.113.1") for _ in range(4)] == [404, 404, 404, 429]
    assert through("203.0.113.22") == 404


def test_without_a_proxy_the_header_is_not_believed() -> None:
    found = [get(headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in range(4)]
    assert found == [404, 404, 404, 429]


def test_key_has_its_own_and_higher_quota() -> None:
    key = bearer(paula())
    statuses(4)
    assert statuses(6, headers=key) == [404] * 5 + [429]


def test_key_counts_wherever_it_is_used_from() -> None:
    key = bearer(paula())
    found = [get(address=f"203.0.113.{n}", headers=key).status_code for n in range(6)]
    assert found == [404] * 5 + [429]


def test_two_keys_of_one_account_do_not_share() -> None:
    user = paula()
    first, second = bearer(user, name="One"), bearer(user, name="Two")
    statuses(6, headers=first)
    assert get(headers=second).status_code == 404


def test_key_without_the_scope_read_has_what_anonymous_callers_have() -> None:
    assert statuses(4, headers=bearer(paula(), "propose")) == [404, 404, 404, 429]


def test_answer_says_how_the_caller_stands() -> None:
    answer = get()
    assert answer["RateLimit-Policy"] == '"default";q=3;w=60'
    assert answer["RateLimit"] == '"default";r=2;t=60'


def test_refusal_is_a_problem_that_says_when_to_come_back() -> None:
    statuses(3)
    answer = get()
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "http://localhost:8000/api/v1/docs/#problem-rate-limited",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Too many requests: at most 3 requests in 60 seconds. Try again in 80 seconds.",
        "instance": NOWHERE,
    }
    assert answer["Retry-After"] == "80"
    assert answer["RateLimit-Policy"] == '"default";q=3;w=60'
    assert answer["RateLimit"] == '"default";r=0;t=80'
    assert "public" not in answer["Cache-Control"]


def test_waiting_as_told_is_enough(clock) -> None:
    statuses(3)
    clock.shift(int(get()["Retry-After"]))
    assert get().status_code == 404


def test_kept_answer_is_not_counted_and_says_nothing_of_anybody() -> None:
    published(MeetingFactory())
    path = "/api/v1/meetings/?limit=1"
    assert get(path)["RateLimit"] == '"default";r=2;t=60'
    for _ in range(10):
        answer = get(path)
        assert answer.status_code == 200
        assert "RateLimit" not in answer


def test_304_from_memory_is_not_counted() -> None:
    path = f"/api/v1/meetings/{published(MeetingFactory()).slug}/"
    tag = get(path)["ETag"]
    get(path, headers={"If-None-Match": tag})
    assert [get(path, headers={"If-None-Match": tag}).status_code for _ in range(10)] == [304] * 10


@pytest.mark.parametrize("method", ["head", "options", "post", "get"])
def test_every_method_counts(method) -> None:
    for _ in range(3):
        getattr(Client(REMOTE_ADDR="203.0.113.1"), method)(NOWHERE)
    assert get().status_code == 429


def test_zero_is_no_limit(settings) -> None:
    settings.API_ANONYMOUS_PER_MINUTE = 0
    assert statuses(8) == [404] * 8
    assert "RateLimit" not in get()


def test_pages_are_not_counted() -> None:
    statuses(4)
    assert get("/nothing/here/").status_code == 404


def test_cache_that_is_away_stops_no_reader(monkeypatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(LocMemCache, "get_many", away)
    assert statuses(6) == [404] * 6


# --- The brake on guessing ------------------------------------------------------------------------

WRONG = {"Authorization": "Bearer cdk_abcdefgh_" + "A" * 43}


def test_wrong_keys_are_braked_by_address() -> None:
    assert statuses(6, headers=WRONG) == [401] * 4 + [429] * 2
    assert get(address="203.0.113.2", headers=WRONG).status_code == 401


def test_right_key_works_where_wrong_ones_are_braked() -> None:
    key = bearer(paula())
    statuses(6, headers=WRONG)
    assert get(headers=key).status_code == 404


def test_anonymous_reader_is_not_braked_by_wrong_keys() -> None:
    statuses(6, headers=WRONG)
    assert get().status_code == 404


def test_brake_loosens_after_the_cooloff(clock) -> None:
    statuses(4, headers=WRONG)
    clock.shift(int(get(headers=WRONG)["Retry-After"]))
    assert get(headers=WRONG).status_code == 401


def test_braked_caller_is_told_when_to_come_back() -> None:
    statuses(4, headers=WRONG)
    answer = get(headers=WRONG)
    assert answer.json()["type"].endswith("#problem-rate-limited")
    assert int(answer["Retry-After"]) > 0
