"""Search of leaders, parties and alliances by any of their names, the most like first."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.desk.attendance.standings import UNKNOWN, Days, standings
from coalition.models import Leader
from coalition.name_lookup import NAMED_MODELS, find_by_name, word_condition

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

#: So many are ranked; what else begins with the words follows in the order of the list.
_RANKED = 40


class FoundByName(_ModelAdmin):
    """A model admin of what has names. `search_fields` stays, for Django asks whether there are
    any."""

    search_help_text = _(
        "By any of the names, in any script or spelling: a beginning of each word is enough."
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        begun = word_condition(search_term)
        if begun is None:
            # Nothing is called by punctuation alone.
            return (queryset.none() if search_term.strip() else queryset), False
        model = self.model
        other_model, owner = NAMED_MODELS[model]
        ranked = [found.pk for found in find_by_name(model, search_term, limit=_RANKED)]
        others = other_model._default_manager.filter(begun).order_by().values(owner)
        number = search_term.strip().upper()
        found = queryset.filter(Q(pk__in=ranked) | begun | Q(pk__in=others) | _is_item(number))
        if ranked and not request.GET.get(ORDER_VAR):
            places = [When(pk=key, then=Value(place)) for place, key in enumerate(ranked)]
            place = Case(*places, default=Value(len(ranked)))
            found = found.order_by(place, *self.get_ordering(request) or model._meta.ordering)
        return found, False


def _is_item(number: str) -> Q:
    """A Wikidata id is as good as a name."""
    return Q(wikidata_id=number) if number.startswith("Q") and number[1:].isdecimal() else Q()


class NameAutocomplete(AutocompleteJsonView):
    """Choices with what tells two leaders of one name apart: their party and office today."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self._standings: Any = {}
        if self.model_admin.model is Leader:
            today = timezone.localdate()
            keys = [leader.pk for leader in context["object_list"]]
            self._standings = standings(keys, Days(today, today))
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if detail := str(self._standings.get(obj.pk, UNKNOWN)):
            result["text"] += f" — {detail}"
        return result
