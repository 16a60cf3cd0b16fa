"""How rows are chosen when there are many: by which of the three ways, and what each reads."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from coalition.api import questions
from coalition.models import Cause, Edition, EditionLink, Kind, Relation
from tests.api.bare_documents import bare_document

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.postgres

_MEETINGS = 6_000
#: Whatever a page shows, and what it looks at to choose that.
_FEW = 3 * questions.WINDOW
_LEDGER = {"coalition_edition", "coalition_editionlink"}
_EARLY, _LATE, _SELDOM = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture(scope="module", autouse=True)
def _room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What so many rows leave behind misleads the planner of every later test."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE coalition_edition, coalition_editionlink")


@functools.cache
def _body(kind: Kind) -> str:
    """Of a document that is named by its place, at the format's `%d`."""
    name = "title" if kind is Kind.MEETING else "name"
    return json.dumps(bare_document(kind, **{name: "%d"}))


def _edition(sequence: int, kind: Kind, uid: UUID, slug: str, **columns: Any) -> Edition:
    return Edition(
        sequence=sequence,
        kind=kind,
        uid=uid,
        slug=slug,
        number=1,
        cause=Cause.PUBLISHED,
        body=_body(kind) % sequence,
        digest="0" * 64,
        published_at=datetime(2023, 12, 6, tzinfo=UTC) + timedelta(seconds=sequence),
        title=slug,
        **columns,
    )


