"""The page part: a stale form is reconciled before Django's admin looks at it."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from coalition.desk.reconciling.reconciliation import (
    Formset,
    Reconciliation,
    needs_reconciling,
    reconcile,
)
from coalition.editing.ownership import owner_of
from coalition.models import Record

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin


def reconciliation_of(request: HttpRequest) -> Reconciliation | None:
    return getattr(request, "desk_reconciliation", None)


class Reconciles(_ModelAdmin):
    """A model admin whose form refuses a stale save and helps to bring the two together."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None:
            found = self._reconcile(request, unquote(object_id))
            if found is not None:
                request.desk_reconciliation = found  # type: ignore[attr-defined]
                request.POST = found.data  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.reconciliation = reconciliation_of(request)
        return form

    def _reconcile(self, request: HttpRequest, key: str) -> Reconciliation | None:
        shown = self.get_object(request, key)
        if shown is None or not self.has_change_permission(request, shown):
            return None
        record = shown if isinstance(shown, Record) else owner_of(shown)
        if not needs_reconciling(request.POST, record):
            return None
        return reconcile(
            request.POST,
            record=record,
            shown=shown,
            form=self.get_form(request, shown, change=True),
            formsets=[
                _formset(formset, inline.get_queryset(request), shown)
                for formset, inline in self.get_formsets_with_inlines(request, shown)
            ],
        )


def _formset(formset: Any, rows: Any, shown: Any) -> Formset:
    prefix = formset.get_default_prefix()
    return Formset(
        formset(instance=shown, prefix=prefix, queryset=rows),
        prefix,
        formset.fk.remote_field.get_accessor_name(),
    )
