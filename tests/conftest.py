"""What every test may count on."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from coalition import cache_outages, kept_answers, kept_values
from tests.described_answers import DescribedAnswers, phrase

# Playwright keeps an event loop in the test's own thread, where Django would then refuse every
# query. Nothing of ours is asynchronous, so there is nothing for that check to find.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


#: Fixtures that answer requests from a thread beside the test's own.
_SERVERS = frozenset({"live_server", "site"})

# Milliseconds: a page is waited for as long as a slow machine may need.
expect.set_options(timeout=15_000)

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what opens a browser, before `-m` chooses."""
    if "browser" in _fixtures(item):
        item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="Runs in the second half, on PostgreSQL."))
    items.sort(key=_trace_left)


def _trace_left(item: pytest.Item) -> int:
    """What leaves no trace comes first. Then what empties every table when it is done, the roles
    that a migration made included; then what has a server, which may yet answer a late request.
    """
    marker = item.get_closest_marker("django_db")
    fixtures = _fixtures(item)
    if _SERVERS & fixtures:
        return 2
    empties = "transactional_db" in fixtures or bool(marker and marker.kwargs.get("transaction"))
    return 1 if empties else 0


def _fixtures(item: pytest.Item) -> set[str]:
    """The names of the fixtures it uses, without those that its parameters stand for."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return set(getattr(item, "fixturenames", ())).difference(given)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """The cache of a process outlives a test's transaction, so it would remember undone things."""
    cache_outages.forget()
    kept_answers.forget_all()
    kept_values.forget_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """A test fails if the API gave it an answer that its schema does not describe."""
    outcome = yield
    _fail_for_findings()
    return outcome


@pytest.fixture(autouse=True)
def _last_answers_are_described() -> Iterator[None]:
    """The same for what a server answers after the last line of a test, and a failed one's; and for
    what fixtures asked before the test, which several tests share.
    """
    _fail_for_findings()
    yield
    _fail_for_findings()


def _fail_for_findings() -> None:
    if findings := DescribedAnswers.taken():
        pytest.fail(phrase(findings), pytrace=False)


@pytest.fixture(autouse=True)
def _server_is_done(request: pytest.FixtureRequest, _django_db_helper: None) -> Iterator[None]:
    """A page that is closed says so to the server: wait for its last word before the tables are
    emptied, as both may share one connection.
    """
    if not _SERVERS & _fixtures(request.node):
        yield
        return
    under_way: set[int] = set()

    def started(**kwargs: Any) -> None:
        under_way.add(threading.get_ident())

    def finished(**kwargs: Any) -> None:
        under_way.discard(threading.get_ident())

    request_started.connect(started)
    request_finished.connect(finished)
    yield
    until = time.monotonic() + 15
    time.sleep(0.2)
    while under_way and time.monotonic() < until:
        time.sleep(0.02)
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """The server answers over the tests' own connection if their database is in memory, which it
    can only see once that database is there.
    """
    return live_server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium from the machine: CHROMIUM names it, and `make test` provides one."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("No Chromium: run `.ci/provide chromium`, or name one in CHROMIUM.")
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": [
            # Containers rarely allow the sandbox, and the pages are our own.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            # Nothing but the test's own server is to be called.
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
