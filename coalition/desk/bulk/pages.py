"""Bulk work on a list: its links above the list, and its actions below the search."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.desk.bulk.exporting import BulkExport
from coalition.desk.bulk.importing import BulkImport
from coalition.desk.tools import Tool


class BulkTables(BulkImport, BulkExport):
    """A model admin whose list goes in and out as tables, as `bulk_resource` says."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if not self.has_view_permission(request) or "_popup" in request.GET:
            return actions
        for name in ("export_csv", "export_xlsx"):
            found: Any = self.get_action(name)
            actions[name] = found
        return actions

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        tools = [
            Tool("export", _("Export as CSV"), reverse(f"{base}_export_csv") + query),
            Tool("export", _("Export as XLSX"), reverse(f"{base}_export_xlsx") + query),
        ]
        if self.may_import(request):
            tools.insert(0, Tool("import", _("Import"), reverse(f"{base}_import")))
        context = {"list_tools": tools, **(extra_context or {})}
        return super().changelist_view(request, context)
