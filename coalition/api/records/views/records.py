"""Records of one kind: their list, and one of them."""

import json
from typing import Any

from django.core.validators import slug_re
from django.db.models import ProtectedError
from django.http import HttpResponse

from coalition.api.openapi import Operation
from coalition.api.orderings import Ordering
from coalition.api.paging import read_page, rows_of
from coalition.api.parameters import Finding, InvalidQuery
from coalition.api.records import operations
from coalition.api.records.actors import Actor
from coalition.api.records.bodies import EntryParser, MergePatchParser
from coalition.api.records.preconditions import precondition_of
from coalition.api.records.refusals import Conflict, refused_entries
from coalition.api.records.replies import Reply, once
from coalition.api.records.representation import represent
from coalition.api.records.views.staff import KindView, body_of
from coalition.api.records.writing import change, create, replace
from coalition.editing.audit import DELETION, log
from coalition.editing.deleting import WasPublic, delete_draft
from coalition.interchange.problems import EntriesRefused
from coalition.models import Record, Stage


class RecordList(KindView):
    """All that exist to who asks, the newest first; and where a new one is made."""

    parameters = {"GET": frozenset({"cursor", "limit", "stage", "slug"})}

    def get(self, request: Any) -> HttpResponse:
        self.actor.may_read(self.kind)
        records = self.actor.records(self.kind.model)
        if (stage := self.query.get("stage")) is not None:
            if stage not in Stage.values:
                choices = ", ".join(Stage.values)
                raise InvalidQuery([Finding("stage", f"Choose one of: {choices}.")])
            records = records.filter(stage=stage)
        if (slug := self.query.get("slug")) is not None:
            if not slug_re.match(slug):
                raise InvalidQuery([Finding("slug", "Give the last part of a record's address.")])
            records = records.filter(slug=slug)
        path = self.kind.address
        page = read_page(
            rows_of(records),
            self.query,
            path,
            ordering=Ordering("pk", is_descending=True),
            columns=["pk"],
            write=lambda key: str(key).encode(),
        )
        entries = represent(self.kind, [int(key) for key in page.documents], actor=self.actor)
        documents = [json.dumps(entry, ensure_ascii=False).encode() for entry in entries]
        body = page.body(page.links(path, self.query), documents=documents)
        return HttpResponse(body, content_type="application/json")

    def post(self, request: Any) -> HttpResponse:
        self.actor.require({self.kind.permission("add")})
        body, raw = body_of(request)

        def work() -> Reply:
            try:
                key = create(self.kind, body, actor=self.actor)
            except EntriesRefused as refused:
                raise refused_entries(refused) from refused
            return self.told(key, status=201, location=True)

        return once(request, raw, work)

    def operation(self, method: str) -> Operation:
        return operations.of_list(self.kind, method)


class RecordDetail(KindView):
    """One record: read, changed whole or in part, deleted."""

    parser_classes = [EntryParser, MergePatchParser]

    def get_parsers(self) -> list[Any]:
        """A merge patch is for PATCH alone: to a PUT it would mean something else."""
        request: Any = self.request  # There is none while the schema is made.
        is_patch = request is None or request.method == "PATCH"
        return [EntryParser(), *([MergePatchParser()] if is_patch else [])]

    def get(self, request: Any, address: str) -> HttpResponse:
        self.actor.may_read(self.kind)
        return self.told(self.found(address).pk).response()

    def put(self, request: Any, address: str) -> HttpResponse:
        return self._written(request, address, replace)

    def patch(self, request: Any, address: str) -> HttpResponse:
        return self._written(request, address, change)

    def _written(self, request: Any, address: str, write: Any) -> HttpResponse:
        self.actor.require({self.kind.permission("change")})
        precondition = precondition_of(request)
        body, raw = body_of(request)

        def work() -> Reply:
            record, _editions = self.locked(address, precondition)
            try:
                write(self.kind, record, body, actor=self.actor)
            except EntriesRefused as refused:
                raise refused_entries(refused) from refused
            return self.told(record.pk)

        return once(request, raw, work)

    def delete(self, request: Any, address: str) -> HttpResponse:
        self.actor.require({self.kind.permission("delete")})
        precondition = precondition_of(request)

        def work() -> Reply:
            # The turn is taken before the row is locked; see `delete_draft`.
            record, _editions = self.locked(address, precondition, touches_public=True)
            _delete(record, self.actor)
            return Reply(204)

        return once(request, request._request.body, work)

    def operation(self, method: str) -> Operation:
        return operations.of_detail(self.kind, method)


def _delete(record: Record, actor: Actor) -> None:
    if objection := actor.objection_to_change(record):
        raise Conflict(objection)
    log([record], by=actor.user, words="", act=DELETION)
    try:
        delete_draft(record, by=actor.user, read_version=record.version)
    except WasPublic as public:
        raise Conflict(str(public)) from public
    except ProtectedError as protected:
        raise Conflict(_in_use(protected, actor)) from protected


def _in_use(protected: ProtectedError, actor: Actor) -> str:
    words = "It cannot be deleted, for other records refer to it"
    if actor.only_proposes:
        return f"{words}."
    names = ", ".join(f"“{row}”" for row in list(protected.protected_objects)[:5])
    return f"{words}: {names}."
