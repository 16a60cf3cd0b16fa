"""The addresses of the API. Each answers with and without its last slash."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from coalition.api.exports.datasets import DATASETS
from coalition.api.flat import TABLES
from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.records import urls as records_urls
from coalition.api.views.changes import Changes
from coalition.api.views.documents import DocumentDetail, DocumentList
from coalition.api.views.editions import EditionDetail, EditionList
from coalition.api.views.exports import Dictionary, ExportFile, ExportList
from coalition.api.views.public import Nothing
from coalition.api.views.reconcile import Reconcile, ReconciledEntity
from coalition.api.views.reconcile_suggest import Flyout, Proposals, Suggest
from coalition.api.views.reference import Reference, Schema
from coalition.api.views.resolve import Resolve
from coalition.api.views.root import Root
from coalition.api.views.rows import RowList
from coalition.api.views.search import Search

app_name = "api"


def _both(address: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The address with its slash, under `name`, and without it: a redirect would cost a request."""
    return [path(f"{address}/", view, name=name), path(address, view)]


urlpatterns: list[URLPattern] = [path("", Root.as_view(), name="root")]
for _kind in PUBLIC_KINDS.values():
    _list, _detail = DocumentList.as_view(kind=_kind), DocumentDetail.as_view(kind=_kind)
    urlpatterns += _both(_kind.path, _list, f"{_kind.kind.value}-list")
    urlpatterns += _both(f"{_kind.path}/<slug:address>", _detail, f"{_kind.kind.value}-detail")
    _editions, _edition = EditionList.as_view(kind=_kind), EditionDetail.as_view(kind=_kind)
    _below = f"{_kind.path}/<slug:address>/editions"
    urlpatterns += _both(_below, _editions, f"{_kind.kind.value}-editions")
    urlpatterns += _both(f"{_below}/<int:number>", _edition, f"{_kind.kind.value}-edition")
for _table in TABLES:
    _rows = RowList.as_view(table=_table)
    urlpatterns += _both(_table.name, _rows, f"{_table.name}-list")
urlpatterns += _both("export", ExportList.as_view(), "export-list")
urlpatterns += _both("export/dictionary", Dictionary.as_view(), "export-dictionary")
# A file has its name, and no slash after it.
urlpatterns += [
    path(f"export/{_dataset.file_name}", ExportFile.as_view(dataset=_dataset), name="export-file")
    for _dataset in DATASETS
]
urlpatterns += _both("changes", Changes.as_view(), "changes")
urlpatterns += _both("search", Search.as_view(), "search")
urlpatterns += _both("resolve", Resolve.as_view(), "resolve")
urlpatterns += _both("reconcile", Reconcile.as_view(), "reconcile")
for _sort in ("entity", "type", "property"):
    _suggest, _flyout = Suggest.as_view(sort=_sort), Flyout.as_view(sort=_sort)
    urlpatterns += _both(f"reconcile/suggest/{_sort}", _suggest, f"suggest-{_sort}")
    urlpatterns += _both(f"reconcile/flyout/{_sort}", _flyout, f"flyout-{_sort}")
urlpatterns += _both("reconcile/properties", Proposals.as_view(), "reconcile-properties")
_entity = ReconciledEntity.as_view()
urlpatterns += _both("reconcile/entities/<slug:address>", _entity, "reconciled-entity")
urlpatterns += _both("schema", Schema.as_view(), "schema")
urlpatterns += _both("docs", Reference.as_view(), "docs")
urlpatterns += records_urls.urlpatterns
# Last, for it answers everything.
urlpatterns.append(path("<path:address>", Nothing.as_view()))
