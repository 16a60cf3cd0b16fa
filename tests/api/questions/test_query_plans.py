"""How rows are chosen when there are many: what each of the three ways reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from coalition.api import questions
from tests.api.questions.asking import ask
from tests.api.questions.days import MEETINGS, day_of
from tests.query_plans import nodes, rows_taken

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.postgres

#: Whatever a page shows, and what it looks at to choose that.
_FEW = 3 * questions.WINDOW


def _plans(query: str, path: str = "meetings") -> list[list[dict[str, Any]]]:
    plans = []
    for sql, params in ask(query, path)[1]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
        plan = json.loads(plan) if isinstance(plan, str) else plan
        plans.append(list(nodes(plan[0]["Plan"])))
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
    taken = {
        query: sum(sum(map(rows_taken, nodes)) for nodes in _plans(query)) for query in queries
    }
    assert {query: rows for query, rows in taken.items() if rows > 2 * _FEW} == {}


@on_postgresql
def test_days_lead_to_a_stretch_of_the_list(ledger: None) -> None:
    """However long the list is before it, and though nothing lies in it."""
    queries = (
        f"date_to={day_of(495)}",
        f"date_to={day_of(495)}&ordering=date",
        "date_to=1999-12-31",
        f"date_from={day_of(7000)}",
        f"date_from={day_of(6005)}&ordering=published",
        f"date_from={day_of(6005)}&party=early",
        f"date_from={day_of(2985)}&date_to={day_of(2990)}",
    )
    many = {
        f"{query}: {node['Node Type']}": (rows_taken(node), node)
        for query in queries
        for nodes in _plans(query)
        for node in nodes
        if rows_taken(node) > MEETINGS * 3 // 4
    }
    assert many == {}


@on_postgresql
def test_frequent_words_are_not_all_collected_to_fill_a_page(ledger: None) -> None:
    plans = _plans("q=gathering")
    assert len(plans) == 1
    assert max(map(rows_taken, plans[0])) <= questions.WINDOW + 10


@on_postgresql
def test_status_that_nobody_has_is_not_looked_for_in_every_meeting(ledger: None) -> None:
    for query in ("status=declined", "status=declined&date_from=2001-01-01", "role=chair"):
        plans = _plans(query, "attendances")
        assert sum(sum(map(rows_taken, nodes)) for nodes in plans) <= 2 * _FEW


@on_postgresql
def test_conditions_that_seldom_meet_read_each_row_once(ledger: None) -> None:
    """Wherever the list begins: no row is asked for its links one by one."""
    both = _plans("disputed=true&party=early")
    assert max(rows_taken(node) for nodes in both for node in nodes) <= MEETINGS + 100
    for ordering in ("-date", "date", "published", "-published"):
        party = "early" if ordering.startswith("-") else "late"
        plans = _plans(f"party={party}&ordering={ordering}")
        assert max(rows_taken(node) for nodes in plans for node in nodes) <= MEETINGS + 100


@on_postgresql
def test_both_at_once_are_sets(ledger: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "RARE", 10)
    plans = _plans("party=early&disputed=false&min_parties=6")
    whole = plans[-1]
    assert any(node.get("Parent Relationship") == "SubPlan" for node in whole)
    assert sum(map(rows_taken, whole)) <= 2 * MEETINGS
    # Once, but for the few documents that are shown.
    assert max(node["Actual Loops"] for node in whole) <= 21
