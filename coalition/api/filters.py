"""One filter per parameter; each adds its condition to a question asked of the ledger."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Q

from coalition.api import filter_fields
from coalition.api.conditions import Spoken, Worded
from coalition.api.questions import Question
from coalition.api.vocabularies import Vocabulary
from coalition.models.editions import EditionLink, Kind, Relation, overlap


class PublicFilter(django_filters.Filter):  # type: ignore[misc]  # it has no types
    """The base: `ask` adds to a question what a cleaned value means."""

    field_class: type[filter_fields.TextField] = filter_fields.TextField

    def __init__(self, *, help_text: str, **kwargs: Any) -> None:
        # Given, so that django-filter does not derive one from a model field of the same name.
        super().__init__(label=help_text, help_text=help_text, **kwargs)
        self.help_text = help_text

    def ask(self, question: Question, value: Any) -> None:
        raise NotImplementedError


class WordFilter(PublicFilter):
    """A column that holds one word of a vocabulary."""

    field_class = filter_fields.WordField

    def __init__(self, column: str, vocabulary: Vocabulary, *, help_text: str) -> None:
        super().__init__(help_text=help_text, vocabulary=vocabulary)
        self.column = column

    def ask(self, question: Question, value: str) -> None:
        question.columns.append(Q(**{self.column: value}))


class TruthFilter(PublicFilter):
    """A column that is true or false."""

    field_class = filter_fields.TruthField

    def __init__(self, column: str, *, help_text: str) -> None:
        super().__init__(help_text=help_text)
        self.column = column

    def ask(self, question: Question, value: bool) -> None:
        question.columns.append(Q(**{self.column: value}))


class BoundFilter(PublicFilter):
    """A bound, itself included, on a column of numbers. What has no number is left out."""

    field_class = filter_fields.NumberField

    def __init__(self, column: str, bound: str, *, help_text: str) -> None:
        super().__init__(help_text=help_text)
        self.lookup = f"{column}__{bound}"

    def ask(self, question: Question, value: int) -> None:
        question.columns.append(Q(**{self.lookup: value}))


class FromDayFilter(PublicFilter):
    field_class = filter_fields.DayField

    def ask(self, question: Question, value: Any) -> None:
        question.columns.append(overlap(start=value))
        question.stretch = replace(question.stretch, start=value)


class ToDayFilter(PublicFilter):
    field_class = filter_fields.DayField

    def ask(self, question: Question, value: Any) -> None:
        question.columns.append(overlap(end=value))
        question.stretch = replace(question.stretch, end=value)


class PublishedSinceFilter(PublicFilter):
    field_class = filter_fields.MomentField

    def ask(self, question: Question, value: Any) -> None:
        question.columns.append(Q(published_at__gte=value))


class RegionFilter(PublicFilter):
    """A subdivision exactly, or a country with everything in it."""

    field_class = filter_fields.RegionField

    def ask(self, question: Question, value: str) -> None:
        within = Q(region=value)
        if "-" not in value:
            within |= Q(region__startswith=f"{value}-")
        question.columns.append(within)


class WordsFilter(PublicFilter):
    """Words of the names in a document, as in search."""

    field_class = filter_fields.WordsField

    def ask(self, question: Question, value: Sequence[str]) -> None:
        question.others.append(Worded(value, question.vantage.every()))


class RecordFilter(PublicFilter):
    """Editions that speak of another record, in one of `relations`.

    `ask` takes the uid: `PublicFilterSet` looks up all addresses of a query together.
    """

    field_class = filter_fields.AddressField

    def __init__(self, kind: Kind, *relations: Relation, help_text: str) -> None:
        super().__init__(help_text=help_text)
        self.kind = kind
        self.relations: Sequence[Relation] = relations

    def ask(self, question: Question, value: Any) -> None:
        question.others.append(Spoken(value, self.relations))


class AttenderFilter(RecordFilter):
    """Somebody in the attendance, and as what: see `BesideFilter`."""

    def __init__(self, kind: Kind, *, help_text: str) -> None:
        super().__init__(kind, Relation.NAMED, help_text=help_text)

    def ask_with(self, question: Question, value: Any, words: Sequence[str]) -> None:
        for relation in map(Relation, words) if words else self.relations:
            question.others.append(Spoken(value, [relation]))


class BesideFilter(WordFilter):
    """Says more of the party and the leader named beside it; by itself it asks nothing."""

    def __init__(self, vocabulary: Vocabulary, *, help_text: str) -> None:
        super().__init__("", vocabulary, help_text=help_text)

    def ask(self, question: Question, value: str) -> None:
        """It is asked together with those."""


class MemberOfFilter(RecordFilter):
    """Records that the document of an alliance lists as members: the link points at them."""

    def ask(self, question: Question, value: Any) -> None:
        editions = question.vantage.editions().of_kind(self.kind).filter(uid=value)
        members = EditionLink.objects.filter(
            edition__in=editions.values("sequence"), relation__in=self.relations
        )
        question.columns.append(Q(uid__in=members.values("target_uid")))
