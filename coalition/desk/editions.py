"""The ledger, to look at: editions are written by publishing alone."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from coalition.models import Edition

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Edition]
else:
    _ModelAdmin = admin.ModelAdmin


@admin.register(Edition)
class EditionAdmin(_ModelAdmin):
    list_display = [
        "sequence",
        "published_at",
        "kind",
        "title",
        "number",
        "cause",
        "is_live",
        "published_by",
    ]
    list_display_links = ["sequence", "title"]
    list_filter = ["kind", "cause", "is_live"]
    list_select_related = ["published_by"]
    search_fields = ["title", "slug", "note", "uid"]
    ordering = ["-sequence"]
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
