"""Relations: which rows point at a record, and which record a row is part of.

All of it is read off the models, hidden relations and the tables of many-to-many fields included: a
relation that is added tomorrow is merged tomorrow.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from coalition.merging.conditions import holds
from coalition.models import Record

Model = type[models.Model]
#: Column values of a row, by attname.
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pointers:
    """The foreign keys by which rows of `model` point at a model, in their order."""

    model: Model
    fields: tuple[Any, ...]


def pointers_to(model: Model) -> list[Pointers]:
    """Every model with rows that point at `model`, each once, in a fixed order."""
    found: dict[Model, list[Any]] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not isinstance(
            relation.field, models.ManyToManyField
        ):
            found.setdefault(relation.related_model, []).append(relation.field)
    return [
        Pointers(row_model, tuple(sorted(fields, key=lambda field: field.creation_counter)))
        for row_model, fields in sorted(found.items(), key=lambda item: item[0]._meta.label)
    ]


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """Attnames of which no two rows may hold the same values, where `condition` holds."""

    attnames: tuple[str, ...]
    condition: models.Q | None = None

    def of(self, values: Values) -> tuple[Any, ...] | None:
        """The key of a row; None if the rule does not concern it."""
        key = tuple(values[name] for name in self.attnames)
        if None in key or (self.condition is not None and not holds(self.condition, values)):
            return None
        return key


def unique_keys(model: Model) -> list[UniqueKey]:
    """Every uniqueness that the database watches over, the primary key apart."""
    meta = model._meta
    named = [
        (constraint.fields, constraint.condition)
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    named += [(tuple(fields), None) for fields in meta.unique_together]
    named += [
        ((field.name,), None)
        for field in meta.concrete_fields
        if field.unique and not field.primary_key
    ]
    return [
        UniqueKey(tuple(meta.get_field(name).attname for name in names), condition)  # type: ignore[union-attr]
        for names, condition in named
    ]


def owner_field(row: models.Model) -> Any:
    """The foreign key by which `row` is part of a record or of another row; None for a record."""
    model = type(row)
    if isinstance(row, Record):
        return None
    for field in _owning_fields(model):
        if getattr(row, field.attname) is not None:
            return field
    return None


def _owning_fields(model: Model) -> Iterator[Any]:
    """What a row goes down with; of a table between two, the side that declares it."""
    declared_by: Any = model._meta.auto_created
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        if declared_by:
            if field.related_model is declared_by:
                yield field
        elif field.remote_field.on_delete is models.CASCADE:
            yield field


def with_related(model: Model) -> models.QuerySet[Any]:
    """Rows of `model` with what they name; a claim's other subjects, all null, are left out."""
    names = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and not (field.null and field.remote_field.on_delete is models.CASCADE)
    ]
    rows = model._base_manager.order_by("pk")
    return rows.select_related(*names) if names else rows


def values_of(row: models.Model) -> dict[str, Any]:
    """The columns of a loaded row, as they are stored."""
    return {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields}
