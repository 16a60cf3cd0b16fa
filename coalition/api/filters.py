"""One filter per question; each is a condition on the columns or links of live editions."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q

from coalition.api import filter_fields
from coalition.api.vocabularies import Vocabulary
from coalition.models.editions import EditionLink, EditionQuerySet, Kind, Relation


class PublicFilter(django_filters.Filter):  # type: ignore[misc]  # it has no types
    """The base: `apply` narrows a queryset of live editions to a cleaned value."""

    field_class: type[filter_fields.TextField] = filter_fields.TextField

    def __init__(self, *, help_text: str, **kwargs: Any) -> None:
        # Given, so that django-filter does not derive one from a model field of the same name.
        super().__init__(label=help_text, help_text=help_text, **kwargs)
        self.help_text = help_text

    def apply(self, editions: EditionQuerySet, value: Any) -> EditionQuerySet:
        raise NotImplementedError


class WordFilter(PublicFilter):
    """A column that holds one word of a vocabulary."""

    field_class = filter_fields.WordField

    def __init__(self, column: str, vocabulary: Vocabulary, *, help_text: str) -> None:
        super().__init__(help_text=help_text, vocabulary=vocabulary)
        self.column = column

    def apply(self, editions: EditionQuerySet, value: str) -> EditionQuerySet:
        return editions.filter(**{self.column: value})


class FromDayFilter(PublicFilter):
    field_class = filter_fields.DayField

    def apply(self, editions: EditionQuerySet, value: Any) -> EditionQuerySet:
        return editions.overlapping(start=value)


class ToDayFilter(PublicFilter):
    field_class = filter_fields.DayField

    def apply(self, editions: EditionQuerySet, value: Any) -> EditionQuerySet:
        return editions.overlapping(end=value)


class PublishedSinceFilter(PublicFilter):
    field_class = filter_fields.MomentField

    def apply(self, editions: EditionQuerySet, value: Any) -> EditionQuerySet:
        return editions.filter(published_at__gte=value)


class RegionFilter(PublicFilter):
    """A subdivision exactly, or a country with everything in it."""

    field_class = filter_fields.RegionField

    def apply(self, editions: EditionQuerySet, value: str) -> EditionQuerySet:
        within = Q(region=value)
        if "-" not in value:
            within |= Q(region__startswith=f"{value}-")
        return editions.filter(within)


class RecordFilter(PublicFilter):
    """Editions that speak of another record, in one of `relations`.

    `apply` takes the uid: `PublicFilterSet` looks up all addresses of a query together.
    """

    field_class = filter_fields.AddressField

    def __init__(self, kind: Kind, *relations: Relation, help_text: str) -> None:
        super().__init__(help_text=help_text)
        self.kind = kind
        self.relations: Sequence[Relation] = relations

    def apply(self, editions: EditionQuerySet, value: Any) -> EditionQuerySet:
        return editions.linked_to(value, *self.relations)


class AttendanceFilter(WordFilter):
    """The status of the party and the leader named beside it; by itself it asks nothing."""

    def __init__(self, vocabulary: Vocabulary, *, help_text: str) -> None:
        super().__init__("", vocabulary, help_text=help_text)

    def apply(self, editions: EditionQuerySet, value: str) -> EditionQuerySet:
        return editions


class MemberOfFilter(RecordFilter):
    """Records that the live document of an alliance lists as members: the link points at them."""

    def apply(self, editions: EditionQuerySet, value: Any) -> EditionQuerySet:
        members = EditionLink.objects.filter(
            edition__is_live=True,
            edition__kind=self.kind,
            edition__uid=value,
            relation__in=self.relations,
        )
        return editions.filter(uid__in=members.values("target_uid"))
