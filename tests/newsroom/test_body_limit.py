from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

pytestmark = pytest.mark.urls("tests.newsroom.urls")

LIMIT = 2048


@pytest.fixture(autouse=True)
def _limit(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = LIMIT


class Endless(BytesIO):
    """A body that never ends, of which only so much may be read."""

    read_bytes = 0

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert 0 < size <= LIMIT + 1, "the whole body was asked for"
        self.read_bytes += size
        return b"x" * size


def post(path: str, body: bytes) -> HttpResponse:
    return Client().post(path, body, content_type="application/octet-stream")


def post_chunked(path: str, stream: BytesIO) -> HttpResponse:
    return Client().generic(
        "POST",
        path,
        CONTENT_LENGTH="",
        HTTP_TRANSFER_ENCODING="chunked",
        **{"wsgi.input": stream},
    )


def test_body_up_to_the_limit_is_read() -> None:
    assert len(post("/echo", b"x" * LIMIT).content) == LIMIT


def test_body_above_the_limit_is_refused_on_a_page() -> None:
    answer = post("/echo", b"x" * (LIMIT + 1))
    assert answer.status_code == 413
    assert answer["Content-Type"].startswith("text/html")


def test_body_above_the_limit_is_a_problem_under_the_api() -> None:
    answer = post("/api/v1/echo", b"x" * (LIMIT + 1))
    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 413


def test_file_counts_as_well() -> None:
    file = BytesIO(b"x" * LIMIT)
    file.name = "records.csv"
    assert Client().post("/echo", {"file": file}).status_code == 413


def test_chunked_body_is_read() -> None:
    assert post_chunked("/echo", BytesIO(b"in pieces")).content == b"in pieces"


def test_chunked_body_above_the_limit_is_refused_before_it_ends() -> None:
    stream = Endless()
    assert post_chunked("/echo", stream).status_code == 413
    assert stream.read_bytes <= LIMIT + 1


@pytest.mark.parametrize("length", ["-1", "many", "1e3"])
def test_length_that_is_none_is_a_bad_request(length: str) -> None:
    answer = Client().generic("POST", "/api/v1/echo", CONTENT_LENGTH=length)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
