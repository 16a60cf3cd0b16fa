"""What a query asks of one kind, and how the rows of a page are chosen from a hundred thousand.

No planner can tell how many meetings have this party *and* that leader *and* a dispute: it takes
columns for independent, and a wrong guess costs a hundred times the right way. So the way is ours,
and each part of it ends after a number of steps that is known beforehand:

1. The next `WINDOW` rows of the list, wherever its page begins, are looked through by the index
   that holds everything that columns are asked for. What is frequent fills its page there, in a
   newsroom of any size. Between two days, the list is no more than what lies between them.
2. If that leaves room, some condition is rare. If no more than `RARE` editions fulfil one, or all
   those on links and words together, they are looked at, and the others are asked of each of them.
3. If all are frequent and yet seldom come together with what is asked of columns, the index is
   gone through once, from where the page begins, with each condition as a set that was read
   beforehand. Only words that more than `MANY` documents have are looked for in each row that is
   left, for to collect those takes longer.

Documents are joined to the few rows that were chosen, last of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from coalition.api.conditions import Condition, Peopled, Spoken, Worded, is_in, shared
from coalition.api.known_sequences import IsOneOf
from coalition.api.moments import Vantage
from coalition.api.stretches import Stretch
from coalition.models.editions import Edition, EditionQuerySet, Kind

#: Rows of a list that are looked through for a page, at least.
WINDOW = 1_000
#: As many rows as are cheaper fetched one by one than found by going through the whole list.
RARE = 2_000
#: As many documents as may be read for a set of those that have some words.
MANY = 20_000
#: As many documents tell whether words are in most of them.
_SAMPLE = 60

#: Before and after everything that a key can be.
_ENDS: dict[str, tuple[Any, Any]] = {
    "sort_key": ("", "\U0010ffff"),
    "sequence": (0, 2**63 - 1),
}


#: The key and the sequence of an edition.
Pair = tuple[Any, int]


@dataclass(slots=True)
class Question:
    """Conditions that hold at once: `columns` are answered by an index of lists, `others` not, and
    `singly` are asked of one row at a time unless they are rare.

    `stretch` says once more what columns ask of days, in terms of where that stands in a list.
    """

    kind: Kind
    vantage: Vantage = field(default_factory=Vantage)
    columns: list[Q] = field(default_factory=list)
    others: list[Condition] = field(default_factory=list)
    singly: list[Peopled] = field(default_factory=list)
    stretch: Stretch = field(default_factory=Stretch)

    def rows(self, position: Q, order: str, count: int, columns: Sequence[str]) -> list[Any]:
        """The first `count` rows behind `position`, in the order of `order`."""
        every = self.vantage.every().of_kind(self.kind).filter(position)
        if not self._asks and self.vantage.as_of is None:
            return list(every.order_by(order).values_list(*columns)[:count])
        editions = self.vantage.candidates().of_kind(self.kind).filter(position, *self.columns)
        beside = self._beside(editions, order, count)
        if beside is not None:
            # All others lie within.
            every, editions = (rows.filter(self.stretch.within) for rows in (every, editions))
        window = self._window(editions, every, order)
        if beside:
            found = _merged(beside, window, order, count)
            if len(found) < count:
                found = _merged(beside, self._all(editions), order, count)
            return self._fetch(found, order, columns)
        rows = self._fetch(_first(window, order, count), order, columns)
        if len(rows) == count:
            return rows
        return self._fetch(_first(self._all(editions), order, count), order, columns)

    @property
    def _asks(self) -> bool:
        return bool(self.columns or self.others or self.singly)

    def _beside(self, editions: EditionQuerySet, order: str, count: int) -> list[Pair] | None:
        """What is found beside the stretch, which then holds all else: the key and the sequence of
        each. None if the list has to be gone through as a whole."""
        parts = [editions.filter(part).order_by() for part in self.stretch.beside]
        # No index knows days of the past apart.
        if not parts or self.vantage.as_of is not None:
            return None
        key = order.removeprefix("-")
        first, *others = (part.values_list(key, "sequence") for part in parts)
        pairs = list(first.union(*others, all=True)[: RARE + 1])
        if len(pairs) > RARE:
            return None
        if pairs and (self.others or self.singly):
            few = editions.filter(IsOneOf("sequence", [sequence for _key, sequence in pairs]))
            pairs = list(self._each(few).order_by(order).values_list(key, "sequence")[:count])
        return pairs

    def _window(
        self, editions: EditionQuerySet, every: EditionQuerySet, order: str
    ) -> EditionQuerySet:
        key, is_falling = order.removeprefix("-"), order.startswith("-")
        lowest, highest = _ENDS[key]
        edge = Coalesce(
            Subquery(every.order_by(order).values(key)[WINDOW : WINDOW + 1]),
            Value(lowest if is_falling else highest),
        )
        return self._each(editions.filter(**{f"{key}__{'gte' if is_falling else 'lte'}": edge}))

    def _all(self, editions: EditionQuerySet) -> EditionQuerySet:
        """What fulfils everything, by way of whatever is rare."""
        sets: list[QuerySet[Any, Any]] = []
        lists: list[list[int]] = []
        last: list[Worded] = []
        spoken = [one for one in self.others if isinstance(one, Spoken)]
        worded = [one for one in self.others if isinstance(one, Worded)]
        for condition in spoken:
            found = condition.sequences(self.kind)
            if (few := _few(found)) is not None:
                return self._each(_picked(editions, few), but=condition)
            sets.append(found)
        for linked in self.singly:
            if linked.is_told and (few := _few(linked.sequences())) is not None:
                return self._each(_picked(editions, few))
        if self.columns and self.others and self.vantage.as_of is None:
            few = _few(editions.order_by().values_list("sequence", flat=True))
            if few is not None:
                return self._each(_picked(editions, few))
        if len(sets) > 1:
            few = _few(shared(sets, lists))
            if few is not None:
                return self._each(_picked(editions, few), only=worded)
        for words in worded:
            if self._is_usual(words):
                last.append(words)
                continue
            known = list(words.sequences(self.kind)[: max(RARE, MANY) + 1])
            if len(known) <= RARE:
                return self._each(_picked(editions, known), but=words)
            if len(known) <= MANY:
                lists.append(known)
            else:
                last.append(words)
        if sets and lists:
            few = _few(shared(sets, lists))
            if few is not None:
                return self._each(_picked(editions, few), only=last)
        of_sets: list[QuerySet[Any, Any] | list[int]] = [*sets, *lists]
        for of_a_set in of_sets:
            editions = editions.filter(is_in(of_a_set))
        for words in last:
            editions = words.among(editions)
        for linked in self.singly:
            editions = linked.among(editions)
        return editions

    def _is_usual(self, words: Worded) -> bool:
        """Whether so many documents have the words that nobody need count them: by a sample."""
        newest = self.vantage.every().of_kind(self.kind).order_by("-sequence")
        sample = Edition.objects.filter(sequence__in=newest.values("sequence")[:_SAMPLE])
        return words.among(sample).count() > _SAMPLE // 2

    def _each(
        self,
        editions: EditionQuerySet,
        *,
        but: Condition | None = None,
        only: Sequence[Condition] | None = None,
    ) -> EditionQuerySet:
        """Those of a few that fulfil the conditions, by a look at each."""
        for condition in self.others if only is None else only:
            if condition is not but:
                editions = condition.among(editions)
        for linked in self.singly:
            editions = linked.among(editions)
        return editions

    def _fetch(
        self, sequences: QuerySet[Any, Any] | list[int], order: str, columns: Sequence[str]
    ) -> list[Any]:
        found = self.vantage.check(Edition.objects.filter(sequence__in=sequences)).order_by(order)
        return list(found.values_list(*columns))


def _first(editions: EditionQuerySet, order: str, count: int) -> QuerySet[Any, Any]:
    return editions.order_by(order).values("sequence")[:count]


def _merged(pairs: list[Pair], editions: EditionQuerySet, order: str, count: int) -> list[int]:
    """The first of two sets that have nothing in common."""
    others = editions.order_by(order).values_list(order.removeprefix("-"), "sequence")[:count]
    ordered = sorted([*pairs, *others], reverse=order.startswith("-"))
    return [sequence for _key, sequence in ordered[:count]]


def _picked(editions: EditionQuerySet, sequences: list[int]) -> EditionQuerySet:
    return editions.filter(IsOneOf("sequence", sequences)) if sequences else editions.none()


def _few(sequences: QuerySet[Any, Any]) -> list[int] | None:
    """All of them, if they are so few that each can be looked at."""
    found = list(sequences[: RARE + 1])
    return found if len(found) <= RARE else None
