"""Conditions of which no index of lists knows, each asked of editions in one of three ways: of one
at a time, as all that fulfil it, or as a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.lookups import Contains, IsNull

from coalition.api.known_sequences import IsOneOf
from coalition.models.editions import (
    TELLING,
    Edition,
    EditionLink,
    EditionQuerySet,
    Kind,
    Relation,
)


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

    def sequences(self, kind: Kind) -> QuerySet[Any, Any]:
        return self._links().order_by().values_list("edition_id", flat=True)

    def _links(self) -> QuerySet[EditionLink]:
        links = EditionLink.objects.filter(target_uid=self.uid)
        if len(self.relations) == 1:
            return links.filter(relation=self.relations[0])
        return links.filter(relation__in=self.relations)


@dataclass(frozen=True, slots=True)
class Peopled:
    """That a document speaks of anybody in `relation`, whoever it is."""

    relation: Relation

    def among(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Asked of each edition, as `Spoken` is."""
        links = EditionLink.objects.filter(edition=OuterRef("sequence"), relation=self.relation)
        linked = Subquery(links.order_by().values("relation")[:1])
        return editions.filter(IsNull(linked, False))

    @property
    def is_told(self) -> bool:
        """Whether there is an index of such links."""
        return self.relation in TELLING

    def sequences(self) -> QuerySet[Any, Any]:
        links = EditionLink.objects.filter(relation=self.relation)
        return links.order_by().values_list("edition_id", flat=True)


@dataclass(frozen=True, slots=True)
class Worded:
    """That all of `words`, folded, occur in the names of a document."""

    words: Sequence[str]
    editions: EditionQuerySet

    def among(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Asked of each edition, after all that the index of lists can answer. It reads a value:
        the index of words would be asked for all editions that have them, however many."""
        names = Edition.objects.filter(sequence=OuterRef("sequence")).order_by()
        found = Subquery(names.values("search_text")[:1])
        return editions.filter(*(Q(Contains(found, word)) for word in self.words))

    def sequences(self, kind: Kind) -> QuerySet[Any, Any]:
        editions = self.editions.of_kind(kind)
        for word in self.words:
            editions = editions.filter(search_text__contains=word)
        return editions.order_by().values_list("sequence", flat=True)


Condition = Spoken | Worded


def shared(sets: Sequence[QuerySet[Any, Any]], lists: Sequence[list[int]]) -> QuerySet[Any, Any]:
    """What all sets of editions have in common. As an intersection, which reads each set once; a
    join might be walked from the wrong end."""
    first, *others = sets
    for known in lists:
        first = first.filter(IsOneOf("edition_id", known))
    return first.intersection(*others) if others else first


def is_in(sequences: QuerySet[Any, Any] | list[int]) -> Any:
    """Within CASE the set is read once and kept, and the planner cannot make a join of it, which it
    might walk from the wrong end."""
    is_in = IsOneOf("sequence", sequences) if isinstance(sequences, list) else None
    return Case(
        When(is_in or Q(sequence__in=sequences), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
