"""A cache that is away costs nobody an answer: neither one that refuses nor one that is slow."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.test import Client

from coalition import cache_outages, kept_answers
from coalition.cache_outages import LEFT_ALONE, ask
from tests.factories import MeetingFactory, PartyFactory, bearer, paula, published


class Clock:
    """The monotonic clock, which runs only when it is told to."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def shift(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(cache_outages, "time", clock)
    return clock


@pytest.fixture(autouse=True)
def _log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, logger=cache_outages.__name__)


def away(cache: BaseCache) -> None:
    raise ConnectionError("no route")


def asked(question: Any, name: str = "default") -> Any:
    return ask(name, question, without="Nothing is known")


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage() for record in caplog.records if record.name == cache_outages.__name__
    ]


def test_answer_of_a_cache_is_passed_on() -> None:
    caches["default"].set("colour", "red")
    assert asked(lambda cache: cache.get("colour")) == "red"


def test_cache_that_is_away_has_no_answer() -> None:
    assert asked(away) is None


def test_log_says_so_once_a_minute(clock, caplog) -> None:
    expected = "Nothing is known: the cache “default” does not answer: ConnectionError('no route')"
    for _ in range(60):
        asked(away)
        clock.shift(1)
    assert warnings(caplog) == [expected]
    asked(away)
    assert warnings(caplog) == [expected] * 2


def test_cache_that_failed_is_left_alone_for_some_seconds(clock) -> None:
    attempts = []

    def question(cache: BaseCache) -> None:
        attempts.append(cache)
        raise TimeoutError

    for _ in range(10):
        asked(question)
    assert len(attempts) == 1
    clock.shift(LEFT_ALONE + 0.1)
    asked(question)
    assert len(attempts) == 2


def test_cache_that_is_back_is_used_again(clock) -> None:
    asked(away)
    assert asked(lambda cache: "here") is None
    clock.shift(LEFT_ALONE + 0.1)
    assert asked(lambda cache: "here") == "here"


def test_one_cache_does_not_stand_for_another() -> None:
    asked(away, "default")
    assert asked(lambda cache: "here", "limits") == "here"


def test_missing_library_is_a_mistake_and_no_outage() -> None:
    def question(cache: BaseCache) -> None:
        raise ModuleNotFoundError("No module named 'redis'")

    with pytest.raises(ModuleNotFoundError):
        asked(question)


# --- The site without its caches ------------------------------------------------------------------


@pytest.fixture
def no_cache(settings: Any, tmp_path: Path) -> None:
    """Caches that raise whatever they are asked: a folder of theirs would be where a file is."""
    file = tmp_path / "file"
    file.touch()
    broken = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(file / "kept"),
    }
    settings.CACHES = {"default": broken, "questions": broken, "limits": broken}
    with pytest.raises(NotADirectoryError):
        caches["default"].set("a", "b")
    cache_outages.forget()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_cache")
@pytest.mark.parametrize(
    "path",
    ["/", "/parties/alpha/", "/search/?q=alpha", "/feeds/meetings.atom"]
    + [f"/api/v1/{path}" for path in ("", "parties/", "parties/alpha/", "changes", "docs/")]
    + [f"/api/v1/{path}" for path in ("attendances/", "reconcile/", "resolve/?name=alpha")],
)
def test_public_address_is_answered_without_caches(path: str) -> None:
    published(PartyFactory(name="Alpha", slug="alpha"))
    for headers in ({}, {"If-None-Match": '"x"'}):
        answer = Client().get(path, headers=headers)
        assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("no_cache")
def test_known_answer_is_still_a_304() -> None:
    path = f"/api/v1/meetings/{published(MeetingFactory()).slug}/"
    tag = Client().get(path)["ETag"]
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.django_db
@pytest.mark.usefixtures("no_cache")
def test_no_limit_holds_and_keys_are_still_asked_for(settings: Any, caplog: Any) -> None:
    settings.API_ANONYMOUS_PER_MINUTE = settings.API_KEY_PER_MINUTE = 1
    settings.API_KEY_FAILURE_LIMIT = settings.API_EXPORTS_PER_HOUR = 1
    key, wrong = bearer(paula()), {"Authorization": "Bearer wrong"}
    for headers, status in (({}, 200), (key, 200), (wrong, 401)):
        for _ in range(3):
            answer = Client().get("/api/v1/export/", headers=headers)
            assert (answer.status_code, "RateLimit" in answer) == (status, False)
    for _ in range(3):
        assert b"".join(Client().get("/api/v1/export/attendances.csv"))  # type: ignore[arg-type]
    assert [line.partition(":")[0] for line in warnings(caplog)] == [
        "Answers are made anew each time",
        "Requests are not counted, so no limit holds",
    ]


@pytest.mark.django_db
def test_cache_that_does_not_answer_makes_nobody_wait_but_the_first(monkeypatch: Any) -> None:
    """As a server does of which every packet is lost: until the time is up, nothing happens."""

    def slow(*args: object, **kwargs: object) -> None:
        time.sleep(0.2)
        raise TimeoutError

    monkeypatch.setattr(kept_answers, "_place", lambda *args, **kwargs: ("default", "kept:x"))
    for method in ("get", "set"):
        monkeypatch.setattr(type(caches["default"]), method, slow)
    before = time.perf_counter()
    for _ in range(10):
        assert Client().get("/api/v1/export/").status_code == 200
    assert time.perf_counter() - before < 1.5
