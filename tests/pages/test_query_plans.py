"""How databases go about the queries of pages when much is public: by indexes, at every one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from coalition.pages import sitemaps
from tests.pages.page_kinds import pages
from tests.pages.world.story import World, build_world

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.postgres
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL's own plans are looked at as they run."
)

#: More than a planner would rather read through than look up.
_MEETINGS = 20_000
_LEDGER = {"coalition_edition", "coalition_editionlink"}

_OTHERS = (
    "/",
    "/meetings/",
    "/agenda/",
    "/corrections/",
    "/alliances/front/attendance.svg",
    "/alliances/front/members.svg",
    "/elections/lok-sabha-election/talks.svg",
    "/share/alliances/front.png",
    "/feeds/meetings.atom",
    "/feeds/all.atom",
    "/feeds/parties/banyan-party.atom",
    "/alliances/front.ics",
)

#: Copies of one small meeting, spread over fifty years; every fifth has been corrected once.
_EDITIONS = """
    INSERT INTO coalition_edition (sequence, kind, uid, slug, number, cause, note, body, digest,
        is_live, published_at, retired_at, title, abbreviation, category, state, earliest, latest,
        region, search_text, sort_key)
    SELECT newest.sequence + 2 * n + version, kind, md5('meeting' || n)::uuid, 'copy-' || n,
        version, CASE version WHEN 1 THEN 'published' ELSE 'corrected' END, '', body, digest,
        version = 2 OR n %% 5 > 0, published_at + n * interval '1 minute',
        CASE WHEN version = 2 OR n %% 5 > 0 THEN NULL
             ELSE published_at + n * interval '1 minute' + interval '1 hour' END,
        title || ' ' || n, '', category, state, date '1973-01-01' + n %% 18000,
        date '1973-01-01' + n %% 18000, region, search_text || ' ' || n,
        to_char(date '1973-01-01' + n %% 18000, 'YYYY-MM-DD') || '~' || n
    FROM (SELECT * FROM coalition_edition WHERE slug = 'gathering-01' AND is_live) AS sample,
        (SELECT max(sequence) AS sequence FROM coalition_edition) AS newest,
        generate_series(1, %s) AS n, generate_series(1, 2) AS version
    WHERE version = 1 OR n %% 5 = 0
"""
#: Each with five parties; one in twenty with the world's own, and in its alliance.
_LINKS = """
    INSERT INTO coalition_editionlink (edition_id, relation, target_kind, target_uid)
    SELECT sequence, 'attended', 'party', CASE WHEN place = 1 AND sequence %% 20 = 0
        THEN %s::uuid ELSE md5('party' || (sequence * 7 + place) %% 300)::uuid END
    FROM coalition_edition, generate_series(1, 5) AS place WHERE slug LIKE 'copy-%%'
    UNION ALL
    SELECT sequence, 'alliance', 'alliance', %s::uuid
    FROM coalition_edition WHERE slug LIKE 'copy-%%' AND sequence %% 20 = 0
    ON CONFLICT DO NOTHING
"""


@pytest.fixture
def crowd() -> World:
    world = build_world()
    with connection.cursor() as cursor:
        cursor.execute(_EDITIONS, [_MEETINGS])
        cursor.execute(_LINKS, [world.cast.parties[0].uid, world.cast.alliance.uid])
        cursor.execute("ANALYZE coalition_edition, coalition_editionlink")
    return world


def _scanned(plan: dict[str, Any]) -> Iterator[str]:
    """The tables that a plan reads from their beginning to their end."""
    if plan["Node Type"] in {"Seq Scan", "Parallel Seq Scan"}:
        yield plan["Relation Name"]
    for inner in plan.get("Plans", []):
        yield from _scanned(inner)


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


def _scans_of(path: str) -> list[str]:
    """The queries of the page at `path` that scan the ledger."""
    found = []
    for sql, params in _queries_of(path):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
        plan = json.loads(plan) if isinstance(plan, str) else plan
        if _LEDGER & set(_scanned(plan[0]["Plan"])):
            found.append(sql)
    return found


@on_postgresql
def test_pages_of_records_scan_no_table(crowd: World) -> None:
    """Nor do their editions and their cards. A past page may have to pass over whatever was
    published since then."""
    found = {
        kind.path: scans
        for kind in pages("")
        if kind.status == 200 and _is_of_a_record(kind.path) and (scans := _scans_of(kind.path))
    }
    assert found == {}


def _is_of_a_record(path: str) -> bool:
    return path.count("/") > 2 and "as_of=" not in path and not path.startswith("/archive/")


@on_postgresql
def test_other_pages_scan_no_table(crowd: World) -> None:
    # What there is in which month is counted once in a generation, and that takes everything.
    Client().get("/meetings/")
    assert {path: scans for path in _OTHERS if (scans := _scans_of(path))} == {}


@on_postgresql
def test_index_of_the_sitemap_scans_no_table(crowd: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PER_PART", 5_000)
    assert _scans_of("/sitemap.xml") == []


@on_postgresql
def test_scan_would_be_noticed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) SELECT body FROM coalition_edition")
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    assert list(_scanned(plan[0]["Plan"])) == ["coalition_edition"]


@on_sqlite
@pytest.mark.parametrize("past", ["", "?as_of=2024-01-05"])
@pytest.mark.parametrize("name", ["meetings", "all"])
def test_feeds_begin_with_the_newest_announcement(name: str, past: str) -> None:
    """Else SQLite sorts all there is, or goes through whatever a merge refreshed."""
    (sql, params), *_ = [
        query for query in _queries_of(f"/feeds/{name}.atom{past}") if "ORDER BY" in query[0]
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = "\n".join(row[3] for row in cursor.fetchall())
    assert "TEMP B-TREE" not in plan
    assert "news" in plan.splitlines()[0]
