"""Who calls the staff half of the API, and how: the named cast, with their keys."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from django.contrib.admin.models import LogEntry
from django.test import Client

from tests import factories

ROOT = "/api/v1/records"
_NUMBERS = count(1)


class Caller:
    """One program: sends JSON, and remembers the last answer."""

    def __init__(self, user: Any, *scopes: str) -> None:
        self.user = user
        self.client = Client(headers=factories.bearer(user, *scopes, name=f"Key {next(_NUMBERS)}"))

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        if_match: str | None = None,
        key: str | None = None,
        content_type: str = "application/json",
    ) -> Any:
        headers = {"HTTP_IF_MATCH": if_match, "HTTP_IDEMPOTENCY_KEY": key}
        data = body if isinstance(body, bytes | str) else b"" if body is None else json.dumps(body)
        given: dict[str, Any] = {
            name: value for name, value in headers.items() if value is not None
        }
        return self.client.generic(method, f"{ROOT}/{path}", data, content_type, **given)

    def get(self, path: str) -> Any:
        return self.send("GET", path)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.send("POST", path, body, **more)

    def put(self, path: str, body: Any, **more: Any) -> Any:
        return self.send("PUT", path, body, **more)

    def patch(self, path: str, body: Any, **more: Any) -> Any:
        return self.send("PATCH", path, body, **more)

    def delete(self, path: str, **more: Any) -> Any:
        return self.send("DELETE", path, **more)

    def step(self, path: str, name: str, **words: Any) -> Any:
        """Take a step of the record at `path` as it is now."""
        tag = self.get(path)["ETag"]
        return self.post(f"{path}{name}/", words, if_match=tag)


def audit() -> Any:
    """The audit rows of records; a key that was issued left one too."""
    return LogEntry.objects.exclude(content_type__model="apikey")


def editor() -> Caller:
    return Caller(factories.alice(), "write")


def second_editor() -> Caller:
    return Caller(factories.carol(), "write")


def reporter() -> Caller:
    return Caller(factories.bob(), "write")


def partner(name: str = "petra") -> Caller:
    """Somebody outside the newsroom, who may propose."""
    return Caller(factories.UserFactory(username=name, group="Partners"), "read", "propose")


def reader() -> Caller:
    return Caller(factories.UserFactory(username="rita"), "read")
