"""Inserting many rows: COPY on PostgreSQL, `bulk_create` elsewhere.

A document holds thousands of quotation marks. Sent as parameters of an INSERT each is escaped in
Python; COPY leaves that to the driver's compiled half and is several times as fast.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction


def insert_values(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows` of database values in the order of `fields` (attnames), all or none.

    Nothing is prepared or checked in Python: hand over what the columns hold. A field left out
    gets its default. Raises IntegrityError for what the constraints refuse.
    """
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(
            (model(**dict(zip(fields, row, strict=True))) for row in rows), batch_size=1000
        )
        return
    quote = connection.ops.quote_name
    by_attname = {field.attname: field.column for field in model._meta.local_concrete_fields}
    columns = ", ".join(quote(str(by_attname[name])) for name in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert unsaved rows of one model, in order, all or none, as `bulk_create` would.

    Primary keys that the database hands out are not read back.
    """
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(rows, batch_size=1000)
        return
    fields: list[Any] = [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField) and not field.generated
    ]
    prepared = (
        [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
        for row in rows
    )
    insert_values(model, [field.attname for field in fields], prepared)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias
