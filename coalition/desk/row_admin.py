"""The page of one row inside a record: all its claims, and what its line on the form leaves out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from coalition.desk.autocompletes import Autocompletes, tell_names
from coalition.desk.lists.pages import DeskList
from coalition.desk.lists.searching import NamesSearched
from coalition.desk.presence.pages import Presences
from coalition.desk.reconciling.pages import Reconciles
from coalition.desk.refusals import RefusalsShown
from coalition.desk.version_guard import VersionGuard
from coalition.editing.audit import log
from coalition.editing.edits import touch
from coalition.editing.ownership import owner_of
from coalition.models import Record
from coalition.revisions import keep, keep_before


class RowPageForm(VersionGuard):
    """Saving a row saves its record, so the record's version is what the form carries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_names(self)

    @property
    def guarded_record(self) -> Record | None:
        return owner_of(self.instance) if self.instance.pk else None


def record_url(record: Record, *, fragment: str = "") -> str:
    name = f"admin:coalition_{record._meta.model_name}_change"
    return reverse(name, args=[record.pk]) + (f"#{fragment}" if fragment else "")


class RowAdmin(Presences, Autocompletes, RefusalsShown, Reconciles, NamesSearched, DeskList):
    """Rows are added and removed on their record's form; here one is looked at closely."""

    form: Any = RowPageForm
    change_form_template = "desk/row_form.html"
    empty_list = _lazy("No rows yet. They are added on the form of the record they belong to.")
    #: Whether the index of the desk lists the rows beside the records.
    index_visible = False

    def record_opened(self, shown: Any) -> Record:
        return owner_of(shown)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.index_visible and super().has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        row = context["original"]
        # No button: the permission itself has to stand, as a record is deleted with its rows.
        context["show_delete"] = False
        if row is not None:
            context["record"] = owner_of(row)
            context["record_url"] = record_url(context["record"])
            context["presence"] = self.presence_panel(request, row)
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None or not self.has_delete_permission(request, row):
            return super().delete_view(request, object_id, extra_context)
        messages.info(request, _("Remove the row here, on the form of its record."))
        return HttpResponseRedirect(record_url(owner_of(row)))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        owner = owner_of(obj)
        keep_before(owner)
        super().save_model(request, obj, form, change)
        obj.was_returned = touch(owner, by=request.user)
        self._log_on_owner(request, owner, obj)

    def _log_on_owner(self, request: HttpRequest, owner: Record, row: Any) -> None:
        log([owner], by=request.user, words=self._words_on(row))

    def _words_on(self, row: Any) -> str:
        return _("Changed %(kind)s “%(row)s”.") % {"kind": row._meta.verbose_name, "row": row}

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The audit row, and the revision of the record: the claims are saved by now."""
        entry = super().log_change(request, obj, message)
        keep(owner_of(obj), by=request.user, words=self._words_on(obj))
        return entry

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if obj.was_returned:
            messages.warning(
                request, _("The record is back in drafting; an editor has to approve.")
            )
        return super().response_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to where the row was opened from."""
        return HttpResponseRedirect(record_url(owner_of(obj)))
