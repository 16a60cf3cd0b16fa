"""Nested serializers answer with the very documents that were published, in as few queries."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks.captures import Capture
from benchmarks.comparison import require_same
from benchmarks.newsroom import Newsroom
from benchmarks.serializers.paging import page_after
from coalition.models import Edition, Kind, Meeting, Stage

_LIST = "/api/v1/meetings/"
#: More than a page, and two with talks on seats among them.
_MEETINGS = 60
#: One for the meetings, and one for each sort of row that they need.
_QUERIES = 25


@pytest.fixture
def newsroom(db: None, tmp_path: Path) -> None:
    for path, _attendances in Newsroom(_MEETINGS).write(tmp_path):
        call_command("import_records", str(path), "--publish")


@pytest.fixture
def nested() -> Iterator[Client]:
    with override_settings(ROOT_URLCONF="benchmarks.serializers.urls"):
        yield Client()


def answers(client: Client, paths: list[str]) -> list[Capture]:
    found = []
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200
        found.append(Capture(path, answer.content.decode(), ""))
    return found


def published() -> list[dict[str, Any]]:
    live = Edition.objects.live().of_kind(Kind.MEETING).order_by("-sort_key")
    return [json.loads(body) for body in live.values_list("body", flat=True)]


def as_page(documents: list[dict[str, Any]]) -> list[Capture]:
    return [Capture("published", json.dumps({"results": documents}), "")]


@pytest.mark.usefixtures("newsroom")
def test_list_has_the_published_documents_in_their_order(nested: Client) -> None:
    documents = published()
    assert len(documents) == _MEETINGS
    require_same(as_page(documents[:50]), answers(nested, [f"{_LIST}?limit=50"]))


@pytest.mark.usefixtures("newsroom")
def test_sample_has_everything_that_documents_of_the_benchmark_have() -> None:
    """Else equality would say little."""
    documents = published()
    for key in ("statements", "talks", "disputed", "claims", "sources"):
        assert any(document[key] for document in documents), key
    assert any("leader" in item for document in documents for item in document["disputed"])


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize("index", [0, 1, 7, 30, 55])
def test_page_behind_any_meeting_begins_with_the_next(nested: Client, index: int) -> None:
    documents = published()
    days = [document["date"]["latest"] for document in documents]
    (found,) = answers(nested, [page_after(f"{_LIST}?limit=3", days, index)])
    require_same(as_page(documents[index + 1 : index + 4]), [found])


def test_cursor_passes_over_the_meetings_of_the_same_day(db: None, nested: Client) -> None:
    days = ["2024-01-03", "2024-01-02", "2024-01-02", "2024-01-02", "2024-01-01"]
    for number, day in enumerate(days):
        Meeting.objects.create(
            # Of one day the highest uid comes first.
            uid=f"00000000-0000-4000-8000-{9 - number:012d}",
            slug=f"meeting-{number}",
            title=f"Meeting {number}",
            category="summit",
            occurrence="held",
            date=day,
            stage=Stage.APPROVED,
        )
    for index in range(len(days) - 1):
        (found,) = answers(nested, [page_after(f"{_LIST}?limit=1", days, index)])
        (document,) = json.loads(found.body)["results"]
        assert document["slug"] == f"meeting-{index + 1}"


@pytest.mark.django_db
def test_meetings_of_the_seeds_are_answered_as_they_were_published(nested: Client) -> None:
    """They have what the synthetic newsroom has not: stand-ins, reasons, decisions, series."""
    call_command("load_seeds")
    documents = {document["slug"]: document for document in published()}
    for slug, document in documents.items():
        ours = Capture(slug, json.dumps(document), "")
        require_same([ours], answers(nested, [f"{_LIST}{slug}/"]))
    assert documents


@pytest.mark.usefixtures("newsroom")
def test_number_of_queries_does_not_rise_with_the_page(nested: Client) -> None:
    counts = []
    # The fiftieth and the sixtieth newest both have talks and statements before them.
    for limit in (50, 60):
        with CaptureQueriesContext(connection) as captured:
            nested.get(f"{_LIST}?limit={limit}")
        counts.append(len(captured))
    assert counts == [_QUERIES, _QUERIES]


@pytest.mark.usefixtures("newsroom")
def test_detail_takes_no_query_for_what_it_has_not(
    nested: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    plain = next(d for d in published() if not d["statements"] and not d["talks"])
    with django_assert_num_queries(13):
        nested.get(f"{_LIST}{plain['slug']}/")


@pytest.mark.usefixtures("newsroom")
def test_drafts_are_not_answered(nested: Client) -> None:
    Meeting.objects.filter(slug="meeting-000003").update(stage=Stage.DRAFTING)
    assert nested.get(f"{_LIST}meeting-000003/").status_code == 404
