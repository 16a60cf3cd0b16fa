"""What a process works out once: by one thread at a time, and never twice for the same editions."""

from __future__ import annotations

import threading
import time

import pytest

from coalition import generation
from coalition.kept_values import KeptValue, KeptValues, forget_all

TODAY, TOMORROW = "2023-12-06", "2023-12-07"


class Counted:
    """Tells how often it was built, and takes its time for it."""

    def __init__(self, seconds: float = 0) -> None:
        self.number = 0
        self._seconds = seconds

    def __call__(self) -> int:
        self.number += 1
        built = self.number
        time.sleep(self._seconds)
        return built


def test_threads_that_ask_at_once_share_one_build() -> None:
    build = Counted(seconds=0.2)
    value = KeptValue(build)
    found: list[int] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(value.get(f"7 {TODAY}"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (build.number, found) == (1, [1] * 8)


def test_build_that_fails_keeps_nobody_else_waiting() -> None:
    answers = iter([ZeroDivisionError, 1])

    def build() -> object:
        answer = next(answers)
        if answer is ZeroDivisionError:
            raise ZeroDivisionError
        return answer

    value = KeptValue(build)
    with pytest.raises(ZeroDivisionError):
        value.get(f"7 {TODAY}")
    assert value.get(f"7 {TODAY}") == 1


@pytest.mark.parametrize("newer", [f"8 {TODAY}", f"7 {TOMORROW}", f"10 {TODAY}"])
def test_newer_stamp_has_it_built_anew(newer: str) -> None:
    value = KeptValue(Counted())
    assert [value.get(stamp) for stamp in (f"7 {TODAY}", newer, newer)] == [1, 2, 2]


def test_older_stamp_is_given_what_is_kept() -> None:
    """Threads that began before and after a publication take turns."""
    value = KeptValue(Counted())
    asked = [f"10 {TOMORROW}", f"9 {TOMORROW}", f"10 {TODAY}", f"9 {TODAY}", f"10 {TOMORROW}"]
    assert [value.get(stamp) for stamp in asked] == [1] * 5


def test_stamps_of_which_neither_is_newer_take_no_turns() -> None:
    value = KeptValue(Counted())
    asked = [f"10 {TODAY}", f"9 {TOMORROW}", f"10 {TODAY}", f"9 {TOMORROW}"]
    assert [value.get(stamp) for stamp in asked] == [1, 2, 2, 2]


def test_nothing_is_kept_of_a_rehearsal() -> None:
    value = KeptValue(Counted())
    with generation.set_aside():
        assert value.get(f"8 {TODAY}") == 1
    assert value.get(f"7 {TODAY}") == 2


def test_forgotten_value_is_built_anew() -> None:
    value = KeptValue(Counted())
    value.get(f"7 {TODAY}")
    forget_all()
    assert value.get(f"7 {TODAY}") == 2


def test_values_are_kept_by_their_keys() -> None:
    built: list[str] = []
    values: KeptValues[str, None] = KeptValues(built.append, most=2)
    for key in ("a", "b", "a", "b"):
        values.get(key, f"7 {TODAY}")
    assert built == ["a", "b"]
    values.get("a", f"8 {TODAY}")
    assert built == ["a", "b", "a"]


def test_value_that_was_longest_not_asked_for_makes_room() -> None:
    built: list[str] = []
    values: KeptValues[str, None] = KeptValues(built.append, most=2)
    for key in ("a", "b", "a", "c", "a", "b"):
        values.get(key, f"7 {TODAY}")
    assert built == ["a", "b", "c", "b"]


def test_values_are_forgotten_with_the_others() -> None:
    built: list[str] = []
    values: KeptValues[str, None] = KeptValues(built.append, most=2)
    values.get("a", f"7 {TODAY}")
    forget_all()
    values.get("a", f"7 {TODAY}")
    assert built == ["a", "a"]
