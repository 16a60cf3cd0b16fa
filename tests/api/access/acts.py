"""What can be asked of the API: every operation of the served schema, asked rightly, and every
method that it does not have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from coalition.api.paths import Described, operations
from coalition.api.records.kinds import RECORD_KINDS, RecordKind
from coalition.api.views.reference import schema_document

PUBLIC = "/api/v1/"
RECORDS = f"{PUBLIC}records/"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
#: Which acts are about one record, so that its stage may matter.
OF_ONE = frozenset(
    {"document", "entity", "flyout", "read", "write", "bulk", "delete", "submit", "return"}
    | {"approve", "publish", "correct", "schedule", "unschedule", "withdraw"}
)
_STEPS: dict[str, dict[str, Any]] = {
    "submit": {},
    "return": {"note": "Who hosted?"},
    "approve": {},
    "publish": {"note": "News."},
    "correct": {"note": "The city was wrong."},
    "schedule": {"due_at": (timezone.now() + timedelta(hours=2)).isoformat()},
    "unschedule": {},
    "withdraw": {"note": "It never took place."},
}
#: The least that an entry of each kind says.
ENTRIES: dict[str, dict[str, Any]] = {
    "source": {"title": "Renamed"},
    "party": {"name": "Renamed"},
    "leader": {"name": "Renamed"},
    "alliance": {"name": "Renamed"},
    "election": {"name": "Renamed", "level": "national"},
    "meeting": {"title": "Renamed", "category": "dinner", "occurrence": "held"},
    "seat_sharing_talk": {"title": "Renamed", "status": "ongoing"},
    "statement": {
        "title": "Renamed",
        "speaker_label": "sources",
        "stance": "demand",
        "point": "More seats.",
    },
}
#: What an address needs to be asked rightly.
_QUERIES = {
    "/api/v1/search/": "q=party",
    "/api/v1/resolve/": "name=party",
    "/api/v1/reconcile/properties/": "type=party",
    "/api/v1/reconcile/suggest/entity/": "prefix=p",
    "/api/v1/reconcile/suggest/type/": "prefix=p",
    "/api/v1/reconcile/suggest/property/": "prefix=p",
    "/api/v1/reconcile/flyout/type/": "id=party",
    "/api/v1/reconcile/flyout/property/": "id=party",
}
_QUESTIONS = {
    "/api/v1/resolve/": (json.dumps({"queries": [{"name": "party"}]}), "application/json"),
    "/api/v1/reconcile/": (
        "queries=%7B%22q0%22%3A%7B%22query%22%3A%22party%22%7D%7D",
        "application/x-www-form-urlencoded",
    ),
}


@dataclass(frozen=True)
class Act:
    """One request. `name` is what `rules.csv` calls it; `kind` is that of its record, if any."""

    name: str
    method: str
    path: str
    kind: RecordKind | None = None

    @property
    def is_of_one(self) -> bool:
        return self.name in OF_ONE or self.name.endswith("-source")

    def is_about(self, kind: RecordKind) -> bool:
        """Documents have the kind that stands in their address."""
        if self.kind is not None:
            return self.kind is kind
        return self.is_of_one and self.path.startswith(f"{PUBLIC}{kind.path}/")

    @property
    def writes(self) -> bool:
        return self.path.startswith(RECORDS) and self.method in ("POST", "PUT", "PATCH", "DELETE")

    def ask(self, client: Client, address: str = "", tag: str = "") -> Any:
        """Do it, to the record at `address` if it is about one, in the version with that tag."""
        path = self.path.replace("{number}", "1").replace("{address}", address)
        headers, body, content_type = {"If-Match": tag} if tag else {}, "", "application/json"
        if query := _QUERIES.get(path):
            path += f"?{query}" if self.method in ("GET", "HEAD") else ""
        if self.name == "flyout":
            path += f"?id={address}"
        if self.name == "preflight":
            headers |= {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
        if self.name == "ask" and self.method == "POST":
            body, content_type = _QUESTIONS[self.path]
        elif self.writes and (sent := self._body(address)) is not None:
            body = json.dumps(sent)
        return client.generic(self.method, path, body, content_type, headers=headers)

    def _body(self, address: str) -> Any:
        if self.name.startswith("bulk") and self.kind is not None:
            return [{"kind": self.kind.kind, "uid": address, **ENTRIES[self.kind.kind]}]
        if self.name in _STEPS:
            return _STEPS[self.name]
        if self.kind is None:
            return None
        entry = ENTRIES[self.kind.kind]
        # Of a change, what it is called.
        return dict(list(entry.items())[:1]) if self.method == "PATCH" else entry


def acts() -> Iterator[Act]:
    """All of them; raises UnknownOperation if the schema has one of another sort."""
    described: dict[str, set[str]] = {}
    for operation in operations(schema_document()):
        described.setdefault(operation.path, set()).add(operation.method.upper())
        yield from _of_operation(operation)
    for path, methods in described.items():
        half = "-records" if path.startswith(RECORDS) else ""
        yield Act(f"options{half}", "OPTIONS", path)
        if not half:
            yield Act("preflight", "OPTIONS", path)
        known = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
        for method in METHODS:
            if method not in known:
                # A cookie alone is enough to read, and not to write.
                reads = "-reads" if half and method in ("GET", "HEAD") else ""
                yield Act(f"other{reads}{half}", method, path)


class UnknownOperation(Exception):
    """The schema has an operation of a sort that the table says nothing of."""


def _of_operation(operation: Described) -> Iterator[Act]:
    method, path = operation.method.upper(), operation.path
    if not path.startswith(RECORDS):
        name, kind = _public_name(path), None
    elif path == f"{RECORDS}bulk/":
        for kind in RECORD_KINDS.values():
            yield Act("bulk" if kind.is_public else "bulk-source", method, path, kind)
        return
    else:
        name, kind = _records_name(method, path)
    for asked in (method, "HEAD") if method == "GET" else (method,):
        yield Act(name, asked, path, kind)


def _public_name(path: str) -> str:
    if path.startswith(f"{PUBLIC}reconcile/entities/"):
        return "entity"
    if path == f"{PUBLIC}reconcile/flyout/entity/":
        return "flyout"
    return "document" if "{address}" in path else "ask"


def _records_name(method: str, path: str) -> tuple[str, RecordKind | None]:
    segments = path.removeprefix(RECORDS).strip("/").split("/")
    if segments == [""]:
        return "root", None
    kind = next((kind for kind in RECORD_KINDS.values() if kind.path == segments[0]), None)
    own = {"GET": "read", "PUT": "write", "PATCH": "write", "DELETE": "delete"}
    name = None
    if len(segments) == 1:
        name = {"GET": "list", "POST": "create"}.get(method)
    elif segments[2:] in ([], ["history"]):
        name = own.get(method)
    elif len(segments) == 3 and method == "POST":
        name = segments[2] if segments[2] in _STEPS else None
    if kind is None or name is None:
        raise UnknownOperation(f"{method} {path}")
    is_report = not kind.is_public and len(segments) > 1
    return (f"{name}-source" if is_report else name), kind
