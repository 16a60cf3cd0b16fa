"""Restoring: a record and its rows put back as a snapshot has them.

As a new change on top of what there is: no version is undone, and nothing that was published moves.
The identity of the record, its version and its stage are not restored; nor is its address, once
that was public.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from coalition.models import Edition, Record
from coalition.revisions.snapshots import Snapshot, editable_fields, snapshot_of, value_of


class RestoreRefused(Exception):
    """Why a snapshot cannot be put back; nothing was written that outlives the transaction."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def was_public(record: Record) -> bool:
    return Edition.objects.filter(uid=record.uid).exists()


def put_back(record: Any, target: Snapshot) -> None:
    """Save `record` and its rows as `target` has them. Call it in a transaction.

    Rows keep their keys: they are changed, made again, or deleted if they are not in `target`.
    Raises RestoreRefused, or StaleRecordError if `record` is not what is stored.
    """
    refuse_what_is_gone(target)
    kept = {"slug"} if was_public(record) else set()
    _fill(record, target, but=kept)
    check_row(record)
    record.save()
    write_many_to_many(record, target)
    now = snapshot_of(record)
    assert now is not None
    write_rows(now, target)


def write_many_to_many(record: Any, target: Snapshot) -> None:
    for field in record._meta.local_many_to_many:
        getattr(record, field.name).set(value_of(target, field))


def write_rows(now: Snapshot, target: Snapshot) -> None:
    """Make the rows inside `now` those inside `target`, deleting first to make room."""
    for relation in target.rows:
        wanted = {row.pk for row in target.rows[relation]}
        extra = [row for row in now.rows.get(relation, []) if row.pk not in wanted]
        for row in extra:
            row.model._base_manager.get(pk=row.pk).delete()
    for relation, rows in target.rows.items():
        stored = {row.pk: row for row in now.rows.get(relation, [])}
        for row in rows:
            there = stored.get(row.pk)
            _write_row(there, row)
            write_rows(there or Snapshot(row.model, row.pk, {}), row)


def _write_row(there: Snapshot | None, row: Snapshot) -> None:
    if there is None and row.model._base_manager.filter(pk=row.pk).exists():
        raise RestoreRefused(
            _(
                "A row of it belongs to another record by now (%(row)s). Put that back first, or "
                "enter what you need by hand."
            )
            % {"row": row.model._base_manager.get(pk=row.pk)}
        )
    if there is not None and there.values == row.values:
        return
    if there is None:
        instance = row.instance()
    else:
        instance = row.model._base_manager.get(pk=row.pk)
        _fill(instance, row)
    check_row(instance)
    instance.save()


def _fill(instance: Any, row: Snapshot, *, but: Collection[str] = ()) -> None:
    """Let `instance` hold what `row` holds, many-to-many apart."""
    old = row.instance()
    for field in editable_fields(row.model):
        if field.name not in but and not field.many_to_many:
            setattr(instance, field.attname, getattr(old, field.attname))


def refuse_what_is_gone(target: Snapshot) -> None:
    missing = [
        _("%(kind)s no. %(key)d") % {"kind": model._meta.verbose_name, "key": key}
        for model, keys in sorted(_named_in(target).items(), key=lambda entry: entry[0].__name__)
        for key in sorted(
            keys - set(model._base_manager.values_list("pk", flat=True).filter(pk__in=keys))
        )
    ]
    if missing:
        raise RestoreRefused(
            _(
                "It refers to what has been deleted since: %s. Recover that first, or enter what "
                "you need by hand."
            )
            % ", ".join(missing)
        )


def _named_in(target: Snapshot) -> dict[Any, set[int]]:
    """The keys that `target` refers to outside itself, by model."""
    inside = {(row.model, row.pk) for row in target.walk()}
    found: dict[Any, set[int]] = {}
    for row in target.walk():
        for model, key in _references(row):
            if (model, key) not in inside:
                found.setdefault(model, set()).add(key)
    return found


def _references(row: Snapshot) -> Iterator[tuple[Any, int]]:
    for field in editable_fields(row.model):
        if field.many_to_many:
            yield from ((field.related_model, key) for key in value_of(row, field))
        elif field.is_relation and row.values.get(field.name):
            yield field.related_model, row.values[field.name]


def check_row(instance: models.Model) -> None:
    """Every rule that a form would check, the constraints of the database among them."""
    try:
        instance.full_clean()
    except ValidationError as error:
        reasons = ", ".join(error.messages)
        raise RestoreRefused(
            _("It cannot be put back as it was: “%(row)s”: %(reasons)s")
            % {"row": instance, "reasons": reasons}
        ) from error
