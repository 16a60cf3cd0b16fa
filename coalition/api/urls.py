"""The addresses of the API. Each answers with and without its last slash."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.views.changes import Changes
from coalition.api.views.documents import DocumentDetail, DocumentList
from coalition.api.views.public import Nothing
from coalition.api.views.reconcile import Reconcile, ReconciledEntity
from coalition.api.views.reconcile_suggest import Flyout, Proposals, Suggest
from coalition.api.views.reference import Reference, Schema
from coalition.api.views.resolve import Resolve
from coalition.api.views.root import Root
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
# Last, for it answers everything.
urlpatterns.append(path("<path:address>", Nothing.as_view()))
