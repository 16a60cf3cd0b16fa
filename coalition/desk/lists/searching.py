"""Search of lists: each word in the record's own text, or in a name of whom it speaks.

Names are found as they are found everywhere at the desk: by their folded words, other names and
native scripts included. They are asked for in subqueries, so no record appears twice.
"""

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from coalition.models import Record
from coalition.name_lookup import NAMED_MODELS, word_condition

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

#: Further words narrow nothing down; they only cost.
_WORDS = 8


class NamesSearched(_ModelAdmin):
    """A model admin that searches `search_fields`, its own columns, and names by `search_names`."""

    #: The way to a leader, party or alliance -> its model.
    search_names: Mapping[str, type[Record]] = MappingProxyType({})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        # Where one record is chosen it is chosen by its own words: whoever took part is no name of
        # a meeting.
        if "term" in request.GET or not self.search_names:
            return super().get_search_results(request, queryset, search_term)
        words = [_unquoted(word) for word in smart_split(search_term)][:_WORDS]
        conditions = [self._condition(queryset.model, word) for word in words if word]
        if not conditions:
            return queryset, False
        return queryset.filter(reduce(and_, conditions)), False

    def _condition(self, model: Any, word: str) -> Q:
        own = [self._by_text(model, name, word) for name in self.search_fields]
        return reduce(or_, own + self._by_names(model, word))

    def _by_text(self, model: Any, name: str, word: str) -> Q:
        """In a column of its own; or in one of a record that it belongs to, which is asked once
        and not joined to every row."""
        path, _dots, column = name.rpartition("__")
        if not path:
            return Q(**{f"{name}__icontains": word})
        related = model
        for step in path.split("__"):
            related = related._meta.get_field(step).related_model
        texts = related._default_manager.filter(**{f"{column}__icontains": word}).order_by()
        return _within(model, path, texts.values("pk"))

    def _by_names(self, model: Any, word: str) -> list[Q]:
        named = word_condition(word)
        if named is None:
            return []
        found = []
        for path, kind in self.search_names.items():
            other_model, owner = NAMED_MODELS[kind]
            bearers = kind._default_manager.filter(named).order_by().values("pk")
            others = other_model._default_manager.filter(named).order_by().values(owner)
            found.append(_within(model, path, bearers.union(others)))
        return found


def _within(model: Any, path: str, keys: Any) -> Q:
    """The rows of `model` from which `path` leads to one of `keys`."""
    condition = Q(**{f"{path}__in": keys})
    if "__" not in path:
        return condition
    return Q(pk__in=model._default_manager.filter(condition).order_by().values("pk"))


def _unquoted(word: str) -> str:
    is_quoted = word.startswith(('"', "'")) and len(word) > 1 and word[0] == word[-1]
    return unescape_string_literal(word) if is_quoted else word
