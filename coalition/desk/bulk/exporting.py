"""Exports: the rows of a list, those that match or those ticked, as an import reads them back."""

import csv
import tempfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import openpyxl
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from coalition.desk.bulk.resources import BulkResource
from coalition.formulas import neutralised

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

#: A spreadsheet is written whole before it is sent; CSV is sent as it is written.
SHEET_LIMIT = 20_000
_CHUNK = 500
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BulkExport(_ModelAdmin):
    """A model admin that exports what its list shows, at `export/csv/` and `export/xlsx/`."""

    bulk_resource: type[BulkResource]

    def get_urls(self) -> list[URLPattern]:
        pages = []
        for name, give in (("csv", _as_csv), ("xlsx", _as_sheet)):
            view = self.admin_site.admin_view(require_GET(self.export_view))
            full_name = f"{self.opts.app_label}_{self.opts.model_name}_export_{name}"
            pages.append(path(f"export/{name}/", view, {"give": give}, name=full_name))
        return pages + super().get_urls()

    def export_view(self, request: HttpRequest, give: "Give") -> HttpResponseBase:
        """All rows that match the search and the filters in the address."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        list_url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{list_url}?e=1")
        return give(self, request, rows)

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase:
        return _as_csv(self, request, rows)

    @admin.action(description=gettext_lazy("Export as XLSX"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase:
        return _as_sheet(self, request, rows)

    def exported(self, rows: QuerySet[Any]) -> Iterator[list[str]]:
        """The headers, then row after row, a few hundred in memory at a time."""
        resource = self.bulk_resource()
        yield resource.columns()
        for row in resource.loaded(rows).iterator(chunk_size=_CHUNK):
            yield [neutralised(str(cell)) for cell in resource.export_resource(row)]


#: Makes the answer with the rows of a list.
Give = Callable[[BulkExport, HttpRequest, QuerySet[Any]], HttpResponseBase]


class _Line:
    """What csv writes to: it hands back what was written."""

    def write(self, text: str) -> str:
        return text


def _as_csv(to: BulkExport, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase:
    writer: Any = csv.writer(_Line())

    def lines() -> Iterator[str]:
        # Tells spreadsheets that it is UTF-8.
        yield "\ufeff"
        for cells in to.exported(rows):
            yield writer.writerow(cells)

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(to)}.csv"'
    return answer


def _as_sheet(to: BulkExport, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase:
    if rows.count() > SHEET_LIMIT:
        messages.warning(
            request,
            _("More than %d rows are too many for a spreadsheet. Filter the list, or take CSV.")
            % SHEET_LIMIT,
        )
        return _back(to)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(str(to.opts.verbose_name_plural)[:31])
    for cells in to.exported(rows):
        sheet.append(cells)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # The answer closes it.
    book.save(file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{_file_name(to)}.xlsx", content_type=_SHEET_TYPE
    )


def _back(to: BulkExport) -> HttpResponse:
    name = f"admin:{to.opts.app_label}_{to.opts.model_name}_changelist"
    return HttpResponseRedirect(reverse(name))


def _file_name(to: BulkExport) -> str:
    return f"{slugify(str(to.opts.verbose_name_plural))}-{timezone.localdate()}"
