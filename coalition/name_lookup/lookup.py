"""Finding names in the database: candidates are narrowed in SQL and ranked in Python.

A look takes one query where the name is on record as it was typed, and two where it is spelt in
another way. Each reads a name and its keys only, and a bounded number of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Length

from coalition.likeness import Grade, Likeness, TypedName
from coalition.models import (
    Alliance,
    AllianceName,
    Leader,
    LeaderName,
    Party,
    PartyName,
    Record,
)
from coalition.name_keys import NameWord, skeleton

if TYPE_CHECKING:
    _QuerySet = models.QuerySet[Any, Any]

#: What can be looked up, with its other names and the column by which they belong to it.
NAMED_MODELS: Mapping[type[Record], tuple[type[models.Model], str]] = MappingProxyType(
    {
        Alliance: (AllianceName, "alliance_id"),
        Leader: (LeaderName, "leader_id"),
        Party: (PartyName, "party_id"),
    }
)
#: How many names one query may bring, from which Python picks the best.
_CANDIDATES = 60
_TELLING_SKELETON = 3
_TELLING_WORD = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A record, and which of its names was the most like what was typed."""

    pk: int
    name: str
    likeness: Likeness


def find_by_name(model: type[Record], text: str, *, limit: int = 10) -> list[Found]:
    """The records of `model` whose names are like `text`, the most like first; the order of equals
    is that of their names and keys, so it is the same at every call."""
    typed = TypedName(text)
    if not typed:
        return []
    found = {one.pk: one for one in _ranked(typed, _candidates(model, *_by_beginnings(typed)))}
    is_settled = any(one.likeness.grade <= Grade.EXACT for one in found.values())
    if not is_settled and len(found) < limit:
        # A near miss is worth a look only where nothing begins as it was typed.
        narrowed = _by_skeletons(typed) if found else _by_skeletons_or_pieces(typed)
        for one in _ranked(typed, _candidates(model, *narrowed)):
            found.setdefault(one.pk, one)
    return sorted(found.values(), key=rank)[:limit]


def rank(found: Found) -> tuple[Likeness, str, int]:
    """What finds are sorted by."""
    return (found.likeness, found.name, found.pk)


def word_condition(text: str) -> Q | None:
    """The names with words that begin as those of `text` do; None if it has no word."""
    typed = TypedName(text)
    return _by_beginnings(typed)[0] if typed else None


def _ranked(typed: TypedName, rows: Iterable[tuple[int, str, str, bool]]) -> Iterator[Found]:
    best: dict[int, Found] = {}
    for pk, name, abbreviation, is_other_name in rows:
        likeness = typed.likeness(name, abbreviation=abbreviation, is_other_name=is_other_name)
        if likeness is not None and (pk not in best or likeness < best[pk].likeness):
            best[pk] = Found(pk, name, likeness)
    yield from best.values()


def _candidates(
    model: type[Record], condition: Q, order: models.expressions.Combinable
) -> Iterator[tuple[int, str, str, bool]]:
    """Key, name, abbreviation and whether it is another name, of what `condition` lets through."""
    other_model, owner = NAMED_MODELS[model]
    abbreviation = F("abbreviation") if model is not Leader else Value("")
    own = _selected(model, condition, order, F("pk"), abbreviation, 0)
    other = _selected(other_model, condition, order, F(owner), Value(""), 1)
    rows = own.union(other, all=True).order_by("nearness", "length", "bearer", "other")
    for _nearness, _length, bearer, other_name, name, short in rows[:_CANDIDATES]:
        yield bearer, name, short, bool(other_name)


def _selected(
    model: type[models.Model],
    condition: Q,
    order: Any,
    bearer: F,
    abbreviation: F | Value,
    other: int,
) -> "_QuerySet":
    rows: _QuerySet = (
        model._default_manager.filter(condition)
        .order_by()
        .annotate(
            nearness=order,
            length=Length("name_key"),
            bearer=bearer,
            other=Value(other),
            bearing=F("name"),
            short=abbreviation,
        )
        .values_list("nearness", "length", "bearer", "other", "bearing", "short")
    )
    return rows


# --- Narrowing ------------------------------------------------------------------------------------


def _by_beginnings(typed: TypedName) -> tuple[Q, Any]:
    """Each typed word begins a word of the name."""
    whole = _all(Q(name_key__contains=f" {word.text} ") for word in typed.words)
    nearness = Case(
        When(name_key=typed.key, then=Value(0)),
        When(whole, then=Value(1)),
        When(name_key__startswith=typed.key.rstrip(), then=Value(2)),
        default=Value(3),
    )
    return _all(_begins("name_key", word) for word in typed.words), nearness


def _begins(column: str, word: NameWord) -> Q:
    """Initials may stand together, apart, or for words."""
    begun = Q(**{f"{column}__contains": f" {word.text}"})
    if word.is_initials and len(word.text) > 1:
        begun |= _all(Q(**{f"{column}__contains": f" {letter}"}) for letter in word.text)
    return begun


def _by_skeletons(typed: TypedName) -> tuple[Q, Any]:
    """Each typed word has the skeleton of a word of the name, or begins as it does."""
    conditions = []
    for word in typed.words:
        bare = skeleton(word.text)
        if word.is_initials:
            conditions.append(_begins("name_skeleton", word))
        elif len(bare) >= _TELLING_SKELETON:
            conditions.append(Q(name_skeleton__contains=f" {bare}"))
        else:
            conditions.append(Q(name_skeleton__contains=f" {bare} "))
    whole = _all(Q(name_skeleton__contains=f" {skeleton(w.text)} ") for w in typed.words)
    return _all(conditions), Case(When(whole, then=Value(0)), default=Value(1))


def _by_skeletons_or_pieces(typed: TypedName) -> tuple[Q, Any]:
    """As before, or each longer word shares a piece with the name: a typing error spoils one piece
    of a word, or two."""
    akin, nearness = _by_skeletons(typed)
    pieces = [_pieces(word.text) for word in typed.words if _is_telling(word)]
    if not pieces:
        return akin, nearness
    alike = _all(_any(Q(name_key__contains=piece) for piece in own) for own in pieces)
    alike &= _all(_begins("name_key", word) for word in typed.words if not _is_telling(word))
    missed: Any = Value(2)
    for piece in (piece for own in pieces for piece in own):
        missed += Case(When(name_key__contains=piece, then=Value(0)), default=Value(1))
    return akin | alike, Case(When(akin, then=nearness), default=missed)


def _is_telling(word: NameWord) -> bool:
    return not word.is_initials and len(word.text) >= _TELLING_WORD


def _pieces(word: str) -> Sequence[str]:
    """The beginning of the word as that of a word, and what follows in one part or two."""
    if len(word) < 7:
        return (f" {word[:2]}", word[2:])
    third = len(word) // 3
    return (f" {word[:third]}", word[third : 2 * third], word[2 * third :])


def _all(conditions: Iterable[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined &= condition
    return joined


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined
