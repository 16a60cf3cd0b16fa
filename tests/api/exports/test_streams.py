"""Files are sent while they are read: in constant memory, honest when they break, some at once."""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.api.exports import snapshot, streams
from coalition.models import Edition, Kind
from tests.api.bare_documents import bare_document
from tests.api.exports.files import FILES, get, parts_of, text_of
from tests.api.world import build_world

pytestmark = pytest.mark.django_db


def fill(number: int, size: int = 10) -> None:
    """Live documents with little but a size."""
    document = bare_document(Kind.PARTY)
    Edition.objects.bulk_create(
        Edition(
            sequence=position,
            kind=Kind.PARTY,
            uid=UUID(int=position),
            slug=f"party-{position}",
            number=1,
            cause="published",
            body=json.dumps(document | {"name": str(position) * size}),
            digest="0" * 64,
            published_at=timezone.now(),
            title=str(position),
            sort_key=f"{position:09}!",
        )
        for position in range(1, number + 1)
    )


def close(answer: Any) -> None:
    """As a server does when the caller hangs up, but the test keeps its own database connection."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def test_one_query_for_a_hundred_documents() -> None:
    fill(250)
    with CaptureQueriesContext(connection) as queries:
        text_of("parties.jsonl")
    assert len([query for query in queries if '"body"' in query["sql"]]) == 3


def test_memory_does_not_grow_with_the_number_of_documents() -> None:
    peaks = []
    for number in (400, 1600):
        Edition.objects.all().delete()
        fill(number, size=3000)
        gc.collect()
        tracemalloc.start()
        size = sum(len(part) for part in get("parties.jsonl"))  # type: ignore[attr-defined]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size > number * 6000
    assert peaks[1] < peaks[0] * 1.5


def test_first_part_is_sent_before_the_second_is_read(one_at_a_time: None) -> None:
    fill(3)
    parts = parts_of("parties.jsonl")
    with CaptureQueriesContext(connection) as queries:
        next(parts)
    assert len([query for query in queries if '"body"' in query["sql"]]) == 1
    assert len(list(parts)) == 3


@pytest.mark.parametrize("name", FILES)
def test_break_in_the_middle_is_no_end(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error passes through to the server, which breaks the connection."""
    build_world()
    bodies = snapshot.Snapshot.bodies

    def breaking(self: Any, kind: Any = None) -> Iterator[str]:
        yield from bodies(self, kind)
        raise ConnectionResetError

    monkeypatch.setattr(snapshot.Snapshot, "bodies", breaking)
    monkeypatch.setattr(streams, "_PART", 1)
    parts: list[str] = []
    with pytest.raises(ConnectionResetError):
        parts.extend(parts_of(name))
    sent = "".join(parts)
    assert sent
    assert '"end"' not in sent
    if name.endswith(".json"):
        with pytest.raises(json.JSONDecodeError):
            json.loads(sent)


def test_place_is_free_again_when_a_file_was_sent_or_broke_off() -> None:
    fill(3)
    for _ in range(streams.AT_ONCE * 3):
        text_of("parties.jsonl")
        close(get("parties.jsonl"))


def test_more_files_at_once_than_a_worker_has_places_for_are_refused() -> None:
    fill(3)
    gc.collect()
    held = [get("parties.jsonl") for _ in range(streams.AT_ONCE)]
    client = Client(raise_request_exception=False)
    refused: Any = client.get("/api/v1/export/parties.jsonl")
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert refused["Content-Type"] == "application/problem+json"
    for answer in held:
        close(answer)
    assert get("parties.jsonl").status_code == 200
