"""Asking for a list by parameters, and what is found."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client


def get(path: str, **parameters: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}/", parameters)


def slugs(path: str, **parameters: str) -> set[str]:
    answer = get(path, **parameters)
    assert answer.status_code == 200, answer.content
    return {document["slug"] for document in answer.json()["results"]}
