"""What a list shows, in its order."""

from __future__ import annotations

from django.test import Client


def titles(path: str, **query: str) -> list[str]:
    answer = Client().get(path, query)
    assert answer.status_code == 200, answer.content
    return [summary.title for batch in answer.context["batches"] for summary in batch.summaries]
