"""The pages of the conflict desk, at `<pk>/conflicts/` and `<pk>/conflicts/add/`."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.desk.autocompletes import tell_names
from coalition.desk.conflicts.deciding import DecidingForm, decide
from coalition.desk.conflicts.grid import Grid, grid_of
from coalition.desk.conflicts.reporting import ReportingForm, add_report
from coalition.desk.keys import key_of
from coalition.desk.refusals import reason_of
from coalition.desk.report_field import fitted
from coalition.desk.row_admin import record_url
from coalition.desk.tools import RecordTools, Tool
from coalition.editing.public_state import PublicState
from coalition.models import Record, Source, StaleRecordError

CONFLICT = 409

_STALE = gettext_lazy(
    "Something changed since you opened this page, by a colleague or by a second click of yours. "
    "Nothing of yours was saved, and all of it is still below. Look at the record as it stands "
    "now, and save again if it still holds."
)


class ConflictPages(RecordTools):
    """A model admin whose records are told of by several reports."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path(
                "<path:object_id>/conflicts/",
                self.admin_site.admin_view(self.conflicts_view),
                name=f"{name}_conflicts",
            ),
            path(
                "<path:object_id>/conflicts/add/",
                self.admin_site.admin_view(self.report_view),
                name=f"{name}_conflicts_add",
            ),
            *super().get_urls(),
        ]

    def tools(self, request: HttpRequest, record: Record, state: PublicState) -> list[Tool]:
        found = super().tools(request, record, state)
        if self.has_change_permission(request, record):
            found.append(
                Tool(
                    "conflicts",
                    _("Compare reports"),
                    self._conflict_url(record),
                    menu=_("Reports and editions"),
                )
            )
        return found

    def conflicts_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The grid, and the form that is its last column."""
        record = self._of_several_reports(request, object_id)
        if record is None:
            return self._no_such(request)
        grid = grid_of(record)
        form = DecidingForm(grid, request.POST if request.method == "POST" else None)
        is_stale = _is_stale(request, grid)
        if not is_stale and not (form.is_bound and form.is_valid()):
            return self._grid_page(request, grid, form)

        def write() -> None:
            decide(grid, form.choices, by=request.user)

        if refusal := _STALE if is_stale else _refusal(write):
            grid = grid_of(record)
            again = DecidingForm(grid, _moved_on(request, grid))
            return self._grid_page(request, grid, again, refusal=refusal)
        messages.success(request, _("Your decisions are saved. Readers see them once published."))
        return HttpResponseRedirect(self._conflict_url(record))

    def report_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What one more report says: a column, not a second record."""
        record = self._of_several_reports(request, object_id)
        if record is None:
            return self._no_such(request)
        grid = grid_of(record, with_silent=True)
        form = self._reporting_form(
            request, grid, request.POST if request.method == "POST" else None
        )
        is_stale = _is_stale(request, grid)
        if not is_stale and not (form.is_bound and form.is_valid()):
            return self._report_page(request, grid, form)

        def write() -> None:
            add_report(grid, form.cleaned_data["source"], form.claims, by=request.user)

        if refusal := _STALE if is_stale else _refusal(write):
            grid = grid_of(record, with_silent=True)
            again = self._reporting_form(request, grid, _moved_on(request, grid))
            return self._report_page(request, grid, again, refusal=refusal)
        messages.success(
            request,
            _("“%s” has a column now. Where it differs, decide below or leave it open.")
            % form.cleaned_data["source"],
        )
        return HttpResponseRedirect(self._conflict_url(record))

    def _reporting_form(self, request: HttpRequest, grid: Grid, data: Any) -> ReportingForm:
        chosen = Source.objects.filter(pk=key_of(request.GET.get("source", "")) or 0).first()
        form = ReportingForm(grid, data, initial={"source": chosen.pk if chosen else None})
        form.fields["source"] = fitted(form.fields["source"], request, can_add=True)
        if chosen is not None and data is None:
            form.instance = chosen  # type: ignore[attr-defined]  # where names are looked for
            tell_names(form, source=chosen)
        return form

    def _of_several_reports(self, request: HttpRequest, object_id: str) -> Record | None:
        record: Record | None = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        return record

    def _no_such(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, _("There is no such record. Perhaps it was deleted."))
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))

    def _conflict_url(self, record: Record, *, page: str = "conflicts") -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk])

    def _grid_page(
        self, request: HttpRequest, grid: Grid, form: DecidingForm, *, refusal: Any = ""
    ) -> HttpResponse:
        context = self._around(request, grid, form, refusal) | {"title": _("Compare reports")}
        status = CONFLICT if refusal else 200
        return TemplateResponse(request, "desk/conflicts.html", context, status=status)

    def _report_page(
        self, request: HttpRequest, grid: Grid, form: ReportingForm, *, refusal: Any = ""
    ) -> HttpResponse:
        context = self._around(request, grid, form, refusal) | {
            "title": _("Add what another report says"),
            "media": self.media + form.media,
        }
        status = CONFLICT if refusal else 200
        return TemplateResponse(request, "desk/conflicts_add.html", context, status=status)

    def _around(self, request: HttpRequest, grid: Grid, form: Any, refusal: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "subtitle": str(grid.record),
            "record": grid.record,
            "record_url": record_url(grid.record),
            "conflicts_url": self._conflict_url(grid.record),
            "add_url": self._conflict_url(grid.record, page="conflicts_add"),
            "grid": grid,
            "form": form,
            "refusal": refusal,
        }


def _is_stale(request: HttpRequest, grid: Grid) -> bool:
    """Whether something was sent for another version than the one that stands."""
    read = request.POST.get("read_version", "")
    return request.method == "POST" and read != str(grid.record.version)


def _refusal(write: Callable[[], None]) -> Any:
    """Write, or say why that was refused."""
    try:
        write()
    except StaleRecordError:
        return _STALE
    except IntegrityError as error:
        return reason_of(error)
    return ""


def _moved_on(request: HttpRequest, grid: Grid) -> Any:
    """What was sent, for the version that the page shows now."""
    data = request.POST.copy()
    data["read_version"] = str(grid.record.version)
    return data
