"""Differences: what is not the same in two snapshots of one record, field by field, row by row.

Rows are the same row if they have the same key, whatever else of them has changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coalition.revisions.snapshots import Snapshot, editable_fields, value_of


class Kind(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of the record or of a row, or one row as a whole.

    `trail` leads from the record down to the row, both left out for the record itself. `before`
    and `after` are values as `snapshots.value_of` gives them; a row as a whole has none.
    """

    kind: Kind
    trail: tuple[Snapshot, ...]
    field: Any = None
    before: Any = None
    after: Any = None


def differences(before: Snapshot | None, after: Snapshot) -> list[Difference]:
    """What became of `before`; of None, everything that `after` says."""
    if before is None:
        before = Snapshot(after.model, after.pk, {})
    return [*_fields(before, after, ()), *_rows(before, after, ())]


def _fields(
    before: Snapshot, after: Snapshot, trail: tuple[Snapshot, ...], owner: str = ""
) -> Iterator[Difference]:
    for field in editable_fields(after.model):
        was, now = value_of(before, field), value_of(after, field)
        if field.name != owner and was != now and not (_is_empty(was) and _is_empty(now)):
            yield Difference(Kind.CHANGED, trail, field, was, now)


def _rows(before: Snapshot, after: Snapshot, trail: tuple[Snapshot, ...]) -> Iterator[Difference]:
    for relation in {**before.rows, **after.rows}:
        owner = after.model._meta.get_field(relation).field.name  # type: ignore[union-attr]
        were = {row.pk: row for row in before.rows.get(relation, [])}
        are = {row.pk: row for row in after.rows.get(relation, [])}
        for pk, row in were.items():
            if pk not in are:
                yield Difference(Kind.REMOVED, (*trail, row))
        for pk, row in are.items():
            if pk not in were:
                yield Difference(Kind.ADDED, (*trail, row))
                yield from _rows(Snapshot(row.model, pk, {}), row, (*trail, row))
            else:
                yield from _fields(were[pk], row, (*trail, row), owner)
                yield from _rows(were[pk], row, (*trail, row))


def _is_empty(value: Any) -> bool:
    return value in (None, "", (), ("", ""))
