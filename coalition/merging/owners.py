"""Owners: the records that change because rows of theirs point elsewhere."""

from collections import defaultdict
from typing import Any

from django.db import models
from django.db.models import F

from coalition.editing.audit import log
from coalition.merging.absorbing import Absorption
from coalition.merging.relations import owner_field
from coalition.models import Record
from coalition.revisions import keep_each

#: Keys of records by model.
Owners = dict[type[Any], set[Any]]


def owner_of(row: models.Model) -> models.Model:
    """The record that a loaded row is part of: itself, if it is one."""
    while (field := owner_field(row)) is not None:
        row = getattr(row, field.name)
    return row


def owners_of(absorption: Absorption, *but: Record) -> Owners:
    """The records with rows among those that move or collide, `but` left out."""
    rows = [move.row for move in absorption.moves]
    rows += [collision.gone for collision in absorption.collisions]
    found: Owners = defaultdict(set)
    for row in rows:
        owner = owner_of(row)
        if isinstance(owner, Record) and owner not in but:
            found[type(owner)].add(owner.pk)
    return found


def lock(owners: Owners) -> None:
    """Lock the rows of `owners`, in one order for all who do."""
    for model in sorted(owners, key=lambda model: model._meta.label):
        rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=owners[model])
        list(rows.order_by("pk").values_list("pk"))


def touch(owners: Owners, *, by: Any, words: str) -> None:
    """Give each of `owners` a new version, a revision and an audit row.

    Their stages stay: a row of theirs points at the same leader as before, under one record.
    """
    for model, keys in owners.items():
        rows = model._base_manager.filter(pk__in=keys).order_by("pk")
        rows.update(version=F("version") + 1)
        keep_each(model, keys, by=by, words=words)
        log(list(rows), by=by, words=words)
