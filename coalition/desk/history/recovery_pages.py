"""Deleted drafts of one kind: their list, and the page on which one is recovered."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from coalition.desk.history.restoring import recover_draft
from coalition.desk.refusals import reason_of
from coalition.desk.tools import Tool
from coalition.editing.addresses import free_slug
from coalition.editing.authors import author_name
from coalition.revisions.differences import differences
from coalition.revisions.readable import Names, in_words
from coalition.revisions.recovering import Deleted, deleted_draft, deleted_drafts
from coalition.revisions.restoring import RestoreRefused
from coalition.revisions.snapshots import Snapshot

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = object

DRAFTS_PER_PAGE = 50


class RecoverForm(forms.Form):
    """The address that the record is to have."""

    slug = forms.SlugField(max_length=120)

    def __init__(self, model: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column = model._meta.get_field("slug")
        self.fields["slug"].label = column.verbose_name
        self.fields["slug"].widget.attrs["class"] = "vTextField"


class RecoveryPages(_ModelAdmin):
    """A model admin that brings deleted drafts back, for those who may add a record."""

    def get_urls(self) -> list[URLPattern]:
        base = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("recover/", self.admin_site.admin_view(self.deleted_view), name=f"{base}_deleted"),
            path(
                "recover/<int:key>/",
                self.admin_site.admin_view(self.recover_view),
                name=f"{base}_recover",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        if isinstance(answer, TemplateResponse) and self.has_add_permission(request):
            context: dict[str, Any] = answer.context_data or {}
            tool = Tool("recover", _("Recover deleted drafts"), self._deleted_url())
            context["list_tools"] = [*context.get("list_tools", []), tool]
            answer.context_data = context
        return answer

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        page = Paginator(deleted_drafts(self.model), DRAFTS_PER_PAGE).get_page(request.GET.get("p"))
        drafts = list(page.object_list)
        context = {
            **self._recovery_context(request, _("Deleted drafts")),
            "page": page,
            "drafts": list(zip(drafts, self._deletions(drafts), strict=True)),
        }
        return TemplateResponse(request, "desk/history/deleted.html", context)

    def recover_view(self, request: HttpRequest, key: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self.model._default_manager.filter(pk=key).exists():
            messages.info(request, _("It is there again already."))
            return HttpResponseRedirect(self._change_url(key))
        draft = deleted_draft(self.model, key)
        if draft is None:
            raise Http404
        if request.method != "POST":
            return self._recover_page(request, draft)
        form = RecoverForm(self.model, request.POST)
        if not form.is_valid():
            return self._recover_page(request, draft, form)
        try:
            record = recover_draft(draft, slug=form.cleaned_data["slug"], by=request.user)
        except RestoreRefused as refused:
            form.add_error(None, str(refused))
        except IntegrityError as error:
            form.add_error(None, reason_of(error))
        else:
            messages.success(
                request, _("“%s” is back, as a draft, with all its rows and claims.") % record
            )
            return HttpResponseRedirect(self._change_url(record.pk))
        return self._recover_page(request, draft, form)

    def _recover_page(
        self, request: HttpRequest, draft: Snapshot, form: RecoverForm | None = None
    ) -> HttpResponse:
        found = differences(None, draft)
        slug = draft.values["slug"]
        is_taken = self.model._default_manager.filter(slug=slug).exists()
        free = free_slug(self.model, slug) if is_taken else slug
        context = {
            **self._recovery_context(request, _("Recover a deleted draft")),
            "subtitle": str(draft.instance()),
            "lines": in_words(found, Names(found)),
            "form": form or RecoverForm(self.model, initial={"slug": free}),
            "taken": slug if is_taken else "",
            "deleted_url": self._deleted_url(),
        }
        return TemplateResponse(request, "desk/history/recover.html", context)

    def _deletions(self, drafts: list[Deleted]) -> list[Any]:
        """Who deleted each, and when; None if the log does not know."""
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id__in=[str(draft.pk) for draft in drafts],
            action_flag=DELETION,
        )
        known = {
            entry.object_id: (author_name(entry.user), entry.action_time)
            for entry in entries.select_related("user").order_by("action_time")
        }
        return [known.get(str(draft.pk)) for draft in drafts]

    def _recovery_context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}

    def _deleted_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_deleted")

    def _change_url(self, key: int) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[key])
