"""The page of a list: a page's rows are looked up together, and an empty one says what to do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.desk.keys import key_of
from coalition.desk.lists.searching import NamesSearched
from coalition.editing.public_state import describe
from coalition.models import Edition, Record

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin


class DeskChangeList(ChangeList):
    """Looks up what the rows of one page show beside their own columns: once, for these rows only.

    As an annotation of the list it would be worked out for every row that is counted or sorted.
    """

    result_list: Any
    model_admin: "DeskList"

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.model_admin.look_up(self.result_list)

    def get_ordering_field_columns(self) -> Any:
        """No column is marked as the one that sorts where the list's own order starts elsewhere.

        Meetings come by their days, then by title: an arrow at the title alone would be wrong.
        """
        own_order: Any = self.model_admin.ordering or self.lookup_opts.ordering
        starts_elsewhere = own_order[0].lstrip("-") not in self.list_display
        if ORDER_VAR not in self.params and starts_elsewhere:
            return {}
        return super().get_ordering_field_columns()


class DeskList(_ModelAdmin):
    """A model admin with a list of the desk."""

    change_list_template = "desk/list.html"
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    actions: Any = ()
    #: What to do where the list is empty.
    empty_list: Any = _("Nothing has been recorded here yet.")

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(css={"all": ["coalition/desk/lists.css"]})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskChangeList

    def look_up(self, rows: Sequence[Any]) -> None:
        """Give the rows of one page what their columns show. Subclasses add their own."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Many at once are never deleted: each has its own history, rows and public life."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if any(key_of(key) is None for key in ticked):
            messages.warning(request, gettext("What was ticked is not on this list. Tick it anew."))
            return None
        return super().response_action(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {"empty_list": self.empty_list, **(extra_context or {})}
        return super().changelist_view(request, context)


class RecordList(NamesSearched, DeskList):
    """A list of records, each with its public state."""

    empty_list = _("Nothing has been recorded here yet. Add the first one, or import many.")

    def look_up(self, rows: Sequence[Any]) -> None:
        super().look_up(rows)
        newest: dict[Any, tuple[int, str]] = {}
        found = Edition.objects.filter(uid__in=[row.uid for row in rows])
        for uid, number, cause in found.order_by("number").values_list("uid", "number", "cause"):
            newest[uid] = (number, cause)
        for row in rows:
            row.newest_number, row.newest_cause = newest.get(row.uid, (None, None))

    @admin.display(description=_("in public"))
    def in_public(self, record: Record) -> str:
        return describe(record.newest_number, record.newest_cause)  # type: ignore[attr-defined]
