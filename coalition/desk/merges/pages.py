"""The pages of a merge, at `<pk>/merge/`: which one is the same, then both side by side."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from coalition.desk.merges.forms import MergeForm, OtherForm
from coalition.desk.merges.suggestions import suggestions_for
from coalition.desk.row_admin import record_url
from coalition.desk.tools import RecordTools, Tool
from coalition.editing.public_state import PublicState, public_state_of
from coalition.merging import MergeRefused, Preview, merge, preview
from coalition.models import Merge, Record, StaleRecordError

MERGE = "coalition.merge_record"
CONFLICT = 409


def may_merge(request: HttpRequest) -> bool:
    return request.user.has_perm(MERGE)


class MergePages(RecordTools):
    """A model admin of a kind of which two can turn out to be the same."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_merge",
        )
        return [page, *super().get_urls()]

    def tools(self, request: HttpRequest, record: Record, state: PublicState) -> list[Tool]:
        tools = super().tools(request, record, state)
        if may_merge(request) and self.has_change_permission(request, record):
            tools.append(
                Tool(
                    "merge",
                    _("Merge with another…"),
                    self._merge_url(record),
                    menu=_("Reports and editions"),
                )
            )
        return tools

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Without `?other=`, the page that asks for it; with it, both side by side."""
        primary = self._mergeable(request, unquote(object_id))
        if primary is None:
            return self._missing(request)
        other_key = request.GET.get("other", "")
        if "other" not in request.GET and "compare" not in request.GET:
            return self._choosing_page(request, primary, OtherForm(primary, request))
        if other_key == str(primary.pk):
            messages.warning(
                request, _("“%s” cannot be merged with itself. Choose another record.") % primary
            )
            return HttpResponseRedirect(self._merge_url(primary))
        asked = OtherForm(primary, request, request.GET)
        if not asked.is_valid():
            if not other_key:
                return self._choosing_page(request, primary, asked)
            messages.warning(
                request,
                _("The other record is not there: somebody has deleted it, or merged it already."),
            )
            return HttpResponseRedirect(self._merge_url(primary))
        other = self._mergeable(request, str(asked.cleaned_data["other"].pk))
        if other is None:
            return self._missing(request)
        return self._side_by_side(request, preview(primary, other))

    def _mergeable(self, request: HttpRequest, key: str) -> Any:
        """The record, if this user may merge it; None if there is none."""
        record = self.get_object(request, key)
        if not may_merge(request) or not self.has_change_permission(request, record):
            raise PermissionDenied
        return record

    def _side_by_side(self, request: HttpRequest, found: Preview) -> HttpResponse:
        if request.method != "POST":
            return self._comparing_page(request, found, MergeForm(found))
        form = MergeForm(found, request.POST)
        if not form.is_valid():
            if "read_primary" in form.errors or "read_other" in form.errors:
                return self._stale(request, found)
            return self._comparing_page(request, found, form)
        if not form.is_of(found):
            return self._stale(request, found)
        try:
            merged = merge(found.primary, found.other, choices=form.choices, by=request.user)
        except StaleRecordError:
            messages.warning(
                request,
                _(
                    "Somebody changed or merged one of the two at the same moment, so nothing of "
                    "yours was done. Look at them as they stand now."
                ),
            )
            return HttpResponseRedirect(self._merge_url(found.primary))
        except MergeRefused as refused:
            return self._comparing_page(request, found, form, refusal=str(refused))
        messages.success(request, _merged_message(merged))
        return HttpResponseRedirect(record_url(found.primary))

    def _stale(self, request: HttpRequest, found: Preview) -> HttpResponse:
        """The page anew, as things stand now. What was chosen is chosen still, if it is there."""
        again = MergeForm(
            found, initial={key: value for key, value in request.POST.items() if "keep-" in key}
        )
        return self._comparing_page(
            request,
            found,
            again,
            refusal=_(
                "Somebody changed one of the two since you opened this page. Nothing was merged. "
                "Look at them as they stand now, and merge them if they still are the same."
            ),
        )

    # --- Pages ------------------------------------------------------------------------------------

    def _merge_url(self, record: Record, other: Record | None = None) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
        query = f"?other={other.pk}" if other is not None else ""
        return reverse(name, args=[record.pk]) + query

    def _missing(self, request: HttpRequest) -> HttpResponse:
        messages.warning(
            request,
            _(
                "It is not there any more: somebody has deleted it, or merged it into another. "
                "The list of merges on the index says which."
            ),
        )
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        )

    def _choosing_page(self, request: HttpRequest, record: Record, form: OtherForm) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge with another…"),
            "subtitle": str(record),
            "record": record,
            "record_url": record_url(record),
            "form": form,
            "media": self.media + form.media,
            "suggestions": [
                (found, self._merge_url(record, found.record)) for found in suggestions_for(record)
            ],
        }
        return TemplateResponse(request, "desk/merges/choose.html", context)

    def _comparing_page(
        self, request: HttpRequest, found: Preview, form: MergeForm, *, refusal: str = ""
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge"),
            "subtitle": str(found.primary),
            "preview": found,
            "form": form,
            "refusal": refusal,
            "record_url": record_url(found.primary),
            "other_url": record_url(found.other),
            "choose_url": self._merge_url(found.primary),
            "swap_url": self._merge_url(found.other, found.primary),
            "primary_state": public_state_of(found.primary),
            "other_state": public_state_of(found.other),
        }
        status = CONFLICT if refusal else 200
        return TemplateResponse(request, "desk/merges/compare.html", context, status=status)


def _merged_message(merged: Merge) -> Any:
    return format_html(
        '{} <a href="{}">{}</a>',
        _("“%(other)s” is part of “%(primary)s” now.")
        % {"other": merged.other_name, "primary": merged.primary_name},
        reverse("admin:coalition_merge_undo", args=[merged.pk]),
        _("Undo the merge"),
    )
