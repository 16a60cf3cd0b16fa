"""Batches: entries read some hundred at a time, the next while the last is being written.

A worker thread reads, which is work for Python, while the database is busy with what came before.
The worker touches no database and shares nothing: a batch brings its own problems along.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from coalition.interchange.entries import Draft, Reader
from coalition.interchange.problems import Place, Problems
from coalition.interchange.shapes import Shape

BATCH = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries of one kind. `slugs` are of all of them, `drafts` of those without a problem."""

    size: int
    slugs: list[tuple[Place, str]]
    drafts: list[Draft]
    problems: Problems


def read_batches(shape: Shape, entries: Iterator[tuple[Place, dict[str, Any]]]) -> Iterator[Batch]:
    """The batches of `entries`, one being read ahead."""
    batches = _batches(shape, entries)
    first = next(batches, None)
    if first is None:
        return
    yield first
    if first.size < BATCH:
        return
    with ThreadPoolExecutor(max_workers=1) as worker:
        following = worker.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = worker.submit(next, batches, None)
            yield batch


def _batches(shape: Shape, entries: Iterator[tuple[Place, dict[str, Any]]]) -> Iterator[Batch]:
    while raw := list(islice(entries, BATCH)):
        problems = Problems()
        reader = Reader(shape, problems)
        drafts = [reader.read(entry, place) for place, entry in raw]
        yield Batch(
            size=len(raw),
            slugs=[(place, slug) for place, entry in raw if type(slug := entry.get("slug")) is str],
            drafts=[draft for draft in drafts if draft is not None],
            problems=problems,
        )
