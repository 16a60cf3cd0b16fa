"""The merges there were, to look at, and one action: to undo one."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.desk.lists.filters import IsUndone
from coalition.desk.lists.pages import DeskList
from coalition.desk.merges.pages import CONFLICT, may_merge
from coalition.desk.row_admin import record_url
from coalition.merging import UndoBlocked, undo
from coalition.merging.obstacles import obstacles_of
from coalition.models import Kind, Merge
from coalition.publishing.documents import KINDS


def _model_of(merge: Merge) -> Any:
    return KINDS[Kind(merge.kind)].model


@admin.register(Merge)
class MergeAdmin(DeskList):
    list_display = ["other_name", "primary_name", "kind", "merged_at", "merged_by", "standing"]
    list_filter = ["merged_at", "kind", IsUndone]
    list_select_related = ["merged_by", "undone_by"]
    search_fields = ["other_name", "primary_name"]
    empty_list = gettext_lazy(
        "Nothing was merged yet. Open a leader, party or meeting that is recorded twice, and press "
        "“Merge with another…”."
    )
    fields = ["kind", "other_name", "primary_name", "merged_at", "merged_by", "standing"]
    readonly_fields = ["standing"]
    actions = None
    change_form_template = "desk/merges/merge.html"

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/undo/",
            self.admin_site.admin_view(self.undo_view),
            name="coalition_merge_undo",
        )
        return [page, *super().get_urls()]

    @admin.display(description=gettext_lazy("where it stands"))
    def standing(self, merge: Merge) -> Any:
        if merge.undone_at is not None:
            return _("Undone by %s") % (merge.undone_by or _("a command"))
        url = reverse("admin:coalition_merge_undo", args=[merge.pk])
        return format_html('<a href="{}">{}</a>', url, _("Undo…"))

    # --- Permissions ------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Merge]:
        """Whoever may not see a kind of record may not see how its records were merged."""
        kinds = [
            kind
            for kind, entry in KINDS.items()
            if request.user.has_perm(f"coalition.view_{entry.model._meta.model_name}")
        ]
        return super().get_queryset(request).filter(kind__in=kinds)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _may_undo(self, request: HttpRequest, merge: Merge | None) -> bool:
        if not may_merge(request):
            return False
        if merge is None:
            return True
        return request.user.has_perm(f"coalition.change_{_model_of(merge)._meta.model_name}")

    # --- Undoing ----------------------------------------------------------------------------------

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Says what will happen, or what stands in the way; a POST does it."""
        merge = self.get_object(request, unquote(object_id))
        if not self._may_undo(request, merge):
            raise PermissionDenied
        if merge is None:
            messages.warning(request, _("There is no such merge."))
            return HttpResponseRedirect(reverse("admin:coalition_merge_changelist"))
        if merge.undone_at is not None:
            messages.info(request, _("It was undone already: they are two records again."))
            return HttpResponseRedirect(reverse("admin:coalition_merge_changelist"))
        if request.method != "POST":
            return self._undo_page(request, merge, obstacles_of(merge))
        try:
            undo(merge, by=request.user)
        except UndoBlocked as blocked:
            return self._undo_page(request, merge, blocked.obstacles, status=CONFLICT)
        other = _model_of(merge).objects.get(uid=merge.other_uid)
        messages.success(
            request,
            _("“%(other)s” is a record of its own again, as it was before the merge.")
            % {"other": merge.other_name},
        )
        return HttpResponseRedirect(record_url(other))

    def _undo_page(
        self, request: HttpRequest, merge: Merge, obstacles: list[str], *, status: int = 200
    ) -> HttpResponse:
        primary = _model_of(merge).objects.filter(uid=merge.primary_uid).first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Undo the merge"),
            "subtitle": str(merge),
            "merge": merge,
            "is_public": any(entry["op"] == "public" for entry in merge.moves),
            "obstacles": obstacles,
            "primary_url": record_url(primary) if primary is not None else "",
        }
        return TemplateResponse(request, "desk/merges/undo.html", context, status=status)
