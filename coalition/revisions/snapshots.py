"""Snapshots: a record with its rows as plain data, as it is now or as a revision holds it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models
from reversion.models import Version

from coalition.imprecise_date_fields import ImpreciseDateField
from coalition.models import Record
from coalition.revisions.registration import KEPT_WITH
from coalition.revisions.trees import objects_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One row: `values` by field name, in the form that JSON has for them; a date by its EDTF text.

    `rows` are what it was kept with, by relation (`attendances`, `claims`), oldest first.
    """

    model: type[models.Model]
    pk: int
    values: dict[str, Any]
    rows: dict[str, list["Snapshot"]] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The version of the record; 0 of a row, which has none."""
        return int(self.values.get("version", 0))

    @property
    def content(self) -> tuple[Any, ...]:
        """All that an editor can change: two snapshots that agree in it differ in nothing."""
        own = tuple(value_of(self, column) for column in editable_fields(self.model))
        return (self.pk, own, *(row.content for rows in self.rows.values() for row in rows))

    def instance(self) -> Any:
        """A model instance that holds the values. It is not saved, and knows no related rows."""
        entry = {"model": self.model._meta.label_lower, "pk": self.pk, "fields": self.values}
        return next(iter(serializers.deserialize("python", [entry], ignorenonexistent=True))).object

    def walk(self) -> Iterator["Snapshot"]:
        """This one and all that is inside it."""
        yield self
        for rows in self.rows.values():
            for row in rows:
                yield from row.walk()

    def find(self, model: type[models.Model], pk: int) -> "Snapshot | None":
        return next((row for row in self.walk() if row.model is model and row.pk == pk), None)


def editable_fields(model: type[models.Model]) -> list[Any]:
    """The fields that an editor fills in; `Record`'s own, keys and derived columns are none."""
    return [
        column
        for column in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if column.editable and not column.primary_key
    ]


def value_of(row: Snapshot, column: Any) -> Any:
    """What `row` holds in a field; a date with its label, many rows in the order of their keys."""
    value = row.values.get(column.name)
    if isinstance(column, ImpreciseDateField):
        return (value or "", row.values.get(f"{column.name}_label") or "")
    if column.many_to_many:
        return tuple(sorted(value or ()))
    return value


def serialized(row: models.Model) -> str:
    return str(serializers.serialize("json", [row]))


def snapshot_of(record: Record) -> Snapshot | None:
    """`record` as the database has it now, its rows included; None if it has it no longer."""
    return snapshot_from(objects_of(type(record), record.pk))


def snapshot_from(objects: Sequence[models.Model]) -> Snapshot | None:
    """The snapshot of a row and what is kept with it, itself first; None of nothing."""
    if not objects:
        return None
    entries = [json.loads(serialized(row))[0] for row in objects]
    return _put_together(type(objects[0]), objects[0].pk, entries)


def snapshots_in(model: type[models.Model], pk: int, revisions: Any) -> dict[int, Snapshot]:
    """The record by the keys of the revisions that hold it, in one query.

    `revisions` are keys, or a query for them.
    """
    return {
        revision: _put_together(model, pk, entries)
        for revision, entries in _entries_in(revisions).items()
        if any(_is(entry, model, pk) for entry in entries)
    }


def versions_of(model: type[models.Model], pk: int) -> Any:
    """What revisions hold of one row itself, newest first."""
    return Version.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=str(pk)
    ).order_by("-pk")


def newest_kept(record: Record) -> Snapshot | None:
    """The record as its newest revision has it."""
    return last_kept_row(type(record), record.pk)


def kept_at(record: Record, version: int) -> Snapshot | None:
    """The record as it was at `version`: its newest revision that is no newer; None without one.

    Between two revisions a record may have had versions that changed its stage and nothing else.
    """
    for revision, data in versions_of(type(record), record.pk).values_list(
        "revision_id", "serialized_data"
    ):
        if json.loads(data)[0]["fields"].get("version", 0) <= version:
            return snapshots_in(type(record), record.pk, [revision]).get(revision)
    return None


def last_kept_row(model: type[models.Model], pk: int) -> Snapshot | None:
    """A row as the newest revision has it that holds it, with its claims: deleted rows too."""
    newest = versions_of(model, pk).values("revision_id")[:1]
    return next(iter(snapshots_in(model, pk, newest).values()), None)


def last_kept_rows(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, Snapshot]:
    """The same of many rows, by their keys, in two queries; without those that were never kept."""
    versions = Version.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(key) for key in keys],
    )
    newest = {
        int(key): revision
        for key, revision in versions.order_by("pk").values_list("object_id", "revision_id")
    }
    held = _entries_in(set(newest.values()))
    return {key: _put_together(model, key, held[revision]) for key, revision in newest.items()}


def _entries_in(revisions: Any) -> dict[int, list[dict[str, Any]]]:
    """What revisions hold, by their keys."""
    held: dict[int, list[dict[str, Any]]] = {}
    for revision, data in Version.objects.filter(revision__in=revisions).values_list(
        "revision_id", "serialized_data"
    ):
        held.setdefault(revision, []).extend(json.loads(data))
    return held


def _is(entry: dict[str, Any], model: type[models.Model], pk: int) -> bool:
    return bool(entry["model"] == model._meta.label_lower and entry["pk"] == pk)


def _put_together(
    model: type[models.Model], pk: int, entries: Iterable[dict[str, Any]]
) -> Snapshot:
    """The tree under one row: whatever else a revision holds is left out."""
    entries = list(entries)
    own = next(entry for entry in entries if _is(entry, model, pk))
    rows: dict[str, list[Snapshot]] = {}
    for relation in KEPT_WITH[model]:
        link: Any = model._meta.get_field(relation)
        inside = [
            entry["pk"]
            for entry in entries
            if apps.get_model(entry["model"]) is link.related_model
            and entry["fields"].get(link.field.name) == pk
        ]
        rows[relation] = [
            _put_together(link.related_model, inner, entries) for inner in sorted(inside)
        ]
    return Snapshot(model, pk, own["fields"], rows)
