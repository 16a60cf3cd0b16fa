"""Inserting: many rows of values into one table, and the keys that they were given."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from coalition.bulk_insert import insert_values
from coalition.interchange.layouts import Layout


def insert(
    layout: Layout, rows: Sequence[list[Any]], owner: str = "", owners: Sequence[Any] = ()
) -> list[Any]:
    """Insert `rows` in their order and return their keys; all or none.

    `owner` is the column that says to what a row belongs, and `owners` its value for each row.
    """
    if not rows:
        return []
    if connection.vendor == "postgresql":
        keys = _new_keys(layout.model, len(rows))
        _insert(layout, rows, {"id": keys, owner: owners} if owner else {"id": keys})
        return keys
    columns = ([owner] if owner else []) + list(layout.selected)
    leads = [(value,) for value in owners] if owner else [()] * len(rows)
    instances = [
        layout.model(**dict(zip(columns, (*lead, *layout.taken_apart(row)), strict=True)))
        for lead, row in zip(leads, rows, strict=True)
    ]
    created = layout.model._default_manager.bulk_create(instances, batch_size=1000)
    return [instance.pk for instance in created]


def insert_without_keys(
    layout: Layout, rows: Sequence[list[Any]], owner: str, owners: Sequence[Any]
) -> None:
    """The same for rows to which nothing belongs, so that nobody asks for their keys."""
    if rows:
        _insert(layout, rows, {owner: owners})


def _insert(layout: Layout, rows: Sequence[list[Any]], lead: dict[str, Sequence[Any]]) -> None:
    values = (
        (*first, *layout.taken_apart(row), *layout.derived(row).values())
        for *first, row in zip(*lead.values(), rows, strict=True)
    )
    insert_values(layout.model, [*lead, *layout.selected, *layout.derived_names()], values)


def _new_keys(model: type[models.Model], count: int) -> list[Any]:
    """Keys from the table's own sequence: COPY does not say which ones it has given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), count],
        )
        return [key for (key,) in cursor.fetchall()]
