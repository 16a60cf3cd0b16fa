"""What is found, and what the database is asked for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client


def ask(query: str, path: str = "meetings") -> tuple[list[str], list[tuple[str, Any]]]:
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
