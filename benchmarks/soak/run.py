"""One soak: processes started, let loose on one another, and waited for."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.databases import connect
from benchmarks.servers import environment, run, serving
from benchmarks.soak.pollers import Poller, follow_until
from benchmarks.soak.processes import Acts, Publishers, Workers
from benchmarks.soak.receiver import Receiver, receiving

_NEWEST = "SELECT coalesce(max(sequence), 0) FROM coalition_edition"
_WAITING = "SELECT count(*) FROM coalition_webhookdelivery WHERE state = 'waiting'"


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything. Publishing ends with so many editions or after so many seconds."""

    publishers: int = 8
    pollers: int = 20
    workers: int = 4
    editions: int = 2500
    seconds: float = 180.0
    #: Between two acts of a publisher, on the average.
    pause: float = 0.3
    #: Between two kills.
    kill_every: float = 4.0
    #: How long a worker waits for an answer; retries and claims follow it.
    timeout: float = 2.0
    #: How long the outbox may take to empty after the last act, and pollers to come to the end.
    patience: float = 900.0


@dataclass(frozen=True, slots=True)
class Soaked:
    """Everything that happened."""

    size: Size
    database_url: str
    acts: Acts
    pollers: list[Poller]
    receiver: Receiver
    workers: Workers
    #: How the last workers ended that were asked to.
    codes: list[int]
    published_in: float
    emptied_in: float


def soak(size: Size, database_url: str, folder: Path) -> Soaked:
    """Run one on an empty newsroom, whose database has all its tables."""
    variables = environment(database_url, folder) | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.soak.site_settings",
        "SOAK_TIMEOUT": str(size.timeout),
        "WEB_CONCURRENCY": "2",
        # All pollers have one address here.
        "API_ANONYMOUS_PER_MINUTE": "0",
    }
    (folder / "static").mkdir(exist_ok=True)
    with ExitStack() as stack:
        receiver = stack.enter_context(receiving(timeout=size.timeout))
        receiver.secrets = _subscribe(receiver.url, variables)
        port = stack.enter_context(serving("newsroom.wsgi", variables=variables, cores=set()))
        pollers = [Poller(number, port) for number in range(size.pollers)]
        for poller in pollers:
            poller.start()
        workers = Workers(
            size.workers, every=size.kill_every, database_url=database_url, variables=variables
        )
        stack.callback(workers.stop)
        started = time.monotonic()
        publishers = Publishers(
            size.publishers,
            seconds=size.seconds,
            editions=size.editions,
            pause=size.pause,
            variables=variables,
        )
        stack.callback(publishers.kill)
        acts = publishers.wait()
        published = time.monotonic()
        say(f"{_number(database_url, _NEWEST):,} editions; the outbox empties.")
        # They are killed for as long again; after that the outbox must empty.
        _await_empty(database_url, seconds=published - started)
        workers.spare()
        _await_empty(database_url, seconds=size.patience)
        emptied = time.monotonic()
        follow_until(pollers, _number(database_url, _NEWEST), seconds=size.patience)
        codes = workers.stop()
    return Soaked(
        size=size,
        database_url=database_url,
        acts=acts,
        pollers=pollers,
        receiver=receiver,
        workers=workers,
        codes=codes,
        published_in=published - started,
        emptied_in=emptied - published,
    )


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _subscribe(url: str, variables: Mapping[str, str]) -> Mapping[str, str]:
    printed: Mapping[str, str] = json.loads(
        run("benchmarks.soak.subscribing", url, variables=variables)
    )
    return printed


def _await_empty(database_url: str, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and _number(database_url, _WAITING):
        time.sleep(0.2)


def _number(database_url: str, question: str) -> int:
    with connect(database_url) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return int(row[0])
