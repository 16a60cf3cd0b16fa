"""DATABASE_URL and its neighbours, as Django's DATABASES and CACHES understand them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment, complaint, without_password

_SCHEMES = frozenset({"sqlite", "postgres", "postgresql"})
_CACHE_SCHEMES = frozenset({"locmemcache", "dummycache", "dbcache", "filecache", "redis", "rediss"})
_REMEDY = (
    "Use sqlite:///var/desk.sqlite3 or postgres://user:password@host:5432/name; "
    "special characters in the password are percent-encoded."
)


def database(env: Environment, *, base: Path) -> dict[str, Any]:
    """One entry of DATABASES. A relative SQLite path starts at `base`, wherever we are run from."""
    url = env.text("DATABASE_URL") or f"sqlite:///{base / 'var' / 'desk.sqlite3'}"
    try:
        scheme = urlsplit(url).scheme
        config: dict[str, Any] = environ.Env.db_url_config(url) if scheme in _SCHEMES else {}
    except ValueError:
        config = {}
    if not config.get("NAME"):
        raise complaint("DATABASE_URL", repr(without_password(url)), _REMEDY)
    config.setdefault("OPTIONS", {})
    if scheme == "sqlite":
        return _sqlite(config, env, base=base)
    return _postgresql(config, env)


def _sqlite(config: dict[str, Any], env: Environment, *, base: Path) -> dict[str, Any]:
    if config["NAME"] != ":memory:":
        config["NAME"] = base / config["NAME"]
    config["OPTIONS"] |= {
        # A transaction that reads before it writes would otherwise fail at once, unqueued, when
        # another one wrote in between.
        "transaction_mode": "IMMEDIATE",
        "timeout": env.whole_number("DATABASE_LOCK_TIMEOUT", 5, minimum=1),
        # Readers do not wait for the writer, and a commit outlives a killed process. A power cut
        # may take the last commits, though never the file: PostgreSQL is there for more.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return config


def _postgresql(config: dict[str, Any], env: Environment) -> dict[str, Any]:
    """All times are in seconds; 0 switches a limit off, as it does in PostgreSQL."""
    limits = {
        "statement_timeout": env.whole_number("DATABASE_STATEMENT_TIMEOUT", 15),
        "lock_timeout": env.whole_number("DATABASE_LOCK_TIMEOUT", 5),
        "idle_in_transaction_session_timeout": env.whole_number("DATABASE_IDLE_TIMEOUT", 30),
    }
    wait = env.whole_number("DATABASE_CONNECT_TIMEOUT", 2, minimum=1)
    given = config["OPTIONS"].get("options", "")
    config["OPTIONS"] |= {
        "connect_timeout": wait,
        "options": " ".join([given, *(f"-c {k}={v * 1000}" for k, v in limits.items())]).strip(),
        "pool": {
            "min_size": 1,
            "max_size": env.whole_number("DATABASE_POOL_SIZE", 8, minimum=1),
            # How long a request waits for a connection before it is answered with a 503.
            "timeout": wait,
            # The pool's own retries back off to minutes. Giving up early hands the retry to the
            # next request, so that service is back as soon as the database is.
            "reconnect_timeout": wait,
        },
    }
    # The pool keeps the connections; Django refuses to keep them a second time.
    config["CONN_MAX_AGE"] = 0
    # A connection that died while it was idle is replaced before a request gets it.
    config["CONN_HEALTH_CHECKS"] = True
    return config


#: Of the largest answers that are kept, these take 64 MB.
_QUESTIONS = 500
#: How long Redis may take to answer, which takes it a thousandth of that.
_CACHE_SECONDS = 0.5
#: Two small numbers each; above that, a third of them is forgotten.
_CALLERS = 50_000


def caches(env: Environment) -> dict[str, Any]:
    """`default`, `questions` for answers to query strings, and `limits` for counting requests.

    Anybody can make up query strings without end. So that they displace nothing else, their answers
    stay in the memory of the process, whatever `default` is: no other store can be told how many of
    one sort it may hold.
    """
    default = cache(env)
    limits = _limits(default)
    if default["BACKEND"].endswith("DummyCache"):
        return {"default": default, "questions": default, "limits": limits}
    questions = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "questions",
        "OPTIONS": {"MAX_ENTRIES": _QUESTIONS},
    }
    return {"default": default, "questions": questions, "limits": limits}


def _limits(default: dict[str, Any]) -> dict[str, Any]:
    """Where requests are counted: in Redis if there is one, for all workers together.

    Else in the memory of each, for a count in a file or a database would cost more than what it
    bounds. Apart from `default` there, as callers can be made up too.
    """
    if default["BACKEND"].endswith("RedisCache"):
        return default
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
        "OPTIONS": {"MAX_ENTRIES": _CALLERS},
    }


def cache(env: Environment) -> dict[str, Any]:
    url = env.text("CACHE_URL") or "locmemcache://"
    try:
        config: dict[str, Any] = (
            environ.Env.cache_url_config(url) if urlsplit(url).scheme in _CACHE_SCHEMES else {}
        )
    except (ValueError, ImproperlyConfigured):
        config = {}
    if not config:
        raise complaint(
            "CACHE_URL",
            repr(without_password(url)),
            "Use locmemcache://, dbcache://table, filecache:///path or redis://host:6379/0.",
        )
    if config["BACKEND"].endswith("LocMemCache"):
        # Django's 300 entries would not hold one page for each of a few years' meetings.
        config.setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 2000)
    if config["BACKEND"].endswith("RedisCache"):
        # Without a limit a request would wait for minutes for a server that does not answer.
        waits = {"socket_connect_timeout": _CACHE_SECONDS, "socket_timeout": _CACHE_SECONDS}
        config["OPTIONS"] = waits | config.get("OPTIONS", {})
    return config
