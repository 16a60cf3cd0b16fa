"""What the form and the list of every record have in common."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.desk.autocompletes import PLAIN, Autocompletes
from coalition.desk.completeness.panel import CompletenessPanel
from coalition.desk.history.pages import HistoryPages
from coalition.desk.history.recovery_pages import RecoveryPages
from coalition.desk.keys import key_of
from coalition.desk.lists.filters import IsPublic, NeedsClaim
from coalition.desk.lists.many_pages import StepsForMany
from coalition.desk.lists.pages import RecordList
from coalition.desk.onward import OnwardButton
from coalition.desk.presence.pages import RecordPresences
from coalition.desk.previews import RecordPreviews
from coalition.desk.reconciling.pages import Reconciles
from coalition.desk.record_editions import RecordEditions
from coalition.desk.record_forms import RecordForm, SourcedRecordForm
from coalition.desk.refusals import RefusalsShown
from coalition.desk.report_field import fitted
from coalition.desk.standing import StandingPanels
from coalition.desk.tools import RecordTools, in_menus
from coalition.editing.deleting import WasPublic, delete_draft, was_ever_public
from coalition.editing.edits import settle_stage
from coalition.editing.public_state import (
    PublicState,
    public_state_of,
)
from coalition.models import Record, StaleRecordError
from coalition.publishing import has_unpublished_changes
from coalition.revisions import keep, keep_before


class RecordAdmin(
    HistoryPages,
    RecoveryPages,
    CompletenessPanel,
    OnwardButton,
    StandingPanels,
    StepsForMany,
    RecordPreviews,
    RecordEditions,
    RecordPresences,
    Autocompletes,
    RefusalsShown,
    Reconciles,
    RecordList,
    RecordTools,
):
    """A record that becomes public. Subclasses say what its form shows; this says how it is kept.

    The stage is no field of the form: it moves by the steps alone, and by `settle_stage`.
    """

    form: Any = SourcedRecordForm
    #: Whether claims tie it to reports, of which the form may name one for all.
    rests_on_reports = True
    change_form_template = "desk/record_form.html"
    delete_confirmation_template = "desk/delete_record.html"
    save_on_top = True
    list_filter: ClassVar[Any] = ["stage", IsPublic, NeedsClaim]

    # --- The form ---------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        report = (_("Which report it comes from"), {"fields": ["default_source"]})
        address: list[Any] = ["slug"]
        if obj is not None:
            address += [("version", "created_at", "uid")]
        return [
            *([report] if self.rests_on_reports else []),
            *super().get_fieldsets(request, obj),
            (_("Address and identity"), {"fields": address}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "default_source" in form.base_fields:
            form.base_fields["default_source"] = fitted(
                form.base_fields["default_source"], request, can_add=True
            )
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = ("version", "created_at", "uid") if obj is not None else ()
        return [*super().get_readonly_fields(request, obj), *own]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        initial.pop(PLAIN, None)
        return initial

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        record = context["original"]
        if record is not None:
            context |= self._standing(request, record)
        return super().render_change_form(request, context, *args, **kwargs)

    def _standing(self, request: HttpRequest, record: Record) -> dict[str, Any]:
        state = public_state_of(record) if self.steps else PublicState(None)
        return {
            "standing": record if self.steps else None,
            "public_state": state,
            "has_unpublished_changes": state.live is not None
            and has_unpublished_changes(record, state.live),
            "menus": in_menus(self.tools(request, record, state)),
            "panels": self.panels(request, record, state),
        }

    # --- Saving -----------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            keep_before(obj)
        obj.was_returned = change and settle_stage(obj, by=request.user)
        super().save_model(request, obj, form, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The audit row, and the revision that it describes: rows are saved by now."""
        entry = super().log_addition(request, obj, message)
        keep(obj, by=request.user, words=entry.change_message)
        return entry

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_change(request, obj, message)
        # A step of a record that was never saved here is logged too, and nobody wrote it by that.
        keep(obj, by=request.user, words=entry.change_message, may_be_first=False)
        return entry

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if obj.was_returned:
            messages.warning(
                request,
                gettext(
                    "It is back in drafting: another editor has to approve what you changed. "
                    "Submit it when you are done."
                ),
            )
        return super().response_change(request, obj)

    # --- Deleting ---------------------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was ever public is withdrawn, never deleted: its address has to keep answering."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not was_ever_public(obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except StaleRecordError as error:
            messages.warning(request, str(error))
        except ProtectedError as error:
            names = ", ".join(f"“{row}”" for row in list(error.protected_objects)[:5])
            messages.warning(
                request, gettext("It cannot be deleted, for other records refer to it: %s.") % names
            )
        return HttpResponseRedirect(
            reverse(f"admin:coalition_{self.opts.model_name}_change", args=[object_id])
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete the version that was read, if it did not become public meanwhile."""
        try:
            delete_draft(
                obj, by=request.user, read_version=key_of(request.POST.get("read_version", ""))
            )
        except WasPublic as error:
            raise PermissionDenied from error


class PlainRecordAdmin(RecordAdmin):
    """A record that is never public by itself, such as a source: no steps, no shared report."""

    form: Any = RecordForm
    rests_on_reports = False
    steps = ()
    list_filter: ClassVar[Any] = []
