"""What a query asks of one kind, and how the rows of a page are chosen from a hundred thousand.

No planner can tell how many meetings have this party *and* that leader *and* a dispute: it takes
columns for independent, and a wrong guess costs a hundred times the right way. So the way is ours,
and each part of it ends after a number of steps that is known beforehand:

1. The next `WINDOW` rows of the list, wherever its page begins, are looked through by the index
   that holds everything that columns are asked for. What is frequent fills its page there, in a
   newsroom of any size.
2. If that leaves room, some condition is rare. If no more than `RARE` editions fulfil one that is
   not of a column, those are looked at, and the others are asked of each of them.
3. If all are frequent and yet seldom come together, the index is gone through once, from where the
   page begins, with each condition as a set that was read beforehand. Only words that more than
   `MANY` documents have are looked for in each row that is left, for to collect those takes longer.

Documents are joined to the few rows that were chosen, last of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Contains

from coalition.api.moments import Vantage
from coalition.models.editions import Edition, EditionLink, EditionQuerySet, Kind, Relation

#: Rows of a list that are looked through for a page, at least.
WINDOW = 1_000
#: As many rows as are cheaper fetched one by one than found by going through the whole list.
RARE = 2_000
#: As many documents as may be read for a set of those that have some words.
MANY = 20_000

#: Before and after everything that a key can be.
_ENDS: dict[str, tuple[Any, Any]] = {
    "sort_key": ("", "\U0010ffff"),
    "sequence": (0, 2**63 - 1),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """That a document speaks of the record `uid` in one of `relations`."""

    uid: UUID
    relations: Sequence[Relation]

    def among(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Asked of each edition. It gives a value, for EXISTS might be answered from all links of a
        record at once, however many they are."""
        links = self._links().filter(edition=OuterRef("sequence")).order_by()
        name = f"said_of_{self.uid.hex}_{'_'.join(self.relations)}"
        said = Subquery(links.values("relation")[:1])
        return editions.alias(**{name: said}).filter(**{f"{name}__isnull": False})

    def within(self, editions: EditionQuerySet, kind: Kind) -> EditionQuerySet:
        return editions.filter(_is_in(self.sequences(kind)))

    def sequences(self, kind: Kind) -> QuerySet[Any, Any]:
        return self._links().order_by().values_list("edition_id", flat=True)

    def _links(self) -> QuerySet[EditionLink]:
        links = EditionLink.objects.filter(target_uid=self.uid)
        if len(self.relations) == 1:
            return links.filter(relation=self.relations[0])
        return links.filter(relation__in=self.relations)


@dataclass(frozen=True, slots=True)
class Worded:
    """That all of `words`, folded, occur in the names of a document."""

    words: Sequence[str]
    editions: EditionQuerySet

    def among(self, editions: EditionQuerySet) -> EditionQuerySet:
        for word in self.words:
            editions = editions.filter(search_text__contains=word)
        return editions

    def within(self, editions: EditionQuerySet, kind: Kind) -> EditionQuerySet:
        sequences = self.sequences(kind)
        if sequences[: MANY + 1].count() <= MANY:
            return editions.filter(_is_in(sequences))
        # By a value, which comes after all that the index can answer.
        names = Edition.objects.filter(sequence=OuterRef("sequence")).order_by()
        found = Subquery(names.values("search_text")[:1])
        return editions.filter(*(Q(Contains(found, word)) for word in self.words))

    def sequences(self, kind: Kind) -> QuerySet[Any, Any]:
        return self.among(self.editions.of_kind(kind)).order_by().values_list("sequence", flat=True)


Condition = Spoken | Worded


@dataclass(slots=True)
class Question:
    """Conditions that hold at once: `columns` are answered by an index of lists, `others` not."""

    kind: Kind
    vantage: Vantage = field(default_factory=Vantage)
    columns: list[Q] = field(default_factory=list)
    others: list[Condition] = field(default_factory=list)

    def rows(self, position: Q, order: str, count: int, columns: Sequence[str]) -> list[Any]:
        """The first `count` rows behind `position`, in the order of `order`."""
        every = self.vantage.every().of_kind(self.kind).filter(position)
        if not self.columns and not self.others and self.vantage.as_of is None:
            return list(every.order_by(order).values_list(*columns)[:count])
        editions = self.vantage.candidates().of_kind(self.kind).filter(position, *self.columns)
        rows = self._fetch(self._window(editions, every, order), order, count, columns)
        if len(rows) == count:
            return rows
        return self._fetch(self._all(editions), order, count, columns)

    def _window(
        self, editions: EditionQuerySet, every: EditionQuerySet, order: str
    ) -> EditionQuerySet:
        key, is_falling = order.removeprefix("-"), order.startswith("-")
        lowest, highest = _ENDS[key]
        edge = Coalesce(
            Subquery(every.order_by(order).values(key)[WINDOW : WINDOW + 1]),
            Value(lowest if is_falling else highest),
        )
        editions = editions.filter(**{f"{key}__{'gte' if is_falling else 'lte'}": edge})
        for condition in self.others:
            editions = condition.among(editions)
        return editions

    def _all(self, editions: EditionQuerySet) -> EditionQuerySet:
        for condition in self.others:
            found = list(condition.sequences(self.kind)[: RARE + 1])
            if len(found) <= RARE:
                editions = editions.filter(sequence__in=found)
                for other in self.others:
                    if other is not condition:
                        editions = other.among(editions)
                return editions
        for condition in self.others:
            editions = condition.within(editions, self.kind)
        return editions

    def _fetch(
        self, chosen: EditionQuerySet, order: str, count: int, columns: Sequence[str]
    ) -> list[Any]:
        sequences = chosen.order_by(order).values("sequence")[:count]
        found = self.vantage.check(Edition.objects.filter(sequence__in=sequences)).order_by(order)
        return list(found.values_list(*columns))


def _is_in(sequences: QuerySet[Any, Any]) -> Any:
    """Within CASE the set is read once and kept, and the planner cannot make a join of it, which it
    might walk from the wrong end."""
    return Case(
        When(sequence__in=sequences, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
