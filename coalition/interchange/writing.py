"""Writing: drafts into rows. New records in bulk, changed ones one by one, where they differ."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from coalition.interchange.entries import Draft, RowDraft
from coalition.interchange.shapes import CLAIM_LAYOUT, KEPT, Layout, Rows, Shape
from coalition.interchange.stored import StoredEntry, StoredRow
from coalition.models import Claim

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What a new record is given where its entry says nothing."""

    stage: str
    created_at: datetime


def create(shape: Shape, drafts: Sequence[Draft], defaults: NewRecord) -> None:
    """Insert new records with all that belongs to them, in the order of the drafts."""
    for draft in drafts:
        draft.put("uid", draft.get("uid") or uuid.uuid4())
        draft.put("version", draft.get("version") or 1)
        draft.put("stage", draft.get("stage") or defaults.stage)
        draft.put("created_at", draft.get("created_at") or defaults.created_at)
    records = [_instance(shape.layout, draft.values) for draft in drafts]
    shape.model._default_manager.bulk_create(records, batch_size=_BATCH)
    for draft, record in zip(drafts, records, strict=True):
        draft.pk = record.pk
    claims = [
        _claim(shape.claimed_as, draft.pk, claim) for draft in drafts for claim in draft.claims
    ]
    for position, rows in enumerate(shape.rows):
        owned = [(draft.pk, row) for draft in drafts for row in draft.rows[position]]
        claims += _create_rows(rows, owned)
    Claim.objects.bulk_create(claims, batch_size=_BATCH)
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
        or draft.claims != [claim.values for claim in stored.claims]
        or any(set(keys) != set(stored.lists[key]) for key, keys in draft.lists.items())
        or any(
            [(row.values, row.claims) for row in wanted]
            != [(row.values, [claim.values for claim in row.claims]) for row in present]
            for wanted, present in zip(draft.rows, stored.rows, strict=True)
        )
    )


def change(draft: Draft, stored: StoredEntry) -> None:
    """Make the stored record say what the draft says, which raises its version by one."""
    shape = draft.shape
    claims: list[Claim] = []
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
    _replace_claims(shape.claimed_as, draft.pk, draft.claims, stored.claims, claims)
    for rows, kept, new in additions:
        for present, wanted in kept.values():
            if wanted.values != present.values:
                _update(rows.layout, present.pk, wanted.values)
            _replace_claims(rows.claimed_as, present.pk, wanted.claims, present.claims, claims)
        claims += _create_rows(rows, [(draft.pk, row) for row in new])
    Claim.objects.bulk_create(claims, batch_size=_BATCH)
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


def _replace_claims(
    subject: str, owner: Any, wanted: list[list[Any]], present: list[StoredRow], new: list[Claim]
) -> None:
    if wanted != [claim.values for claim in present]:
        _delete(Claim, [claim.pk for claim in present])
        new += [_claim(subject, owner, values) for values in wanted]


def _create_rows(rows: Rows, owned: Sequence[tuple[Any, RowDraft]]) -> list[Claim]:
    """Insert rows under their owners; return their claims, not saved yet."""
    owner_column = f"{rows.owner}_id"
    instances = []
    for owner, row in owned:
        instance = _instance(rows.layout, row.values)
        setattr(instance, owner_column, owner)
        instances.append(instance)
    rows.model._default_manager.bulk_create(instances, batch_size=_BATCH)
    return [
        _claim(rows.claimed_as, instance.pk, claim)
        for instance, (_owner, row) in zip(instances, owned, strict=True)
        for claim in row.claims
    ]


def _instance(layout: Layout, values: list[Any]) -> Any:
    return layout.model(**dict(zip(layout.attnames, values, strict=True)))


def _claim(subject: str, owner: Any, values: list[Any]) -> Claim:
    claim: Claim = _instance(CLAIM_LAYOUT, values)
    setattr(claim, f"{subject}_id", owner)
    return claim


def _update(layout: Layout, pk: Any, values: list[Any]) -> None:
    changes = dict(zip(layout.attnames, values, strict=True))
    layout.model._default_manager.filter(pk=pk).update(**changes)


def _delete(model: type[models.Model], keys: list[Any]) -> None:
    if keys:
        model._default_manager.filter(pk__in=keys).delete()


def _link(shape: Shape, key: str, pairs: Iterable[tuple[Any, Any]]) -> None:
    many: Any = shape.model._meta.get_field(key)
    through = many.remote_field.through
    owner, target = f"{many.m2m_field_name()}_id", f"{many.m2m_reverse_field_name()}_id"
    links = [through(**{owner: one, target: other}) for one, other in pairs]
    through._default_manager.bulk_create(links, batch_size=_BATCH)
