"""Files with everything: whole, lazy, safe from withdrawn words, and honest when they break."""

from __future__ import annotations

import csv
import gc
import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.api.exports import snapshot, streams
from coalition.api.exports.datasets import DATASETS
from coalition.models import Edition, Kind
from coalition.publishing import withdraw
from tests.api.bare_documents import bare_document
from tests.api.world import build_world
from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)

pytestmark = pytest.mark.django_db

FILES = [dataset.file_name for dataset in DATASETS]


def get(name: str, method: str = "get", **headers: str) -> HttpResponseBase:
    return getattr(Client(), method)(f"/api/v1/export/{name}", headers=headers or None)


def text_of(name: str) -> str:
    answer: Any = get(name)
    assert answer.status_code == 200
    return b"".join(answer).decode()


def lines_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(name).splitlines()]


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that something can happen between any two documents."""
    monkeypatch.setattr(snapshot, "BATCH", 1)
    monkeypatch.setattr(streams, "_PART", 1)


def close(answer: Any) -> None:
    """As a server does when the caller hangs up, but the test keeps its own database connection."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def parts_of(name: str) -> Iterator[str]:
    return (part.decode() for part in get(name))  # type: ignore[attr-defined]


def test_documents_are_all_live_ones_byte_for_byte() -> None:
    build_world()
    *documents, end = text_of("documents.jsonl").splitlines()
    assert sorted(documents) == sorted(Edition.objects.live().values_list("body", flat=True))
    newest = Edition.objects.order_by("-sequence")[0].sequence
    assert json.loads(end) == {"end": {"sequence": newest, "rows": len(documents)}}


@pytest.mark.parametrize("dataset", [d for d in DATASETS if d.kind], ids=lambda d: d.name)
def test_file_of_a_kind_holds_its_documents_alone(dataset: Any) -> None:
    build_world()
    *documents, end = lines_of(dataset.file_name)
    assert {document["kind"] for document in documents} == {dataset.kind}
    live = Edition.objects.live().of_kind(dataset.kind).count()
    assert end["end"]["rows"] == len(documents) == live


@pytest.mark.parametrize("name", ["attendances", "seat-positions"])
def test_file_of_rows_has_the_rows_of_the_list(name: str) -> None:
    build_world()
    listed = Client().get(f"/api/v1/{name}/?limit=1000").json()["results"]
    *rows, end = lines_of(f"{name}.jsonl")
    assert sorted(rows, key=str) == sorted(listed, key=str)
    assert end["end"]["rows"] == len(listed)
    told = list(csv.reader(io.StringIO(text_of(f"{name}.csv"), newline="")))
    paged = Client().get(f"/api/v1/{name}/?limit=1000&format=csv").content.decode()
    expected = list(csv.reader(io.StringIO(paged, newline="")))
    assert (told[0], sorted(told[1:])) == (expected[0], sorted(expected[1:]))


def test_list_names_every_file_and_each_answers(settings: Any) -> None:
    build_world()
    listed = Client().get("/api/v1/export/").json()
    assert [f"{entry['name']}.{entry['format']}" for entry in listed["results"]] == FILES
    for entry in listed["results"]:
        answer: Any = Client().get(entry["url"].removeprefix(settings.SITE_URL))
        body = b"".join(answer)
        assert answer["Content-Type"] == entry["content_type"]
        if entry["rows"] is not None:
            # The last line says that it is whole.
            assert body.count(b"\n") == entry["rows"] + 1


@pytest.mark.parametrize("name", FILES)
def test_empty_newsroom_has_whole_files(name: str) -> None:
    body = text_of(name)
    if name.endswith(".jsonl"):
        assert json.loads(body) == {"end": {"sequence": 0, "rows": 0}}
    elif name.endswith(".json"):
        assert json.loads(body)["persons"] == []
    else:
        assert body.count("\r\n") == 1


def test_file_has_a_dated_name_and_is_asked_for_anew() -> None:
    answer = get("attendances.csv")
    day = timezone.localdate()
    assert answer["Content-Disposition"] == f'attachment; filename="attendances-{day}.csv"'
    assert answer["Cache-Control"] == "no-cache"
    assert "Content-Length" not in answer


@pytest.mark.parametrize("name", ["documents.jsonl", "attendances.csv", "popolo.json"])
def test_unchanged_file_is_not_sent_again(name: str) -> None:
    build_world()
    etag = get(name)["ETag"]
    for tag in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        answer: Any = get(name, if_none_match=tag)
        assert (answer.status_code, answer.content) == (304, b"")
    published(PartyFactory())
    assert get(name, if_none_match=etag).status_code == 200


def test_files_have_tags_of_their_own() -> None:
    assert len({get(name, "head")["ETag"] for name in FILES}) == len(FILES)


def test_head_says_what_a_get_would_and_reads_no_document() -> None:
    build_world()
    headers = dict(get("meetings.jsonl").headers)
    with CaptureQueriesContext(connection) as queries:
        answer: Any = get("meetings.jsonl", "head")
        assert b"".join(answer) == b""
    assert dict(answer.headers) == headers
    assert not any('"body"' in query["sql"] for query in queries)


def test_parameters_are_refused() -> None:
    answer: Any = get("documents.jsonl?kind=meeting")
    assert answer.json()["errors"][0]["parameter"] == "kind"


@pytest.mark.parametrize("name", ["documents.csv", "drafts.jsonl", "attendances.xlsx", "x"])
def test_other_file_is_not_found(name: str) -> None:
    assert get(name).status_code == 404


def test_one_query_for_a_hundred_documents() -> None:
    fill(250)
    with CaptureQueriesContext(connection) as queries:
        text_of("parties.jsonl")
    assert len([query for query in queries if '"body"' in query["sql"]]) == 3


# --- One moment -----------------------------------------------------------------------------------


def test_what_is_published_meanwhile_is_not_in_it(one_at_a_time: None) -> None:
    first, second = (published(PartyFactory(name=name)) for name in ("Akali", "Bahujan"))
    parts = parts_of("parties.jsonl")
    assert next(parts) == f"{first.body}\n"
    published(PartyFactory(name="Congress"))
    end = f'{{"end":{{"sequence":{second.sequence},"rows":2}}}}\n'
    assert list(parts) == [f"{second.body}\n", end]


def test_what_is_corrected_meanwhile_is_in_it_once_and_as_it_was(one_at_a_time: None) -> None:
    parties = [PartyFactory(name=name, approved=True) for name in ("Akali", "Bahujan", "CPI")]
    before = [published(party) for party in parties]
    parts = parts_of("parties.jsonl")
    assert next(parts) == f"{before[0].body}\n"
    # One that is written already, one that is still to come, and that one twice.
    for party in (parties[0], parties[2], parties[2]):
        party.refresh_from_db()
        party.name += " (corrected)"
        party.save()
        published(party)
    assert list(parts)[:-1] == [f"{edition.body}\n" for edition in before[1:]]


def test_what_is_withdrawn_meanwhile_is_not_in_the_rest(one_at_a_time: None) -> None:
    parties = [PartyFactory(name=name, approved=True) for name in ("Akali", "Hoax", "CPI")]
    before = [published(party) for party in parties]
    parts = parts_of("parties.jsonl")
    next(parts)
    withdraw(parties[1], by=None, reason="A hoax.")
    rest = list(parts)
    assert rest[:-1] == [f"{before[2].body}\n"]
    assert json.loads(rest[-1])["end"]["rows"] == 2


def test_words_withdrawn_meanwhile_are_not_in_what_carried_them(one_at_a_time: None) -> None:
    first, second = MeetingFactory(slug="a"), MeetingFactory(slug="b")
    statement = StatementFactory(meeting=second, point="Zqx was said.", approved=True)
    for record in (first, second, statement):
        published(record)
    assert "Zqx" in text_of("meetings.jsonl")
    parts = parts_of("meetings.jsonl")
    next(parts)
    withdraw(statement, by=None, reason="Never said.")
    assert "Zqx" not in "".join(parts)
    later = text_of("meetings.jsonl")
    assert '"slug":"b"' in later
    assert "Zqx" not in later


def test_rows_of_a_meeting_withdrawn_meanwhile_are_not_in_the_rest(one_at_a_time: None) -> None:
    meetings = [MeetingFactory(approved=True) for _ in range(2)]
    for meeting in meetings:
        AttendanceFactory(meeting=meeting)
        published(meeting)
    parts = parts_of("attendances.csv")
    next(parts)
    withdraw(meetings[1], by=None, reason="A hoax.")
    assert meetings[1].slug not in "".join(parts)


# --- Constant memory, and a break in the middle ---------------------------------------------------


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
