"""Bulk, and the way in: what is not about one kind."""

from typing import Any

from django.http import HttpResponse

from coalition.api.kinds import api_url
from coalition.api.openapi import Operation
from coalition.api.parameters import Finding, InvalidQuery
from coalition.api.records import operations
from coalition.api.records.bodies import EntryParser, LinesParser, NdjsonParser, entries_in
from coalition.api.records.bulk import read_rows, write_each, write_together
from coalition.api.records.kinds import RECORD_KINDS, ROOT
from coalition.api.records.replies import Reply, once
from coalition.api.records.views.staff import StaffView, body_of

_FLAGS = {"true": True, "false": False}


class Bulk(StaffView):
    """Many entries of any kinds, all or none of them unless it is asked for otherwise."""

    parser_classes = [EntryParser, LinesParser, NdjsonParser]
    parameters = {"POST": frozenset({"atomic", "dry_run"})}

    def post(self, request: Any) -> HttpResponse:
        is_atomic = self._flag("atomic", default=True)
        is_dry_run = self._flag("dry_run", default=False)
        body, raw = body_of(request)
        lines = entries_in(body)

        def work() -> Reply:
            write = write_together if is_atomic else write_each
            read = read_rows(lines, actor=self.actor)
            results = write(read, actor=self.actor, is_dry_run=is_dry_run)
            counts = dict.fromkeys(("created", "changed", "unchanged", "refused"), 0)
            for one in results:
                counts[one["status"]] += 1
            content = {"dry_run": is_dry_run, "counts": counts, "results": results}
            return Reply(200, content)

        if is_dry_run:
            return work().response()
        return once(request, raw, work)

    def _flag(self, name: str, *, default: bool) -> bool:
        text = self.query.get(name)
        if text is None:
            return default
        if text not in _FLAGS:
            raise InvalidQuery([Finding(name, "Choose one of: true, false.")])
        return _FLAGS[text]

    def operation(self, method: str) -> Operation:
        return operations.of_bulk()


class RecordsRoot(StaffView):
    """Who is asking, how far they reach, and where."""

    def get(self, request: Any) -> HttpResponse:
        addresses = {kind.path: f"{api_url(kind.address)}/" for kind in RECORD_KINDS.values()}
        content = {
            "user": request.user.get_username(),
            "key": self.actor.key_name or None,
            "only_proposes": self.actor.only_proposes,
            "records": addresses,
            "bulk": api_url(f"{ROOT}/bulk/"),
        }
        return Reply(200, content).response()

    def operation(self, method: str) -> Operation:
        return operations.of_root()
