"""Absorbing: what becomes of every row that points at what is merged away.

It looks and writes nothing: the page that asks shows what is found here, and the merge does it.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from coalition.merging.collisions import Collision, asserted_by_loser
from coalition.merging.relations import (
    Pointers,
    pointers_to,
    unique_keys,
    values_of,
    with_related,
)
from coalition.models import Claim, Record

Key = Any


@dataclass(frozen=True, slots=True)
class Move:
    """A row that points elsewhere from now on. `cleared` would have pointed at itself."""

    row: models.Model
    after: dict[str, Any]
    cleared: tuple[Any, ...] = ()

    @property
    def before(self) -> dict[str, Any]:
        return {name: self.row.__dict__[name] for name in self.after}


@dataclass
class Absorption:
    """All that happens to rows, what is inside of other rows first."""

    moves: list[Move] = field(default_factory=list)
    collisions: list[Collision] = field(default_factory=list)
    #: Moves of what belongs to a colliding row, to the row that is kept.
    inner: list[Move] = field(default_factory=list)


def absorb(primary: Record, other: Record) -> Absorption:
    """What becomes of all that points at `other`, in a fixed number of queries."""
    found = Absorption()
    _absorb(type(primary), {other.pk: primary.pk}, found, found.moves, {})
    return found


def _absorb(
    model: type[models.Model],
    pairs: Mapping[Key, Key],
    found: Absorption,
    moves: list[Move],
    asserted: Mapping[Key, tuple[str, str]],
) -> None:
    """Let the rows of `model` in `pairs` (gone -> kept) be one to whatever points at them."""
    for pointers in pointers_to(model):
        mine = _moves(pointers, pairs, same_model=pointers.model is model)
        colliding = _colliding(pointers, mine, found)
        for move in mine:
            if move.row.pk in colliding or not move.after:
                continue
            if isinstance(move.row, Claim):
                move = _asserting(move, pointers, asserted)
            moves.append(move)
        if colliding:
            lost = {
                collision.gone.pk: said
                for collision in colliding.values()
                if (said := asserted_by_loser(collision))
            }
            gone_to_kept = {gone: collision.kept.pk for gone, collision in colliding.items()}
            _absorb(pointers.model, gone_to_kept, found, found.inner, lost)


def _moves(pointers: Pointers, pairs: Mapping[Key, Key], *, same_model: bool) -> list[Move]:
    """Each row that points at either side, with what changes in it: nothing, if it stays."""
    sides = [*pairs, *pairs.values()]
    either = models.Q()
    for pointer in pointers.fields:
        either |= models.Q(**{f"{pointer.attname}__in": sides})
    moves = []
    for row in with_related(pointers.model).filter(either):
        if same_model and row.pk in sides:
            # What the two say of one another is a matter of their fields.
            continue
        after = {
            pointer.attname: pairs[target]
            for pointer in pointers.fields
            if (target := getattr(row, pointer.attname)) in pairs
        }
        moves.append(_without_self_reference(row, after, pointers) if after else Move(row, {}))
    return moves


def _without_self_reference(row: models.Model, after: dict[str, Any], pointers: Pointers) -> Move:
    """A leader who stood in for the other stood in for nobody, if the two are one."""
    targets = [
        after.get(pointer.attname, getattr(row, pointer.attname)) for pointer in pointers.fields
    ]
    targets = [target for target in targets if target is not None]
    if len(set(targets)) == len(targets):
        return Move(row, after)
    changed = copy.copy(row)
    changed._state = copy.copy(row._state)
    for name, value in after.items():
        setattr(changed, name, value)
    cleared: list[Any] = []
    for pointer in reversed(pointers.fields):
        if _is_allowed(changed):
            break
        if pointer.null and targets.count(getattr(changed, pointer.attname)) > 1:
            setattr(changed, pointer.attname, None)
            cleared.append(pointer)
    # What still is not allowed the database refuses, and the merge with it.
    return Move(row, after | {pointer.attname: None for pointer in cleared}, cleared=tuple(cleared))


def _is_allowed(row: models.Model) -> bool:
    try:
        for constraint in row._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


def _colliding(pointers: Pointers, moves: list[Move], found: Absorption) -> dict[Key, Collision]:
    """Rows that would say the same as another, by their keys. What did not move is kept."""
    keys = unique_keys(pointers.model)
    holders: dict[tuple[int, tuple[Any, ...]], Move] = {}
    colliding: dict[Key, Collision] = {}
    for move in sorted(moves, key=lambda move: bool(move.after)):
        values = values_of(move.row) | move.after
        mine = [
            (number, key)
            for number, rule in enumerate(keys)
            if (key := rule.of(values)) is not None
        ]
        holder = next((holders[place] for place in mine if place in holders), None)
        if holder is None:
            holders |= dict.fromkeys(mine, move)
        elif move.after:
            told = {name for number, _key in mine for name in keys[number].attnames}
            pointed = {pointer.attname for pointer in pointers.fields}
            collision = Collision.between(holder.row, move.row, told=told | pointed)
            colliding[move.row.pk] = collision
            found.collisions.append(collision)
    return colliding


def _asserting(move: Move, pointers: Pointers, asserted: Mapping[Key, tuple[str, str]]) -> Move:
    """A claim on a row that gave way says from now on what that row said."""
    claim: Any = move.row
    for pointer in pointers.fields:
        said = asserted.get(getattr(claim, pointer.attname))
        if said and not claim.value and claim.field in ("", said[0]):
            return Move(claim, {**move.after, "value": said[1]})
    return move


def grouped(moves: Iterable[Move]) -> list[tuple[type[models.Model], list[Move]]]:
    """Moves that do the same, together."""
    groups: dict[Any, list[Move]] = defaultdict(list)
    for move in moves:
        groups[type(move.row), repr(move.before), repr(move.after)].append(move)
    return [(type(group[0].row), group) for group in groups.values()]
