"""Inserting: many rows of values into one table, and the keys that they were given."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from coalition.bulk_insert import insert_values
from coalition.interchange.layouts import Layout


def insert(
    layout: Layout, rows: Sequence[list[Any]], *, extra: Sequence[tuple[str, Any]] | None = None
) -> list[Any]:
    """Insert `rows` in their order and return their keys; all or none.

    `extra` holds, for each row, one more column and its value, such as its owner.
    """
    model = layout.model
    if not rows:
        return []
    names = sorted({name for name, _value in extra or ()})
    fields = [*layout.selected, *names]
    values = [layout.taken_apart(row) for row in rows]
    if extra is not None:
        for row, (name, value) in zip(values, extra, strict=True):
            row += [value if name == other else None for other in names]
    if connection.vendor == "postgresql":
        keys = _keys(model, len(values))
        insert_values(
            model, ["id", *fields], ([key, *row] for key, row in zip(keys, values, strict=True))
        )
        return keys
    instances = [model(**dict(zip(fields, row, strict=True))) for row in values]
    return [row.pk for row in model._default_manager.bulk_create(instances, batch_size=1000)]


def _keys(model: type[models.Model], count: int) -> list[Any]:
    """Keys from the table's own sequence. COPY returns nothing, so they are fetched beforehand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), count],
        )
        return [key for (key,) in cursor.fetchall()]
