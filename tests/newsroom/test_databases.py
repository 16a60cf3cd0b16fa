from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.databases import cache, caches, database
from newsroom.environment import Environment

BASE = Path("/srv/desk")
POSTGRES = "postgres://desk:secret@db.example:5433/desk"


def configured(**variables: str) -> dict[str, Any]:
    return database(Environment(variables), base=BASE)


def test_sqlite_beside_manage_py_is_the_default() -> None:
    assert configured()["ENGINE"] == "django.db.backends.sqlite3"
    assert configured()["NAME"] == BASE / "var" / "desk.sqlite3"


def test_relative_sqlite_path_starts_at_the_project() -> None:
    config = configured(DATABASE_URL="sqlite:///elsewhere/desk.sqlite3")
    assert config["NAME"] == BASE / "elsewhere" / "desk.sqlite3"


def test_absolute_sqlite_path_is_kept() -> None:
    assert configured(DATABASE_URL="sqlite:////data/d.sqlite3")["NAME"] == Path("/data/d.sqlite3")


def test_sqlite_in_memory() -> None:
    assert configured(DATABASE_URL="sqlite://:memory:")["NAME"] == ":memory:"


def test_sqlite_queues_writers_and_survives_a_killed_process() -> None:
    options = configured(DATABASE_LOCK_TIMEOUT="9")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 9
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_keeps_a_pool_and_no_connection_of_its_own() -> None:
    config = configured(DATABASE_URL=POSTGRES, DATABASE_POOL_SIZE="3")
    assert (config["HOST"], config["PORT"], config["PASSWORD"]) == ("db.example", 5433, "secret")
    assert config["OPTIONS"]["pool"]["max_size"] == 3
    assert config["CONN_MAX_AGE"] == 0
    assert config["CONN_HEALTH_CHECKS"] is True


def test_postgresql_limits_come_from_the_environment_in_seconds() -> None:
    options = configured(
        DATABASE_URL=POSTGRES,
        DATABASE_STATEMENT_TIMEOUT="0",
        DATABASE_LOCK_TIMEOUT="2",
        DATABASE_IDLE_TIMEOUT="7",
        DATABASE_CONNECT_TIMEOUT="1",
    )["OPTIONS"]
    assert options["options"] == (
        "-c statement_timeout=0 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=7000"
    )
    assert options["connect_timeout"] == 1
    assert options["pool"]["timeout"] == 1


def test_postgresql_options_of_the_url_are_kept() -> None:
    options = configured(DATABASE_URL=POSTGRES + "?sslmode=require")["OPTIONS"]
    assert options["sslmode"] == "require"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://desk:secret@db/desk",
        "postgres://desk:secret@db",
        "postgres://desk:secret@db:port/desk",
        "desk:secret@db/desk",
    ],
)
def test_unusable_url_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL: got .*postgres://user") as why:
        configured(DATABASE_URL=url)
    assert "secret" not in str(why.value)


def test_cache_is_local_memory_by_default() -> None:
    assert cache(Environment({}))["BACKEND"].endswith("LocMemCache")


def test_cache_on_redis() -> None:
    config = cache(Environment({"CACHE_URL": "redis://:secret@cache:6379/1"}))
    assert config["BACKEND"] == "django.core.cache.backends.redis.RedisCache"


def test_redis_is_not_waited_for_unless_the_address_says_how_long() -> None:
    options = cache(Environment({"CACHE_URL": "redis://cache/1?socket_timeout=3"}))["OPTIONS"]
    assert options == {"socket_connect_timeout": 0.5, "socket_timeout": 3}


def test_unusable_cache_is_refused_without_its_password() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL: got ") as why:
        cache(Environment({"CACHE_URL": "memcache://:secret@cache"}))
    assert "secret" not in str(why.value)


@pytest.mark.parametrize("url", ["", "redis://cache:6379/1", "dbcache://kept", "filecache:///kept"])
def test_questions_are_kept_apart_and_few_whatever_the_cache_is(url: str) -> None:
    found = caches(Environment({"CACHE_URL": url}))
    assert found["default"] == cache(Environment({"CACHE_URL": url}))
    assert found["questions"]["BACKEND"].endswith("LocMemCache")
    assert found["questions"]["LOCATION"] != found["default"].get("LOCATION", "")
    assert found["questions"]["OPTIONS"]["MAX_ENTRIES"] < 1000


def test_nothing_is_kept_where_that_is_wanted() -> None:
    found = caches(Environment({"CACHE_URL": "dummycache://"}))
    kept = [config["BACKEND"] for name, config in found.items() if name != "limits"]
    assert {backend.rpartition(".")[2] for backend in kept} == {"DummyCache"}


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("locmemcache://", "LocMemCache"),
        ("dummycache://", "LocMemCache"),
        ("dbcache://table", "LocMemCache"),
        ("redis://127.0.0.1:6379/0", "RedisCache"),
    ],
)
def test_requests_are_counted_where_that_is_quick(url: str, backend: str) -> None:
    found = caches(Environment({"CACHE_URL": url}))
    assert found["limits"]["BACKEND"].endswith(backend)
    assert found["limits"].get("LOCATION") not in ("", "questions")
