"""Obstacles: what stands in the way of undoing a merge, found without undoing it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from coalition.merging.journal import DELETE, INSERT, PUBLIC, SET, Entry, model_of, thawed
from coalition.merging.refusals import already_merged
from coalition.merging.relations import values_of
from coalition.models import Merge
from coalition.publishing.documents import KINDS
from coalition.publishing.unmerging import Reversal, reversal_of

#: Columns that may have moved on without anything standing in the way.
_FREE = frozenset({"version", "stage"})


@dataclass
class _Stored:
    """Rows as they are now, by model and key, and as undoing would have left them so far."""

    rows: dict[tuple[type[models.Model], Any], models.Model] = field(default_factory=dict)
    values: dict[tuple[type[models.Model], Any], dict[str, Any]] = field(default_factory=dict)


def obstacles_of(merge: Merge) -> list[str]:
    """What stands in the way of undoing `merge` now; it is asked for without being undone."""
    return look(merge)[0]


def span_of(merge: Merge) -> Entry:
    return next((entry for entry in merge.moves if entry["op"] == PUBLIC), {})


def look(merge: Merge) -> tuple[list[str], Reversal | None]:
    """What stands in the way, and how the public side would be taken back if nothing does."""
    further = already_merged(merge.primary_uid)
    if further is not None:
        return [
            _("“%(primary)s” itself was merged into “%(further)s” since. Undo that merge first.")
            % {"primary": merge.primary_name, "further": further.primary_name}
        ], None
    model: Any = KINDS[merge.kind].model  # type: ignore[index]
    if not model.objects.filter(uid=merge.primary_uid).exists():
        return [_("“%s” has been deleted since.") % merge.primary_name], None
    obstacles = list(dict.fromkeys([*_address(merge, model), *_changed_since(merge)]))
    span = span_of(merge)
    if not span:
        return obstacles, None
    reversal = reversal_of(merge.other_uid, after=span["after"], until=span["until"])
    return [*obstacles, *reversal.obstacles], reversal


def _address(merge: Merge, model: Any) -> list[str]:
    slug = next(
        row["slug"]
        for entry in merge.moves
        if entry["op"] == DELETE and model_of(entry) is model
        for row in entry["rows"]
    )
    holder = model.objects.filter(slug=slug).first()
    if holder is None:
        return []
    message = _("“%(holder)s” has the address “%(slug)s” now. Give it another one first.")
    return [message % {"holder": holder, "slug": slug}]


def _changed_since(merge: Merge) -> list[str]:
    """Go backwards in thought: each step has to find what the merge left behind."""
    stored = _load(merge)
    obstacles: list[str] = []
    for entry in reversed(merge.moves):
        if entry["op"] == SET:
            obstacles += _changed(entry, stored)
        elif entry["op"] == INSERT:
            obstacles += _inserted(entry, stored)
    return obstacles


def _load(merge: Merge) -> _Stored:
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in merge.moves:
        if entry["op"] == SET:
            wanted[model_of(entry)] |= set(entry["pks"])
        elif entry["op"] == INSERT:
            model = model_of(entry)
            wanted[model] |= {row[model._meta.pk.attname] for row in entry["rows"]}
    stored = _Stored()
    for model, keys in wanted.items():
        for key, row in model._base_manager.in_bulk(list(keys)).items():
            stored.rows[model, key] = row
            stored.values[model, key] = values_of(row)
    return stored


def _changed(entry: Entry, stored: _Stored) -> list[str]:
    model = model_of(entry)
    left, before = thawed(model, entry["after"]), thawed(model, entry["before"])
    obstacles = []
    for key in entry["pks"]:
        values = stored.values.get((model, key))
        if values is None:
            message = _("A row of the kind “%s” that it moved has been deleted since.")
            obstacles.append(message % model._meta.verbose_name)
            continue
        for name, value in left.items():
            if name not in _FREE and values[name] != value:
                message = _("%(kind)s “%(row)s” has another %(field)s since.")
                words = {
                    "kind": str(model._meta.verbose_name).capitalize(),
                    "row": stored.rows[model, key],
                    "field": model._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                }
                obstacles.append(message % words)
        values.update(before)
    return obstacles


def _inserted(entry: Entry, stored: _Stored) -> list[str]:
    """A row that the merge added goes with it, unless somebody has put work into it."""
    model = model_of(entry)
    obstacles = []
    for row in entry["rows"]:
        values = thawed(model, row)
        key = values[model._meta.pk.attname]
        now = stored.values.get((model, key))
        if now is not None and now != values:
            message = _("%(kind)s “%(row)s”, which it added, has been changed since.")
            words = {
                "kind": str(model._meta.verbose_name).capitalize(),
                "row": stored.rows[model, key],
            }
            obstacles.append(message % words)
    return obstacles
