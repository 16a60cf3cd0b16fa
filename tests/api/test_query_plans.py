"""How rows are chosen when there are many: by which of the three ways, and what each reads."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
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
_NEVER_BEGAN, _NEVER_ENDED = 2_005, 2_010
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


def _day(number: int) -> date:
    return date(2000, 1, 1) + timedelta(days=number)


def _span(number: int) -> tuple[date | None, date | None]:
    """The days that a meeting may have been on: its own, but for a few."""
    day = _day(number)
    if number in (_NEVER_BEGAN, _NEVER_ENDED):
        return (None, day) if number == _NEVER_BEGAN else (day, None)
    return (day - timedelta(days=20) if number % 500 == 3 else day), day


@pytest.fixture
def ledger() -> None:
    """Meetings of which the first half names one party, the other half another, none both; each
    thousandth names a third. Few are disputed, and those are the oldest. Of few the day is not
    known exactly."""
    parties = {"early": _EARLY, "late": _LATE, "seldom": _SELDOM}
    editions = [
        _edition(number, Kind.PARTY, uid, slug, sort_key=f"{slug}!{uid}")
        for number, (slug, uid) in enumerate(parties.items(), start=1)
    ]
    links = []
    for number in range(10, 10 + _MEETINGS):
        uid = UUID(int=number)
        day = _day(number)
        earliest, latest = _span(number)
        editions.append(
            _edition(
                number,
                Kind.MEETING,
                uid,
                f"m{number}",
                state="held",
                earliest=earliest,
                latest=latest,
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


def _ask(query: str, path: str = "meetings") -> tuple[list[str], list[tuple[str, Any]]]:
    """The slugs that are found, and what the database is asked for them."""
    asked: list[tuple[str, Any]] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if '."kind" = ' in sql or '"coalition_editionlink"' in sql:
            asked.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(listen):
        answer = Client().get(f"/api/v1/{path}/?{query}")
    assert answer.status_code == 200, answer.content
    return [row["title"] for row in answer.json()["results"]], asked


def _overlapping(start: int, end: int) -> list[str]:
    """The meetings between the days of two, the latest first."""
    found = []
    for number in range(10 + _MEETINGS - 1, 9, -1):
        earliest, latest = _span(number)
        begins = earliest is None or earliest <= _day(end)
        if begins and (latest is None or latest >= _day(start)):
            found.append(str(number))
    return found


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
    "date_to=2000-01-15": _overlapping(0, 14),
    f"date_to={_day(495)}&limit=4": _overlapping(0, 495)[:4],
    f"date_to={_day(495)}&limit=2&ordering=date": _overlapping(0, 495)[::-1][:2],
    f"date_to={_day(495)}&limit=5&ordering=-published": _overlapping(0, 495)[:5],
    f"date_to={_day(495)}&limit=3&party=early": _overlapping(0, 495)[:3],
    f"date_to={_day(495)}&party=late": [],
    f"date_from={_day(6005)}": _overlapping(6005, _MEETINGS + 10),
    f"date_from={_day(6005)}&ordering=published": _overlapping(6005, _MEETINGS + 10)[::-1],
    f"date_from={_day(6005)}&party=early": [str(_NEVER_ENDED)],
    f"date_from={_day(3000)}&limit=2": _overlapping(3000, _MEETINGS + 10)[:2],
    f"date_from={_day(2985)}&date_to={_day(2990)}": _overlapping(2985, 2990),
    f"date_from={_day(7000)}": [str(_NEVER_ENDED)],
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


def _plans(query: str, path: str = "meetings") -> list[list[dict[str, Any]]]:
    plans = []
    for sql, params in _ask(query, path)[1]:
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
def test_days_lead_to_a_stretch_of_the_list(ledger: None) -> None:
    """However long the list is before it, and though nothing lies in it."""
    queries = (
        f"date_to={_day(495)}",
        f"date_to={_day(495)}&ordering=date",
        "date_to=1999-12-31",
        f"date_from={_day(7000)}",
        f"date_from={_day(6005)}&ordering=published",
        f"date_from={_day(6005)}&party=early",
        f"date_from={_day(2985)}&date_to={_day(2990)}",
    )
    many = {
        f"{query}: {node['Node Type']}": (_taken(node), node)
        for query in queries
        for nodes in _plans(query)
        for node in nodes
        if _taken(node) > _MEETINGS * 3 // 4
    }
    assert many == {}


@on_postgresql
def test_frequent_words_are_not_all_collected_to_fill_a_page(ledger: None) -> None:
    plans = _plans("q=gathering")
    assert len(plans) == 1
    assert max(map(_taken, plans[0])) <= questions.WINDOW + 10


def test_many_known_editions_are_one_parameter(
    ledger: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "RARE", 10)
    found, asked = _ask("q=gathering&party=early&max_parties=0&limit=2")
    assert found == FOUND["max_parties=0&party=early&limit=2"]
    found, asked = _ask("q=gathering&disputed=true")
    assert len(found) == 10
    assert max(len(params) for _sql, params in asked) < 20


@on_postgresql
def test_status_that_nobody_has_is_not_looked_for_in_every_meeting(ledger: None) -> None:
    for query in ("status=declined", "status=declined&date_from=2001-01-01", "role=chair"):
        plans = _plans(query, "attendances")
        assert sum(sum(map(_taken, nodes)) for nodes in plans) <= 2 * _FEW


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
    plans = _plans("party=early&disputed=false&min_parties=6")
    whole = plans[-1]
    assert any(node.get("Parent Relationship") == "SubPlan" for node in whole)
    assert sum(map(_taken, whole)) <= 2 * _MEETINGS
    # Once, but for the few documents that are shown.
    assert max(node["Actual Loops"] for node in whole) <= 21
