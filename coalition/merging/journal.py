"""The journal of a merge: each change of stored rows, with what they held before.

It is kept as JSON in `Merge.moves`, in the order of the changes. Undoing goes through it backwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from coalition.imprecise_date_fields import ImpreciseDateField, StoredEdtf

Entry = dict[str, Any]

SET, DELETE, INSERT, TOUCH, PUBLIC = "set", "delete", "insert", "touch", "public"
LEFT = "left"


class Journal:
    """Writes to the database, and writes down what it did."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def set(
        self,
        model: type[models.Model],
        keys: Iterable[Any],
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> None:
        """Give all rows of `keys`, which held `before`, the values `after`."""
        keys = list(keys)
        model._base_manager.filter(pk__in=keys).update(**after)
        self.note_set(model, keys, before, after)

    def note_set(
        self,
        model: type[models.Model],
        keys: Iterable[Any],
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> None:
        """Write down what was saved by other means."""
        entry = {"pks": list(keys), "before": frozen(before), "after": frozen(after)}
        self._note(SET, model, **entry)

    def delete(self, model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
        """Delete rows at which nothing points any more; RuntimeError if something does."""
        keys = [row[_key(model)] for row in rows]
        count, by_model = model._base_manager.filter(pk__in=keys).delete()
        if count != len(keys):
            raise RuntimeError(f"A merge must discard nothing, yet would delete {by_model}.")
        self._note(DELETE, model, rows=[frozen(row) for row in rows])

    def insert(self, row: models.Model) -> None:
        """Save a new row."""
        row.save(force_insert=True)
        values = {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields}
        self._note(INSERT, type(row), rows=[frozen(values)])

    def touch(self, model: type[models.Model], keys: Iterable[Any]) -> None:
        """Remember which records have a new version because of their rows."""
        self._note(TOUCH, model, pks=sorted(keys))

    def left(self, version: int) -> None:
        """Remember in which version the merge left the primary; a newer one was edited since."""
        self.entries.append({"op": LEFT, "version": version})

    def public(self, after: int, until: int) -> None:
        """Remember which part of the ledger the merge wrote: the sequences after..until."""
        self.entries.append({"op": PUBLIC, "after": after, "until": until})

    def _note(self, op: str, model: type[models.Model], **details: Any) -> None:
        self.entries.append({"op": op, "model": model._meta.label_lower, **details})


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.attname)


def frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values as JSON has them, to the microsecond."""
    return {name: _frozen(value) for name, value in values.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def model_of(entry: Entry) -> type[models.Model]:
    return apps.get_model(entry["model"])


def thawed(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values as the database takes them, from what `frozen` made of them."""
    return {name: _thawed(model._meta.get_field(name), value) for name, value in values.items()}


def _thawed(field: Any, value: Any) -> Any:
    if isinstance(field, ImpreciseDateField):
        # It was checked when it was written first, and its companions come along.
        return StoredEdtf(value)
    target = field.target_field if field.is_relation else field
    return None if value is None else target.to_python(value)


def put_back(model: type[models.Model], values: Mapping[str, Any]) -> models.Model:
    """Insert a row exactly as it was, its key included."""
    thaw = thawed(model, values)
    names = [field.attname for field in model._meta.concrete_fields]
    row = model.from_db(None, names, [thaw[name] for name in names])
    # Raw: nothing is derived or counted anew.
    row.save_base(raw=True, force_insert=True)
    return row
