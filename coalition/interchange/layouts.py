"""Layouts: the columns of one model in the order of an export."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import models

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_columns
from coalition.imprecise_dates import ImpreciseDate
from coalition.interchange.columns import Column, column_of
from coalition.interchange.rules import Getter, Rule, check_rules
from coalition.models import Record
from coalition.models.name_keys import DerivedNameField

#: What a stored record keeps, and a new one is given, if its entry leaves it out: None in a row.
KEPT = ("uid", "version", "stage", "created_at")


class Layout:
    """The columns of one model in their order, without those that an entry's structure tells."""

    def __init__(self, model: type[models.Model], *, told: Iterable[str] = ()) -> None:
        left_out = {model._meta.pk.name, *told}
        for f in model._meta.concrete_fields:
            if isinstance(f, ImpreciseDateField):
                left_out |= set(imprecise_date_columns(f.name)[1:])
            elif isinstance(f, DerivedNameField):
                left_out.add(f.name)
        fields = [f for f in model._meta.concrete_fields if f.name not in left_out]
        is_record = issubclass(model, Record)
        if is_record:
            first = ("slug", *KEPT)
            fields.sort(key=lambda f: first.index(f.name) if f.name in first else len(first))
        self.model = model
        self.columns: tuple[Column, ...] = tuple(column_of(f, i) for i, f in enumerate(fields))
        self.attnames = tuple(column.attname for column in self.columns)
        self.by_key = {column.key: column for column in self.columns}
        self.references = tuple(column for column in self.columns if column.refers_to)
        self.required = tuple(column for column in self.columns if column.is_required)
        #: What to select from the database, in an order that `assembled` understands.
        self.selected: tuple[str, ...] = tuple(
            name
            for column in self.columns
            for name in (
                imprecise_date_columns(column.key) if column.is_date else (column.attname,)
            )
        )
        #: What is computed from other columns, by its own column.
        self._derived = {
            f.attname: (f, [self.by_key[name].index for name in f.of])
            for f in model._meta.concrete_fields
            if isinstance(f, DerivedNameField)
        }
        self._has_dates = any(column.is_date for column in self.columns)
        kept = KEPT if is_record else ()
        #: Defaults that depend on the moment or the settings are asked for each time.
        self._asked = [
            (c.index, c.field.default)
            for c in self.columns
            if c.field.has_default() and callable(c.field.default) and c.key not in kept
        ]
        asked = {index for index, _default in self._asked}
        self._blank = [
            None if c.is_date or c.key in kept or c.index in asked else c.field.get_default()
            for c in self.columns
        ]
        self.rules: tuple[Rule, ...] = check_rules(model, self.getter)

    def blank(self) -> list[Any]:
        """The values of a row about which nothing is said."""
        values = self._blank.copy()
        for index, default in self._asked:
            values[index] = default()
        return values

    def assembled(self, selected: Sequence[Any]) -> list[Any]:
        """The values of a row as it was selected: four database columns make one date."""
        if not self._has_dates:
            return list(selected)
        source = iter(selected)
        values: list[Any] = []
        for column in self.columns:
            if column.is_date:
                edtf, earliest, latest, label = islice(source, 4)
                values.append(ImpreciseDate(str(edtf), earliest, latest, label) if edtf else None)
            else:
                values.append(next(source))
        return values

    def taken_apart(self, values: list[Any]) -> list[Any]:
        """The opposite of `assembled`: what the database columns hold."""
        if not self._has_dates:
            return values
        selected: list[Any] = []
        for column in self.columns:
            value = values[column.index]
            if not column.is_date:
                selected.append(value)
            elif value is None:
                selected += ("", None, None, "")
            else:
                selected += (value.edtf, value.earliest, value.latest, value.label)
        return selected

    def derived(self, values: Sequence[Any]) -> dict[str, str]:
        """What the columns hold that are computed from a row's other values."""
        return {
            attname: field.derived_from(values[index] for index in indexes)
            for attname, (field, indexes) in self._derived.items()
        }

    def derived_names(self) -> list[str]:
        return list(self._derived)

    def getter(self, name: str) -> Getter:
        """What reads the field `name`, or a bound of a date, from a row's values."""
        if name == "id":
            name = "slug"  # A reference is still a slug when the rules are checked.
        if column := self.by_key.get(name):
            index = column.index
            if column.is_date:
                return lambda row: row[index].edtf if row[index] else ""
            return lambda row: row[index]
        base, _, bound = name.rpartition("_")
        if base in self.by_key and self.by_key[base].is_date:
            index = self.by_key[base].index
            return lambda row: getattr(row[index], bound) if row[index] else None
        raise LookupError(f"{self.model.__name__} has no {name} in an entry.")
