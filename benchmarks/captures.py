"""Captures: what the site answered, kept for the floors to answer the same."""

from __future__ import annotations

import http.client
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.databases import connect
from benchmarks.rounds import BARE, NESTED, ROW, SITE, Contender
from benchmarks.scenarios import Scenario
from benchmarks.traffic import Call

SCHEMA = "CREATE TABLE floor_answer (key text PRIMARY KEY, body text NOT NULL)"


@dataclass(frozen=True, slots=True)
class Capture:
    path: str
    body: str
    etag: str


def capture(port: int, paths: Iterable[str]) -> Iterator[Capture]:
    """Ask a running site for each path; raises RuntimeError unless it answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        for path in paths:
            connection.request("GET", path, headers={"Host": "127.0.0.1"})
            answer = connection.getresponse()
            body = answer.read().decode()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}: {body[:300]}")
            yield Capture(path, body, answer.headers.get("ETag", ""))
    finally:
        connection.close()


def store(database_url: str, meetings: int, captures: Iterable[Capture]) -> None:
    """Put captures into the table of the floors, which is made if it is not there."""
    with connect(database_url) as connection:
        if connection.execute("SELECT to_regclass('floor_answer')").fetchone() == (None,):
            connection.execute(SCHEMA)
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO floor_answer VALUES (%s, %s) ON CONFLICT (key) DO NOTHING",
                [(f"/{meetings}{found.path}", found.body) for found in captures],
            )
        connection.execute("ANALYZE floor_answer")


def contenders(
    scenario: Scenario,
    meetings: int,
    captures: Sequence[Capture],
    *,
    site: int,
    floors: int,
    nested: tuple[int, Sequence[Capture]] = (0, ()),
) -> tuple[Contender, ...]:
    """The site on port `site`, and who is measured beside it, with the calls they get.

    Both floors listen on port `floors`; `nested` are the port of the nested serializers and what
    they answered.
    """
    suffix = "-304" if scenario.is_conditional else ""

    def calls(prefix: str, captures: Sequence[Capture] = captures) -> list[Call]:
        return [
            Call(
                prefix + found.path,
                304 if scenario.is_conditional else 200,
                0 if scenario.is_conditional else len(found.body.encode()),
                (("If-None-Match", found.etag),) if scenario.is_conditional else (),
            )
            for found in captures
        ]

    port, theirs = nested
    beside = {
        BARE: lambda: Contender(BARE, floors, calls(f"/{BARE}{suffix}/{meetings}")),
        ROW: lambda: Contender(ROW, floors, calls(f"/{ROW}{suffix}/{meetings}")),
        NESTED: lambda: Contender(NESTED, port, calls("", theirs)),
    }
    own = Contender(SITE, site, calls(""), is_kept_warm=scenario.is_cached)
    return (own, *(beside[name]() for name in scenario.beside))
