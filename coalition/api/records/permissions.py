"""Permissions: which of the role's an entry needs, for the record and for its rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from coalition.api.records.kinds import RecordKind
from coalition.interchange.entries import Draft
from coalition.interchange.shapes import attached_to
from coalition.interchange.stored import StoredEntry

#: The values of the rows of each model.
Held = Mapping[Any, set[tuple[Any, ...]]]


def needed_for(kind: RecordKind, draft: Draft, stored: StoredEntry | None) -> set[str]:
    """The permissions that writing `draft` over `stored`, or as a new record, needs.

    As at the desk, rows are added and deleted by permissions of their own; a changed row is both
    here, since an entry replaces it.
    """
    needed = {kind.permission("add" if stored is None else "change")}
    wanted = _held(_wanted(kind, draft))
    present = _held(_present(kind, stored)) if stored is not None else {}
    for model in wanted.keys() | present.keys():
        mine, theirs = wanted.get(model, set()), present.get(model, set())
        if mine - theirs:
            needed.add(f"coalition.add_{model._meta.model_name}")
        if theirs - mine:
            needed.add(f"coalition.delete_{model._meta.model_name}")
    return needed


def _held(rows: Iterator[tuple[Any, list[Any]]]) -> Held:
    found: dict[Any, set[tuple[Any, ...]]] = defaultdict(set)
    for model, values in rows:
        found[model].add(tuple(values))
    return found


def _wanted(kind: RecordKind, draft: Draft) -> Iterator[tuple[Any, list[Any]]]:
    shape = kind.shape
    for attached in attached_to(shape.claimed_as):
        yield from ((attached.model, values) for values in draft.attached[attached.key])
    for rows, drafts in zip(shape.rows, draft.rows, strict=True):
        for row in drafts:
            yield rows.model, row.values
            for attached in attached_to(rows.claimed_as):
                yield from ((attached.model, values) for values in row.attached[attached.key])


def _present(kind: RecordKind, stored: StoredEntry) -> Iterator[tuple[Any, list[Any]]]:
    """All but the first part, which is the record itself."""
    parts = stored.parts(kind.shape)
    next(parts)
    for layout, values in parts:
        yield layout.model, values
