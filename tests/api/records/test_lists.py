"""The lists of records: paged, narrowed, and of a constant cost."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.api.records.callers import editor

pytestmark = pytest.mark.django_db

QUERIES = 16


def test_list_is_paged_by_cursor() -> None:
    parties = [factories.PartyFactory(name=f"Party {number}") for number in range(5)]
    caller, found, path = editor(), [], "parties/?limit=2"
    while path:
        page = caller.get(path).json()
        found += [entry["slug"] for entry in page["results"]]
        path = (page["next"] or "").partition("/records/")[2]
    assert found == [party.slug for party in reversed(parties)]


def test_list_is_narrowed_by_stage_and_slug() -> None:
    factories.PartyFactory(name="Draft")
    factories.PartyFactory(name="Done", approved=True)
    caller = editor()
    by_stage = caller.get("parties/?stage=approved").json()["results"]
    assert [entry["slug"] for entry in by_stage] == ["done"]
    assert len(caller.get("parties/?slug=draft").json()["results"]) == 1
    assert caller.get("parties/?stage=publik").status_code == 400
    assert caller.get("parties/?stag=approved").status_code == 400


def test_list_costs_the_same_queries_however_long(django_assert_num_queries: Any) -> None:
    caller = editor()
    for _ in range(2):
        factories.MeetingFactory(with_attendance=True, sourced=True)
    caller.get("meetings/")
    with django_assert_num_queries(QUERIES):
        caller.get("meetings/")
    for _ in range(5):
        factories.MeetingFactory(with_attendance=True, sourced=True)
    with django_assert_num_queries(QUERIES):
        assert len(caller.get("meetings/").json()["results"]) == 7
