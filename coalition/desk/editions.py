"""The ledger, to look at: editions are written by publishing alone."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coalition.desk.lists.pages import DeskList
from coalition.models import Edition


@admin.register(Edition)
class EditionAdmin(DeskList):
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
    list_filter = ["published_at", "kind", "cause", "is_live"]
    empty_list = _("Nothing has been published yet.")
    list_select_related = ["published_by"]
    search_fields = ["title", "slug", "note", "uid"]
    ordering = ["-sequence"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
