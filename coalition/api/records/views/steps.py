"""Steps: a record's named transitions, and its history."""

from typing import Any

from django.http import HttpResponse

from coalition.api.openapi import Operation
from coalition.api.records import operations
from coalition.api.records.histories import history_of
from coalition.api.records.preconditions import precondition_of
from coalition.api.records.replies import Reply, once
from coalition.api.records.representation import number_of_editions
from coalition.api.records.stepping import may_take, read_words, step, taken_along, touches_public
from coalition.api.records.views.staff import KindView, body_of


class RecordStep(KindView):
    """Takes one step; `name` says which."""

    name: str = ""

    def post(self, request: Any, address: str) -> HttpResponse:
        may_take(self.kind, self.name, self.actor)
        precondition = precondition_of(request)
        body, raw = body_of(request)

        def work() -> Reply:
            record, editions = self.locked(
                address, precondition, touches_public=touches_public(self.name)
            )
            words = read_words(self.name, body)
            taken = step(self.name, record, words, actor=self.actor, editions=editions)
            told = self.told(record.pk)
            content = {
                "step": self.name,
                "message": str(taken.message),
                "made_edition": number_of_editions(record.uid) > editions,
                "taken_along": taken_along(taken),
                "record": told.content,
            }
            return Reply(200, content, told.headers)

        return once(request, raw, work)

    def operation(self, method: str) -> Operation:
        return operations.of_step(self.kind, self.name)


class RecordHistory(KindView):
    """Saves, steps and editions of a record, the latest first."""

    def get(self, request: Any, address: str) -> HttpResponse:
        self.actor.may_read(self.kind)
        results = history_of(self.found(address), actor=self.actor)
        return Reply(200, {"results": results}).response()

    def operation(self, method: str) -> Operation:
        return operations.of_history(self.kind)