@pytest.fixture
def ledger() -> None:
    """Meetings of which the first half names one party, the other half another, none both; each
    thousandth names a third. Few are disputed, and those are the oldest."""
    parties = {"early": _EARLY, "late": _LATE, "seldom": _SELDOM}
    editions = [
        _edition(number, Kind.PARTY, uid, slug, sort_key=f"{slug}!{uid}")
        for number, (slug, uid) in enumerate(parties.items(), start=1)
    ]
    links = []
    for number in range(10, 10 + _MEETINGS):
        uid = UUID(int=number)
        day = datetime(2000, 1, 1, tzinfo=UTC).date() + timedelta(days=number)
        editions.append(
            _edition(
                number,
                Kind.MEETING,
                uid,
                f"m{number}",
                state="held",
                earliest=day,
                latest=day,
                party_count=number % 7,
                is_disputed=number < 20,
                search_text=f"gathering {number}",
                sort_key=f"{day}-0000!{uid}",
            )
        )
        named = [_EARLY if number < _MEETINGS // 2 else _LATE]
        named += [_SELDOM] if number % 1000 == 0 else []
        links += [
            EditionLink(
                edition_id=number,
                relation=Relation.NAMED,
                target_kind=Kind.PARTY,
                target_uid=target,
            )
            for target in named
        ]
    Edition.objects.bulk_create(editions)
    EditionLink.objects.bulk_create(links)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _ask(query: str) -> tuple[list[str], list[tuple[str, Any]]]:
    """The slugs that are found, and what the database is asked for them."""
    asked: list[tuple[str, Any]] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if '"coalition_edition"."kind"' in sql or '"coalition_editionlink"' in sql:
            asked.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(listen):
        answer = Client().get(f"/api/v1/meetings/?{query}")
    assert answer.status_code == 200, answer.content
    return [row["title"] for row in answer.json()["results"]], asked


ALL = [str(number) for number in range(10 + _MEETINGS - 1, 9, -1)]
FOUND = {
    "party=late&limit=3": ALL[:3],
    "party=early&limit=3": [t for t in ALL if int(t) < _MEETINGS // 2][:3],
    "party=seldom": [t for t in ALL if int(t) % 1000 == 0],
    "party=seldom&ordering=date": [t for t in ALL[::-1] if int(t) % 1000 == 0],
    "disputed=true": [t for t in ALL if int(t) < 20],
    "disputed=true&party=early": [t for t in ALL if int(t) < 20],
    "disputed=true&party=late": [],
    "max_parties=0&party=early&limit=2": [
        t for t in ALL if int(t) < _MEETINGS // 2 and int(t) % 7 == 0
    ][:2],
    "ordering=published&limit=2&party=late": [t for t in ALL[::-1] if int(t) >= _MEETINGS // 2][:2],
    "date_to=2000-01-15": ["14", "13", "12", "11", "10"],
    f"q=m{_MEETINGS}": [],
    "q=gathering&party=seldom": [t for t in ALL if int(t) % 1000 == 0],
    "q=gathering&disputed=true&party=early": [t for t in ALL if int(t) < 20],
}


@pytest.mark.parametrize(("rare", "many"), [(0, 0), (0, 20_000), (2_000, 20_000), (10_000, 0)])
def test_every_way_finds_the_same(
    ledger: None, rare: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "RARE", rare)
    monkeypatch.setattr(questions, "MANY", many)
    assert {query: _ask(query)[0] for query in FOUND} == FOUND


def test_pages_of_each_way_follow_one_another(ledger: None) -> None:
    for query in ("party=early", "party=seldom", "max_parties=1&party=late"):
        expected = {
            "party=early": [t for t in ALL if int(t) < _MEETINGS // 2][:300],
            "party=seldom": [t for t in ALL if int(t) % 1000 == 0],
            "max_parties=1&party=late": [
                t for t in ALL if int(t) >= _MEETINGS // 2 and int(t) % 7 < 2
            ][:300],
        }[query]
        met: list[str] = []
        address: str | None = f"/api/v1/meetings/?{query}&limit={4 if 'seldom' in query else 100}"
        while address and len(met) < 300:
            page = Client().get(address).json()
            met += [row["title"] for row in page["results"]]
            address = page["next"]
        assert met == expected


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)


def _taken(node: dict[str, Any]) -> int:
    """How many rows of the ledger the node took in hand, whether or not it kept them."""
    if node.get("Relation Name") not in _LEDGER and node["Node Type"] != "Bitmap Index Scan":
        return 0
    each = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return round(node["Actual Loops"] * sum(node.get(name, 0) for name in each))


def _plans(query: str) -> list[list[dict[str, Any]]]:
    plans = []
    for sql, params in _ask(query)[1]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
        plan = json.loads(plan) if isinstance(plan, str) else plan
        plans.append(list(_nodes(plan[0]["Plan"])))
    return plans


@on_postgresql
def test_frequent_and_rare_conditions_read_little(ledger: None) -> None:
    queries = (
        "limit=50",
        "party=late",
        "party=seldom",
        "max_parties=1",
        "disputed=true",
        "party=seldom&ordering=published",
        "party=late&ordering=-published&max_parties=3",
    )
    taken = {query: sum(sum(map(_taken, nodes)) for nodes in _plans(query)) for query in queries}
    assert {query: rows for query, rows in taken.items() if rows > 2 * _FEW} == {}


@on_postgresql
def test_conditions_that_seldom_meet_read_each_row_once(ledger: None) -> None:
    """Wherever the list begins: no row is asked for its links one by one."""
    both = _plans("disputed=true&party=early")
    assert max(_taken(node) for nodes in both for node in nodes) <= _MEETINGS + 100
    for ordering in ("-date", "date", "published", "-published"):
        party = "early" if ordering.startswith("-") else "late"
        plans = _plans(f"party={party}&ordering={ordering}")
        assert max(_taken(node) for nodes in plans for node in nodes) <= _MEETINGS + 100


@on_postgresql
def test_both_at_once_are_sets(ledger: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "RARE", 10)
    plans = _plans("party=early&disputed=false&min_parties=7")
    whole = plans[-1]
    assert any(node.get("Parent Relationship") == "SubPlan" for node in whole)
    assert sum(map(_taken, whole)) <= 2 * _MEETINGS
    assert max(node["Actual Loops"] for node in whole) == 1
