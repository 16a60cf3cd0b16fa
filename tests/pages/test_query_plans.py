"""How databases go about the queries of pages when much is public: what each of them reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from coalition.models import Edition
from coalition.pages import sitemaps
from tests.pages.crowd import EDITIONS, MOMENT, REFRESHED, SINCE, build_crowd
from tests.pages.page_kinds import pages
from tests.pages.world.story import build_world
from tests.query_plans import nodes, rows_taken

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.postgres
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL's own plans are looked at as they run."
)

_PAST = f"as_of={quote(MOMENT)}"

#: Whatever a page shows, and what it looks at to choose that.
_FEW = 500
#: What speaks of one alliance or party of the world, more than once.
_SPOKEN_OF = EDITIONS // 4
#: No index holds what was live at some moment, so that what came since is passed over: in the order
#: of announcements what was announced, in a list everything.
_ANNOUNCED_SINCE = _FEW + 2 * SINCE
_SINCE = _ANNOUNCED_SINCE + REFRESHED
#: The whole ledger, from its beginning to its end.
_ALL = EDITIONS + _FEW

_PRESENT = {
    "/": _FEW,
    "/meetings/": _FEW,
    "/agenda/": _FEW,
    "/corrections/": _FEW,
    "/search/?q=gathering": _FEW,
    "/search/?q=asha": _FEW,
    "/search/?q=gathring": _FEW,
    "/alliances/front/attendance.svg": _SPOKEN_OF,
    "/alliances/front/members.svg": _SPOKEN_OF,
    "/elections/lok-sabha-election/talks.svg": _FEW,
    "/share/alliances/front.png": _FEW,
    "/feeds/meetings.atom": _FEW,
    "/feeds/all.atom": _FEW,
    "/feeds/corrections.atom": _FEW,
    "/feeds/parties/banyan-party.atom": _SPOKEN_OF,
    "/calendar.ics": _FEW,
    "/alliances/front.ics": _SPOKEN_OF,
}
_THEN = {
    f"/meetings/?{_PAST}": _SINCE,
    f"/meetings/?party=banyan-party&{_PAST}": _SINCE,
    f"/corrections/?{_PAST}": _ANNOUNCED_SINCE,
    f"/feeds/meetings.atom?{_PAST}": _ANNOUNCED_SINCE,
    f"/feeds/all.atom?{_PAST}": _ANNOUNCED_SINCE,
    f"/feeds/corrections.atom?{_PAST}": _ANNOUNCED_SINCE,
    f"/feeds/parties/banyan-party.atom?{_PAST}": _ANNOUNCED_SINCE,
    # The indexes of events and of words hold what is live. So events of the past are looked through
    # once for the words, and if none has them once more for what sounds or looks like them.
    f"/search/?q=gathering&{_PAST}": _ALL,
    f"/search/?q=asha&{_PAST}": _ALL,
    f"/search/?q=gathring&{_PAST}": 2 * _ALL,
    # Nor do the indexes by day hold anything else: once for what lay ahead, once for what did not.
    f"/agenda/?{_PAST}": 2 * _ALL,
    f"/?{_PAST}": 2 * _ALL,
    # The months are counted for a moment that nobody asked about before, and then kept; what is in
    # one of them is looked for by day again.
    f"/archive/?{_PAST}": _ALL,
    f"/archive/2023-12/?{_PAST}": _ALL,
}


@pytest.fixture(scope="module", autouse=True)
def _room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a crowd leaves behind misleads the planner of every later test."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@pytest.fixture
def crowd() -> None:
    build_crowd()
    # What is worked out once in a generation may take everything: what there is in which month, now
    # and at any moment, and the words of all names.
    for path in ("/meetings/", "/statements/?as_of=2023-12-18", "/search/?q=gathring"):
        Client().get(path)


def _queries_of(path: str) -> list[tuple[str, Any]]:
    """What the page at `path` asks of the database."""
    asked: list[tuple[str, Any]] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(listen):
        answer = Client().get(path)
    assert answer.status_code == 200, path
    return [(sql, params) for sql, params in asked if sql.startswith(("SELECT", "WITH", "(SELECT"))]


def _most(sql: str, params: Any = None) -> int:
    """The rows of the ledger that pass through the busiest node of a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return max(map(rows_taken, nodes(plan[0]["Plan"])))


def _beyond(bounds: dict[str, int]) -> dict[str, dict[str, int]]:
    """The pages whose queries together take in hand more than is theirs, and what each takes."""
    found = {}
    for path, bound in bounds.items():
        taken = {sql: _most(sql, params) for sql, params in _queries_of(path)}
        if sum(taken.values()) > bound:
            found[path] = taken
    return found


def _records() -> list[str]:
    """With their editions and their cards."""
    return [
        kind.path
        for kind in pages("")
        if kind.status == 200
        and kind.path.count("/") > 2
        and "?" not in kind.path
        and not kind.path.startswith("/archive/")
    ]


@on_postgresql
def test_pages_of_records_read_what_speaks_of_them(crowd: None) -> None:
    records = _records()
    past = [f"{path}?{_PAST}" for path in records]
    assert _beyond(dict.fromkeys([*records, *past], _SPOKEN_OF)) == {}


@on_postgresql
def test_other_pages_read_what_they_show(crowd: None) -> None:
    assert _beyond(_PRESENT) == {}


@on_postgresql
def test_other_past_pages_read_no_more_than_they_must(crowd: None) -> None:
    assert _beyond(_THEN) == {}


@on_postgresql
def test_index_of_the_sitemap_reads_little(crowd: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PER_PART", 5_000)
    assert _beyond({"/sitemap.xml": _FEW}) == {}


@on_postgresql
@pytest.mark.parametrize(
    ("reading", "avoided"),
    [
        ("", "enable_indexonlyscan"),
        ("WHERE note = 'that nobody wrote'", "enable_indexscan"),
        ("WHERE uid IS NOT NULL ORDER BY sequence DESC", "enable_seqscan"),
        ("WHERE kind = 'meeting' OR kind <> 'meeting' ORDER BY title", "enable_seqscan"),
    ],
)
def test_reading_all_is_noticed_however_it_is_done(reading: str, avoided: str) -> None:
    """From end to end, for nothing, by an index, or to be sorted."""
    build_world()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {avoided} = off")
    assert _most(f"SELECT body FROM coalition_edition {reading}") == Edition.objects.count()


@on_sqlite
@pytest.mark.parametrize("past", ["", "?as_of=2024-01-05"])
@pytest.mark.parametrize(
    ("path", "index"),
    [
        ("/feeds/meetings.atom", "coalition_edition_kind_news"),
        ("/feeds/all.atom", "coalition_edition_news"),
        ("/feeds/corrections.atom", "coalition_edition_amends"),
        ("/corrections/", "coalition_edition_amends"),
    ],
)
def test_news_begin_with_the_newest(path: str, index: str, past: str) -> None:
    """Else SQLite sorts all there is, or goes through whatever else was published."""
    plans = []
    for sql, params in _queries_of(f"{path}{past}"):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plans.append([row[3] for row in cursor.fetchall()])
    (news,) = [plan for plan in plans if plan[0].endswith((index, f"{index} (kind=?)"))]
    assert not any("TEMP B-TREE" in step for step in news)
