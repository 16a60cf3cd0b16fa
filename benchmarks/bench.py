"""One run: newsrooms founded, served beside others, and measured."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import databases
from benchmarks.captures import Capture, capture, contenders, store
from benchmarks.comparison import require_same
from benchmarks.cores import apart, cores
from benchmarks.loading import Load, load, manage
from benchmarks.newsroom import Newsroom
from benchmarks.rounds import Trial, measure
from benchmarks.scenarios import scenarios_planned
from benchmarks.servers import environment, run, serving

_IMPORTED = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What to call in one scenario. `nested` is where others answer the same, if anybody does."""

    paths: list[str]
    queries: int
    nested: list[str]


class Bench:
    """One run: the databases it made on `server`, and the folder of its files."""

    def __init__(self, options: argparse.Namespace, server: str, folder: Path) -> None:
        self._options = options
        self._server = server
        self._folder = folder
        #: What was loaded, and how fast, in words.
        self.imports: list[str] = []

    def import_speed(self) -> tuple[float, float]:
        """Attendances a second and peak megabytes of an import without publishing."""
        newsroom = Newsroom(_IMPORTED, self._options.seed)
        done = self._load("import", newsroom, publish=False)
        databases.drop(self._server, _database("import"))
        self._note(f"{newsroom.meetings:,} meetings imported: {done}")
        return done.rate, done.megabytes

    def found(self, meetings: int) -> None:
        """A database with a newsroom of that many meetings, all of them published."""
        if self._options.keep and databases.exists(self._server, _database(meetings)):
            return
        newsroom = Newsroom(meetings, self._options.seed)
        done = self._load(meetings, newsroom, publish=True)
        self._note(f"{meetings:,} meetings imported and published: {done}")

    def _note(self, line: str) -> None:
        self.imports.append(line)
        _say(line)

    def _load(self, name: object, newsroom: Newsroom, *, publish: bool) -> Load:
        databases.create(self._server, _database(name))
        url = self._url(name)
        # Checking the constraints of a large part takes longer than any reader would wait.
        variables = environment(url, self._folder) | {"DATABASE_STATEMENT_TIMEOUT": "0"}
        return load(newsroom, url, self._folder, variables, publish=publish)

    def trials(self) -> list[Trial]:
        """Serve all newsrooms at once, and measure them in turn."""
        options = self._options
        manage("collectstatic", "--no-input", variables=environment(self._url(""), self._folder))
        databases.create(self._server, _database("floor"))
        with ExitStack() as stack:
            sites = {
                (meetings, is_cached): stack.enter_context(self._site(meetings, is_cached))
                for meetings in options.sizes
                for is_cached in (True, False)
            }
            others = {
                meetings: stack.enter_context(self._serializers(meetings))
                for meetings in options.sizes
            }
            plans = {meetings: self._plan(meetings) for meetings in options.sizes}
            scenarios = scenarios_planned(plans[options.sizes[0]])
            captures: dict[tuple[str, int], list[Capture]] = {}
            nested: dict[tuple[str, int], list[Capture]] = {}
            for scenario in scenarios:
                for meetings in options.sizes:
                    plan = plans[meetings][scenario.name]
                    found = list(capture(sites[meetings, scenario.is_cached], plan.paths))
                    theirs = list(capture(others[meetings], plan.nested))
                    if theirs:
                        require_same(found, theirs)
                    if scenario.beside:
                        store(self._url("floor"), meetings, found)
                    captures[scenario.name, meetings] = found
                    nested[scenario.name, meetings] = theirs
            variables = environment(self._url("floor"), self._folder)
            floors = stack.enter_context(
                serving(
                    "benchmarks.floor.wsgi",
                    variables=variables,
                    cores=cores()[0],
                    probe="/bare-304/",
                )
            )
            trials = [
                Trial(
                    scenario.name,
                    meetings,
                    contenders(
                        scenario,
                        meetings,
                        captures[scenario.name, meetings],
                        site=sites[meetings, scenario.is_cached],
                        floors=floors,
                        nested=(others[meetings], nested[scenario.name, meetings]),
                    ),
                    queries=plans[meetings][scenario.name].queries,
                )
                for scenario in scenarios
                for meetings in options.sizes
            ]
            with apart():
                measure(
                    trials,
                    rounds=options.rounds,
                    seconds=options.seconds,
                    connections=options.connections,
                    report=_say,
                )
        return trials

    def _plan(self, meetings: int) -> dict[str, Plan]:
        """Scenario -> what to call."""
        variables = environment(self._url(meetings), self._folder)
        arguments = (str(self._options.seed), self._options.only)
        printed = run("benchmarks.addresses", *arguments, variables=variables)
        return {name: Plan(**plan) for name, plan in json.loads(printed).items()}

    @contextmanager
    def _site(self, meetings: int, is_cached: bool) -> Iterator[int]:
        variables = environment(self._url(meetings), self._folder, is_caching=is_cached)
        with serving("newsroom.wsgi", variables=variables, cores=cores()[0]) as port:
            yield port

    @contextmanager
    def _serializers(self, meetings: int) -> Iterator[int]:
        """The nested serializers on the same newsroom."""
        variables = environment(self._url(meetings), self._folder)
        with serving(
            "benchmarks.serializers.wsgi",
            variables=variables,
            cores=cores()[0],
            probe="/api/v1/meetings/?limit=1",
        ) as port:
            yield port

    def clear(self) -> None:
        """Leave nothing on somebody else's server, unless it is to be kept."""
        for name in ("import", "floor", *(() if self._options.keep else self._options.sizes)):
            databases.drop(self._server, _database(name))

    def _url(self, name: object) -> str:
        return databases.url_of(self._server, _database(name))


def _database(name: object) -> str:
    return f"desk_bench_{name}"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
