from __future__ import annotations

import logging
import threading

import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

from coalition import cache_outages
from coalition.access.limits import CACHE, Quota, Standing, count, give_back

TEN = Quota("test", 10, 60)
#: The beginning of a stretch of sixty seconds.
START = 1_700_000_040


def ask(times: int, who: str = "alice", quota: Quota = TEN) -> list[Standing]:
    found = [count(quota, who) for _ in range(times)]
    assert None not in found
    return [standing for standing in found if standing is not None]


def test_start_begins_a_stretch() -> None:
    assert START % 60 == 0


@time_machine.travel(START, tick=False)
def test_what_remains_is_counted_down() -> None:
    assert [standing.remaining for standing in ask(10)] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


@time_machine.travel(START, tick=False)
def test_one_too_many_is_refused_and_the_others_are_not() -> None:
    assert [standing.is_refused for standing in ask(12)] == [False] * 10 + [True] * 2


@time_machine.travel(START, tick=False)
def test_two_callers_do_not_share() -> None:
    ask(10)
    assert ask(1, "bob")[0].remaining == 9


@time_machine.travel(START, tick=False)
def test_two_quotas_do_not_share() -> None:
    ask(10)
    assert ask(1, quota=Quota("other", 10, 60))[0].remaining == 9


def test_no_double_portion_where_two_stretches_meet() -> None:
    with time_machine.travel(START + 59, tick=False):
        ask(10)
    with time_machine.travel(START + 61, tick=False):
        assert ask(1)[0].is_refused


def test_window_slides() -> None:
    """Half a stretch later half of the earlier requests weigh still."""
    with time_machine.travel(START, tick=False):
        ask(10)
    with time_machine.travel(START + 90, tick=False):
        assert [standing.is_refused for standing in ask(6)] == [False] * 5 + [True]


def test_all_is_forgotten_after_two_stretches() -> None:
    with time_machine.travel(START, tick=False):
        ask(10)
    with time_machine.travel(START + 120, tick=False):
        assert ask(1)[0].remaining == 9


@pytest.mark.parametrize("offset", [0, 1, 29, 59])
@pytest.mark.parametrize("size", [1, 2, 10])
def test_waiting_as_told_is_enough_and_not_much_too_long(offset, size) -> None:
    quota = Quota("test", size, 60)
    with time_machine.travel(START + offset, tick=False):
        refused = ask(size + 1, quota=quota)[-1]
    again = START + offset + refused.retry_after
    with time_machine.travel(again - 2, tick=False):
        assert ask(1, quota=quota)[0].is_refused
    with time_machine.travel(again, tick=False):
        assert not ask(1, quota=quota)[0].is_refused


def test_asking_on_does_not_prolong_the_wait() -> None:
    with time_machine.travel(START, tick=False):
        first = ask(11)[-1]
        assert ask(50)[-1].retry_after == first.retry_after


def test_zero_is_no_limit() -> None:
    assert count(Quota("test", 0, 60), "alice") is None


@time_machine.travel(START, tick=False)
def test_threads_lose_no_count() -> None:
    quota = Quota("test", 10_000, 60)
    threads = [threading.Thread(target=ask, args=(100, "alice", quota)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask(1, quota=quota)[0].remaining == 10_000 - 801


@time_machine.travel(START, tick=False)
def test_only_the_first_request_of_a_stretch_makes_a_number(monkeypatch) -> None:
    added: list[str] = []
    add = LocMemCache.add

    def listen(self: LocMemCache, key: str, *args: object, **kwargs: object) -> bool:
        added.append(key)
        return add(self, key, *args, **kwargs)

    monkeypatch.setattr(LocMemCache, "add", listen)
    assert ask(5)[-1].remaining == 5
    assert len(added) == 1


@time_machine.travel(START, tick=False)
def test_displaced_number_starts_again(monkeypatch) -> None:
    ask(3)

    def gone(*args: object, **kwargs: object) -> int:
        raise ValueError

    monkeypatch.setattr(LocMemCache, "incr", gone)
    assert ask(1)[0].remaining == 9


def test_cache_that_is_away_lets_everybody_in_and_is_logged_once(monkeypatch, caplog) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(LocMemCache, "get_many", away)
    with caplog.at_level(logging.WARNING, logger=cache_outages.__name__):
        assert [count(TEN, "alice") for _ in range(20)] == [None] * 20
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "no limit holds" in caplog.text


# --- Requests that count as several ---------------------------------------------------------------


@time_machine.travel(START, tick=False)
def test_request_counts_as_what_it_costs() -> None:
    assert count(TEN, "alice", cost=4) == Standing(TEN, 6, 60, cost=4)


@time_machine.travel(START, tick=False)
def test_what_was_paid_before_is_not_counted_again() -> None:
    count(TEN, "alice")
    assert count(TEN, "alice", cost=4, paid=1) == Standing(TEN, 6, 60, cost=4)


@time_machine.travel(START, tick=False)
def test_request_that_does_not_fit_is_told_what_would() -> None:
    ask(7)
    refused = count(TEN, "alice", cost=4)
    assert refused.is_refused
    assert refused.remaining == 3
    assert not count(TEN, "alice", cost=3).is_refused


@time_machine.travel(START, tick=False)
def test_request_larger_than_the_quota_counts_as_all_of_it() -> None:
    assert count(TEN, "alice", cost=11) == Standing(TEN, 0, 60, cost=10)
    assert count(TEN, "bob", cost=1).remaining == 9
    assert count(TEN, "bob", cost=11).is_refused


@pytest.mark.parametrize("offset", [0, 1, 29, 59])
@pytest.mark.parametrize("cost", [2, 9, 10, 11])
def test_waiting_as_told_is_enough_for_what_costs_more(offset, cost) -> None:
    with time_machine.travel(START + offset, tick=False):
        ask(9)
        refused = count(TEN, "alice", cost=cost)
    again = START + offset + refused.retry_after
    with time_machine.travel(again - 2, tick=False):
        assert count(TEN, "alice", cost=cost).is_refused
    with time_machine.travel(again, tick=False):
        assert not count(TEN, "alice", cost=cost).is_refused


@time_machine.travel(START, tick=False)
def test_what_is_given_back_is_counted_no_longer() -> None:
    ask(10)
    give_back(TEN, "alice", 2)
    assert [standing.is_refused for standing in ask(3)] == [False, False, True]


def test_nothing_is_given_back_of_a_stretch_that_is_over() -> None:
    with time_machine.travel(START, tick=False):
        ask(1)
    with time_machine.travel(START + 120, tick=False):
        give_back(TEN, "alice", 1)
        assert ask(1)[0].remaining == 9


def test_names_in_the_cache_say_nothing_of_the_caller() -> None:
    count(TEN, "203.0.113.9")
    assert not any("203" in name for name in caches[CACHE]._cache)
