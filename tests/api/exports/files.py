"""The files as a caller gets them: whole, line by line, or in the parts as they are sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from coalition.api.exports.datasets import DATASETS

FILES = [dataset.file_name for dataset in DATASETS]


def get(name: str, method: str = "get", **headers: str) -> HttpResponseBase:
    return getattr(Client(), method)(f"/api/v1/export/{name}", headers=headers or None)


def text_of(name: str) -> str:
    answer: Any = get(name)
    assert answer.status_code == 200
    return b"".join(answer).decode()


def lines_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(name).splitlines()]


def parts_of(name: str) -> Iterator[str]:
    return (part.decode() for part in get(name))  # type: ignore[attr-defined]
