"""Exporting: records into entries, a few hundred at a time, so that memory stays the same.

The bytes depend on the records alone: entries by kind and slug, fields in the order of the shapes,
rows in theirs, and nothing that a reader would put there again by itself.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models.functions import Collate

from coalition.interchange.layouts import Layout
from coalition.interchange.shapes import SHAPES, Shape, attached_to
from coalition.interchange.stored import StoredEntry, StoredRow, stored_entries

_BATCH = 500

#: Slugs by key, for each model that is referred to.
Slugs = Mapping[type[models.Model], Mapping[Any, str]]


def export_lines(kinds: Collection[str] = tuple(SHAPES)) -> Iterator[str]:
    """The entries of `kinds` as JSON, one a line, each ending in a line feed.

    On PostgreSQL all of them show the same moment, however long the export takes.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield from _lines(kinds)
    else:
        yield from _lines(kinds)


def _lines(kinds: Collection[str]) -> Iterator[str]:
    for kind, shape in SHAPES.items():
        if kind in kinds:
            for entry in _entries(shape):
                yield json.dumps(entry, ensure_ascii=False, allow_nan=False) + "\n"


def _entries(shape: Shape) -> Iterator[dict[str, Any]]:
    # By code point on every database, whatever the language it sorts by.
    order = "slug" if connection.vendor == "sqlite" else Collate("slug", "C")
    keys = shape.model._default_manager.order_by(order).values_list("pk", flat=True)
    source = keys.iterator(chunk_size=_BATCH)
    while batch := list(islice(source, _BATCH)):
        yield from entries_of(shape, batch)


def entries_of(
    shape: Shape, keys: Sequence[Any], names: Callable[[Slugs], Slugs] = lambda slugs: slugs
) -> list[dict[str, Any]]:
    """The entries of the records `keys` in that order, in the same queries whatever their number.

    `names` may call the records that are referred to otherwise than by their slugs.
    """
    stored = stored_entries(shape, keys)
    slugs = names(_slugs(shape, stored.values()))
    return [_entry(shape, stored[key], slugs) for key in keys]


def _slugs(shape: Shape, entries: Collection[StoredEntry]) -> Slugs:
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in entries:
        for layout, values in entry.parts(shape):
            for column in layout.references:
                if column.refers_to is not None:
                    wanted[column.refers_to].add(values[column.index])
        for key, model in shape.lists.items():
            wanted[model].update(entry.lists[key])
    return {
        model: dict(
            model._default_manager.filter(pk__in=keys - {None}).order_by().values_list("pk", "slug")
        )
        for model, keys in wanted.items()
    }


def _entry(shape: Shape, stored: StoredEntry, slugs: Slugs) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": shape.kind, **_fields(shape.layout, stored.values, slugs)}
    for key, model in shape.lists.items():
        entry[key] = sorted(slugs[model][pk] for pk in stored.lists[key])
    for rows, present in zip(shape.rows, stored.rows, strict=True):
        entry[rows.key] = [
            _fields(rows.layout, row.values, slugs) | _attached(rows.claimed_as, row, slugs)
            for row in present
        ]
    entry |= _attached(shape.claimed_as, stored, slugs)
    return {key: value for key, value in entry.items() if value != []}


def _attached(subject: str, owner: StoredEntry | StoredRow, slugs: Slugs) -> dict[str, Any]:
    return {
        kind.key: [_fields(kind.layout, row.values, slugs) for row in rows]
        for kind in attached_to(subject)
        if (rows := owner.attached[kind.key])
    }


def _fields(layout: Layout, values: list[Any], slugs: Slugs) -> dict[str, Any]:
    fields = {}
    for column in layout.columns:
        value = values[column.index]
        if value is None or value == column.left_out:
            continue
        fields[column.key] = (
            slugs[column.refers_to][value] if column.refers_to else column.write(value)
        )
    return fields
