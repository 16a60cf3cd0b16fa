"""The page on which a table is uploaded, looked at row by row, and imported as a whole."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.desk.bulk.meanings import MEANINGS
from coalition.desk.bulk.parcels import Parcel, pack, unpack
from coalition.desk.bulk.resources import BulkResource, Misfit
from coalition.desk.bulk.running import Moved, Preview, carry_out, rehearse
from coalition.desk.bulk.tables import BYTES_LIMIT, ROWS_LIMIT, NotReadable, read_table
from coalition.editing.ownership import OWNER_FIELDS

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

CONFLICT = 409
_NAME_LIMIT = 80


class UploadForm(forms.Form):
    table = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy(
            "CSV in UTF-8, or XLSX, of which the first sheet is read. The first row names the "
            "columns."
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.xlsx,text/csv", "aria-describedby": "id_table_help"}
        ),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Choose another one."),
        },
    )


class BulkImport(_ModelAdmin):
    """A model admin with a page at `import/`. Rows are added and changed by it, never deleted."""

    bulk_resource: type[BulkResource]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name=name), *super().get_urls()]

    def may_import(self, request: HttpRequest) -> bool:
        """Whoever may add and change such rows, and the record that they are part of."""
        names = [self.opts.model_name or ""]
        owner: Any = OWNER_FIELDS.get(self.model)
        needed = [f"{verb}_{name}" for name in names for verb in ("add", "change")]
        if owner:
            owner_model: Any = self.model._meta.get_field(owner).related_model
            needed += [f"change_{owner_model._meta.model_name}", "add_claim", "change_claim"]
        return request.user.has_perms([f"coalition.{codename}" for codename in needed])

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.may_import(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._import_page(request, UploadForm())
        if "parcel" in request.POST:
            return self._carry_out(request)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._import_page(request, form)
        file = form.cleaned_data["table"]
        try:
            table = read_table(file.read(BYTES_LIMIT + 1))
            preview = rehearse(self.bulk_resource, table, by=request.user)
            parcel = Parcel(table, preview.digest, file.name[:_NAME_LIMIT])
            return self._preview_page(request, form, preview, parcel)
        except (NotReadable, Misfit) as error:
            form.add_error("table", str(error))
        return self._import_page(request, form)

    def _carry_out(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm()
        try:
            parcel = unpack(request.POST["parcel"], by=request.user, model=self.model)
            preview = carry_out(
                self.bulk_resource,
                parcel.table,
                by=request.user,
                digest=parcel.digest,
                words=_("Imported from the table “%s”.") % parcel.file_name,
            )
        except Moved as moved:
            messages.warning(
                request,
                _(
                    "Nothing was imported: somebody changed something since you looked at it. "
                    "Look at it as it would be now."
                ),
            )
            anew = Parcel(parcel.table, moved.preview.digest, parcel.file_name)
            return self._preview_page(request, form, moved.preview, anew, status=CONFLICT)
        except (NotReadable, Misfit) as error:
            messages.warning(request, str(error))
            return self._import_page(request, form, status=CONFLICT)
        messages.success(request, _summary(preview))
        return HttpResponseRedirect(self._list_url())

    def _preview_page(
        self,
        request: HttpRequest,
        form: UploadForm,
        preview: Preview,
        parcel: Parcel,
        *,
        status: int = 200,
    ) -> HttpResponse:
        may_go_on = not preview.is_refused and preview.changes_anything
        return self._import_page(
            request,
            form,
            status=status,
            preview=preview,
            file_name=parcel.file_name,
            parcel=pack(parcel, to=request.user, model=self.model) if may_go_on else "",
        )

    def _import_page(
        self, request: HttpRequest, form: UploadForm, *, status: int = 200, **extra: Any
    ) -> HttpResponse:
        columns = self.bulk_resource.columns()
        needed = [_(" or ").join(names) for names in self.bulk_resource.needed]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Import %s") % self.opts.verbose_name_plural,
            "form": form,
            "columns": [(name, MEANINGS[name]) for name in columns],
            "needed": needed,
            "rows_limit": ROWS_LIMIT,
            "list_url": self._list_url(),
            **extra,
        }
        return TemplateResponse(request, "desk/import.html", context, status=status)

    def _list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def _summary(preview: Preview) -> str:
    return (
        _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d as they were.")
        % preview.counts
    )
