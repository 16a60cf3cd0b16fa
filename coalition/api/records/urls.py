"""The addresses of records, below `/api/v1/records/`, each with and without its last slash."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from coalition.api.records.kinds import RECORD_KINDS, ROOT
from coalition.api.records.stepping import STEP_NAMES
from coalition.api.records.views.bulk import Bulk, RecordsRoot
from coalition.api.records.views.records import RecordDetail, RecordList
from coalition.api.records.views.steps import RecordHistory, RecordStep


def _both(address: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    return [path(f"{address}/", view, name=name), path(address, view)]


urlpatterns: list[URLPattern] = _both(ROOT, RecordsRoot.as_view(), "records")
urlpatterns += _both(f"{ROOT}/bulk", Bulk.as_view(), "records-bulk")
for _kind in RECORD_KINDS.values():
    _one, _name = f"{_kind.address}/<slug:address>", f"record-{_kind.kind}"
    urlpatterns += _both(_kind.address, RecordList.as_view(kind=_kind), f"{_name}-list")
    urlpatterns += _both(_one, RecordDetail.as_view(kind=_kind), f"{_name}-detail")
    _history = RecordHistory.as_view(kind=_kind)
    urlpatterns += _both(f"{_one}/history", _history, f"{_name}-history")
    for _step in STEP_NAMES if _kind.is_public else ():
        _view = RecordStep.as_view(kind=_kind, name=_step)
        urlpatterns += _both(f"{_one}/{_step}", _view, f"{_name}-{_step}")
