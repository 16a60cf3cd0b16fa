"""Stored entries: what the database holds of some records, in the same lists as a draft's."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from coalition.interchange.layouts import Layout
from coalition.interchange.shapes import Attached, Rows, Shape, attached_to


@dataclass(slots=True)
class StoredRow:
    """A nested row as it is stored, or one of what is attached, by its key."""

    pk: Any
    values: list[Any]
    attached: dict[str, list["StoredRow"]] = field(default_factory=dict)


@dataclass(slots=True)
class StoredEntry:
    """A record with all that belongs to it, rows in the order of their keys."""

    pk: Any
    values: list[Any]
    rows: list[list[StoredRow]]
    lists: dict[str, list[Any]]
    attached: dict[str, list[StoredRow]] = field(default_factory=dict)

    def parts(self, shape: Shape) -> Iterator[tuple[Layout, list[Any]]]:
        yield shape.layout, self.values
        yield from _parts_of(self.attached, shape.claimed_as)
        for rows, stored in zip(shape.rows, self.rows, strict=True):
            for row in stored:
                yield rows.layout, row.values
                yield from _parts_of(row.attached, rows.claimed_as)


def _parts_of(
    attached: dict[str, list[StoredRow]], subject: str
) -> Iterator[tuple[Layout, list[Any]]]:
    for kind in attached_to(subject):
        yield from ((kind.layout, row.values) for row in attached[kind.key])


def stored_entries(shape: Shape, keys: Sequence[Any]) -> dict[Any, StoredEntry]:
    """The entries of the records `keys`, in so many queries whatever their number."""
    found = shape.model._default_manager.filter(pk__in=keys).order_by()
    entries = {
        pk: StoredEntry(pk, shape.layout.assembled(values), [], {})
        for pk, *values in found.values_list("pk", *shape.layout.selected)
    }
    for kind in attached_to(shape.claimed_as):
        for entry in entries.values():
            entry.attached[kind.key] = []
        for owner, row in _attached(kind, shape.claimed_as, f"{shape.claimed_as}__in", keys):
            entries[owner].attached[kind.key].append(row)
    for rows in shape.rows:
        by_owner = _rows(rows, keys)
        for pk, entry in entries.items():
            entry.rows.append(by_owner.get(pk, []))
    for key in shape.lists:
        source, target, pairs = _pairs(shape, key)
        listed: dict[Any, list[Any]] = defaultdict(list)
        for owner, other in pairs.filter(**{f"{source}__in": keys}).values_list(source, target):
            listed[owner].append(other)
        for pk, entry in entries.items():
            entry.lists[key] = listed.get(pk, [])
    return entries


def _rows(rows: Rows, keys: Sequence[Any]) -> dict[Any, list[StoredRow]]:
    by_owner: dict[Any, list[StoredRow]] = defaultdict(list)
    by_key: dict[Any, StoredRow] = {}
    found = rows.model._default_manager.filter(**{f"{rows.owner}__in": keys}).order_by("pk")
    for pk, owner, *values in found.values_list("pk", f"{rows.owner}_id", *rows.layout.selected):
        row = by_key[pk] = StoredRow(pk, rows.layout.assembled(values))
        by_owner[owner].append(row)
    for kind in attached_to(rows.claimed_as):
        for row in by_key.values():
            row.attached[kind.key] = []
        # By way of the owners: the keys of the rows themselves could be too many for one query.
        condition = f"{rows.claimed_as}__{rows.owner}__in"
        for pk, attached in _attached(kind, rows.claimed_as, condition, keys):
            by_key[pk].attached[kind.key].append(attached)
    return by_owner


def _attached(
    kind: Attached, subject: str, condition: str, keys: Sequence[Any]
) -> Iterator[tuple[Any, StoredRow]]:
    found = kind.model._default_manager.filter(**{condition: keys}).order_by("pk")
    for pk, owner, *values in found.values_list("pk", f"{subject}_id", *kind.layout.selected):
        yield owner, StoredRow(pk, kind.layout.assembled(values))


def _pairs(shape: Shape, key: str) -> tuple[str, str, Any]:
    """The two columns and the rows of a many-to-many field's table."""
    many: Any = shape.model._meta.get_field(key)
    return (
        f"{many.m2m_field_name()}_id",
        f"{many.m2m_reverse_field_name()}_id",
        many.remote_field.through._default_manager.order_by(),
    )
