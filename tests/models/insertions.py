"""Inserting what the database must refuse, by `bulk_create`: past forms, `full_clean` and `save`.

Most cases take a row that is valid, remove it, change one thing and put it back, so that nothing
but the change can be the reason for the refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError

from tests.models.valid_rows import VALID

Case = Callable[[], object]
#: Later than whatever the factories give, so that no other rule is broken with these.
EARLY, LATE = date(2030, 1, 1), date(2031, 1, 1)


def put_back(row: Any, **changes: Any) -> None:
    """Take a row out, change it behind its descriptors' backs, and insert it again."""
    # Read anew, so that no remembered object brings back a key that is to be empty.
    row = type(row).objects.get(pk=row.pk)
    type(row).objects.filter(pk=row.pk).delete()
    row.__dict__.update(changes)
    type(row).objects.bulk_create([row])


def refused_by(error: IntegrityError) -> str:
    """Which constraint it was: its name, or on SQLite the columns of a unique one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(diagnosis.constraint_name) if diagnosis else str(error)


def changed(model: str, **changes: Any) -> Case:
    return lambda: put_back(VALID[model](), **changes)


def twice(factory: Any, **shared: Any) -> Case:
    """Insert two rows that agree in `shared`; its values are factories or values."""

    def insert() -> None:
        given = {key: value() if callable(value) else value for key, value in shared.items()}
        factory(**given)
        factory(**given)

    return insert


def itself(model: str, field: str) -> Case:
    def insert() -> None:
        row = VALID[model]()
        put_back(row, **{f"{field}_id": row.pk})

    return insert


def ends_before_it_begins(model: str, since: str, until: str) -> Case:
    return changed(
        model,
        **{
            since: "2031",
            f"{since}_earliest": LATE,
            f"{since}_latest": LATE,
            until: "2030",
            f"{until}_earliest": EARLY,
            f"{until}_latest": EARLY,
        },
    )
