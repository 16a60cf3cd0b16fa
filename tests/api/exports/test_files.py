"""Files with everything: which there are, what is in them, and their headers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.api.exports.datasets import DATASETS
from coalition.models import Edition
from tests.api.exports.files import FILES, get, lines_of, text_of
from tests.api.world import build_world
from tests.factories import PartyFactory, published

pytestmark = pytest.mark.django_db


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
