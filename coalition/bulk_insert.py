"""Inserting many rows: COPY on PostgreSQL, `bulk_create` elsewhere.

A document holds thousands of quotation marks. Sent as parameters of an INSERT each is escaped in
Python; COPY leaves that to the driver's compiled half and is several times as fast.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction


def insert_rows(rows: Iterable[models.Model], *, batch_size: int = 1000) -> None:
    """Insert unsaved rows of one model, in order, all or none.

    Primary keys that the database hands out are not read back. Raises what `save` would raise for
    a row that the columns or constraints refuse.
    """
    ordered = list(rows)
    if not ordered:
        return
    model = type(ordered[0])
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(ordered, batch_size=batch_size)
        return
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField) and not field.generated
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in ordered:
            copy.write_row([_column(field, row) for field in fields])
    for row in ordered:
        row._state.adding = False
        row._state.db = connection.alias


def _column(field: Any, row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, True), connection)
