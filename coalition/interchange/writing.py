"""Writing: drafts into rows. New records in bulk, changed ones one by one, where they differ."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from coalition.interchange.entries import Draft, RowDraft
from coalition.interchange.inserting import insert, insert_without_keys
from coalition.interchange.layouts import KEPT, Layout
from coalition.interchange.shapes import Rows, Shape, attached_to
from coalition.interchange.stored import StoredEntry, StoredRow

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What a new record is given where its entry says nothing."""

    stage: str
    created_at: datetime


class Attachments:
    """What is attached to rows that are written one by one, to be inserted together."""

    def __init__(self) -> None:
        self._by_subject: dict[tuple[str, str], tuple[list[list[Any]], list[Any]]] = {}

    def add(self, subject: str, key: Any, attached: Mapping[str, Sequence[list[Any]]]) -> None:
        for kind, values in attached.items():
            if values:
                rows, keys = self._by_subject.setdefault((subject, kind), ([], []))
                rows += values
                keys += [key] * len(values)

    def insert(self) -> None:
        for (subject, key), (rows, keys) in self._by_subject.items():
            layout = next(kind.layout for kind in attached_to(subject) if kind.key == key)
            insert_without_keys(layout, rows, f"{subject}_id", keys)


def create(shape: Shape, drafts: Sequence[Draft], *, defaults: NewRecord) -> None:
    """Insert new records with all that belongs to them, in the order of the drafts."""
    for draft in drafts:
        draft.put("uid", draft.get("uid") or uuid.uuid4())
        draft.put("version", draft.get("version") or 1)
        draft.put("stage", draft.get("stage") or defaults.stage)
        draft.put("created_at", draft.get("created_at") or defaults.created_at)
    keys = insert(shape.layout, [draft.values for draft in drafts])
    for draft, key in zip(drafts, keys, strict=True):
        draft.pk = key
    new = Attachments()
    for draft in drafts:
        new.add(shape.claimed_as, draft.pk, draft.attached)
    for position, rows in enumerate(shape.rows):
        _create_rows(rows, [(d.pk, row) for d in drafts for row in d.rows[position]], new)
    new.insert()
    for key in shape.lists:
        _link(shape, key, ((draft.pk, target) for draft in drafts for target in draft.lists[key]))


def complete(draft: Draft, stored: StoredEntry) -> None:
    """Give the draft what its entry leaves to the stored record; the version always is."""
    draft.pk = stored.pk
    columns = draft.shape.layout.by_key
    for key in KEPT:
        if key == "version" or draft.get(key) is None:
            draft.put(key, stored.values[columns[key].index])


def differs(draft: Draft, stored: StoredEntry) -> bool:
    """Whether a completed draft says anything that the stored record does not."""
    return (
        draft.values != stored.values
        or draft.attached != _values_of(stored.attached)
        or any(set(keys) != set(stored.lists[key]) for key, keys in draft.lists.items())
        or any(
            [(row.values, row.attached) for row in wanted]
            != [(row.values, _values_of(row.attached)) for row in present]
            for wanted, present in zip(draft.rows, stored.rows, strict=True)
        )
    )


def _values_of(attached: Mapping[str, Sequence[StoredRow]]) -> dict[str, list[list[Any]]]:
    return {key: [row.values for row in rows] for key, rows in attached.items()}


def change(draft: Draft, stored: StoredEntry) -> None:
    """Make the stored record say what the draft says, which raises its version by one."""
    shape = draft.shape
    attachments = Attachments()
    additions = []
    # What goes, goes first, so that a unique key or a seat is free when it is given to another row.
    for rows, wanted, present in zip(shape.rows, draft.rows, stored.rows, strict=True):
        kept, new = _matched(rows, wanted, present)
        _delete(rows.model, [row.pk for row in present if row.pk not in kept])
        additions.append((rows, kept, new))
    record = shape.model._default_manager.get(pk=draft.pk)
    for column, value in zip(shape.layout.columns, draft.values, strict=True):
        setattr(record, column.attname, value)
    record.save()
    _replace(shape.claimed_as, draft.pk, draft.attached, stored.attached, attachments)
    for rows, kept, new in additions:
        for row, wanted_row in kept.values():
            if wanted_row.values != row.values:
                _update(rows.layout, row.pk, wanted_row.values)
            _replace(rows.claimed_as, row.pk, wanted_row.attached, row.attached, attachments)
        _create_rows(rows, [(draft.pk, row) for row in new], attachments)
    attachments.insert()
    for key, targets in draft.lists.items():
        getattr(record, key).set(targets)


def _matched(
    rows: Rows, wanted: Sequence[RowDraft], present: Sequence[StoredRow]
) -> tuple[dict[Any, tuple[StoredRow, RowDraft]], list[RowDraft]]:
    """Which stored rows can stay, as pk -> (stored, wanted), and which rows are new.

    The order of rows is the order of their keys. So a row can stay only as long as the wanted rows
    come in that order; after the first that does not, or that is new, the rest is written anew.
    """
    by_identity = {_identity(rows, row.values): row for row in present}
    kept: dict[Any, tuple[StoredRow, RowDraft]] = {}
    last = None
    for number, row in enumerate(wanted):
        match = by_identity.get(_identity(rows, row.values))
        if match is None or (last is not None and match.pk <= last):
            return kept, list(wanted[number:])
        kept[match.pk] = (match, row)
        last = match.pk
    return kept, []


def _identity(rows: Rows, values: list[Any]) -> tuple[Any, ...]:
    return tuple(values[index] for index in rows.identity_indexes)


def _replace(
    subject: str,
    owner: Any,
    wanted: Mapping[str, list[list[Any]]],
    present: Mapping[str, list[StoredRow]],
    new: Attachments,
) -> None:
    for kind in attached_to(subject):
        if wanted[kind.key] != [row.values for row in present[kind.key]]:
            _delete(kind.model, [row.pk for row in present[kind.key]])
            new.add(subject, owner, {kind.key: wanted[kind.key]})


def _create_rows(rows: Rows, owned: Sequence[tuple[Any, RowDraft]], new: Attachments) -> None:
    """Insert rows under their owners, and put what is attached to them with the others."""
    owners = [owner for owner, _row in owned]
    values = [row.values for _owner, row in owned]
    keys = insert(rows.layout, values, f"{rows.owner}_id", owners)
    for key, (_owner, row) in zip(keys, owned, strict=True):
        new.add(rows.claimed_as, key, row.attached)


def _update(layout: Layout, pk: Any, values: list[Any]) -> None:
    changes = dict(zip(layout.attnames, values, strict=True))
    layout.model._default_manager.filter(pk=pk).update(**changes, **layout.derived(values))


def _delete(model: type[models.Model], keys: list[Any]) -> None:
    if keys:
        model._default_manager.filter(pk__in=keys).delete()


def _link(shape: Shape, key: str, pairs: Iterable[tuple[Any, Any]]) -> None:
    many: Any = shape.model._meta.get_field(key)
    through = many.remote_field.through
    owner, target = f"{many.m2m_field_name()}_id", f"{many.m2m_reverse_field_name()}_id"
    links = [through(**{owner: one, target: other}) for one, other in pairs]
    through._default_manager.bulk_create(links, batch_size=_BATCH)
