"""Replies: a write that is sent again under the same Idempotency-Key is answered as the first time.

By draft-ietf-httpapi-idempotency-key-header. The reply is kept in the transaction of the write, so
that either both happened or neither. Only what was done is kept: a refusal wrote nothing, and the
same request may be right the next time.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from coalition.api.authentication import refuse_ended
from coalition.api.records.refusals import Conflict, InvalidEntry, MalformedHeader
from coalition.models import KeptReply

REPLAYED = "Idempotency-Replayed"
KEPT_FOR = timedelta(hours=24)
#: How many of what has expired goes with each write that keeps a reply.
_SWEPT = 100
_KEY = re.compile(r'"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x2b\x2d-\x7e]{1,255})')


class KeyInUse(Conflict):
    """The first request with this key is not done yet."""

    name = "idempotency-key-in-use"


class KeyReused(InvalidEntry):
    """The key stands for another request."""

    name = "idempotency-key-reused"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a write is answered, before anybody sends it."""

    status: int
    content: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        if self.content is None:
            return b""
        return json.dumps(self.content, ensure_ascii=False).encode()

    def response(self) -> HttpResponse:
        return _response(self.status, self.body, self.headers)


def once(
    request: Request, body: bytes, work: Callable[[], Reply], *, now: datetime | None = None
) -> HttpResponse:
    """Do `work` in one transaction; under a key that was used, answer as the first time.

    `work` locks and checks whatever it needs: a repeated request is not asked for the version that
    it has raised itself. Raises KeyInUse, KeyReused, AuthenticationFailed for an API key that was
    revoked meanwhile, or what `work` raises, with nothing written.
    """
    now = now or timezone.now()
    user: Any = request.user
    key = _key_of(request)
    with transaction.atomic():
        if key is None:
            return _done(request, work).response()
        _take(user, key)
        digest = _digest(request, body)
        kept = KeptReply.objects.filter(user=user, key=key).first()
        if kept is not None and kept.at > now - KEPT_FOR:
            if kept.digest != digest:
                raise KeyReused(
                    "This Idempotency-Key was sent with another request. Send a new key with a new "
                    "request."
                )
            return _response(kept.status, bytes(kept.body), kept.headers | {REPLAYED: "true"})
        if kept is not None:
            kept.delete()
        reply = _done(request, work)
        KeptReply.objects.create(
            user=user,
            key=key,
            digest=digest,
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            at=now,
        )
        sweep(now)
    return reply.response()


def _done(request: Request, work: Callable[[], Reply]) -> Reply:
    reply = work()
    if request.auth is not None:
        # It may have waited for others, and then a key that was revoked would still have written.
        refuse_ended(request.auth)
    return reply


def sweep(now: datetime) -> None:
    """Delete some of what has expired; what another write is deleting already is left to it."""
    old = KeptReply.objects.filter(at__lte=now - KEPT_FOR).order_by("at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        old = old.select_for_update(skip_locked=True)
    keys = list(old.values_list("pk", flat=True)[:_SWEPT])
    if keys:
        KeptReply.objects.filter(pk__in=keys).delete()


def _key_of(request: Request) -> str | None:
    """The key: a string of RFC 8941 in quotation marks, or the same bare, as many send it."""
    text = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if text is None:
        return None
    found = _KEY.fullmatch(text.strip())
    if found is None:
        raise MalformedHeader(
            "Idempotency-Key is 1 to 255 plain characters in quotation marks, such as a UUID."
        )
    return found[1] or found[2]


def _take(user: Any, key: str) -> None:
    """Hold the key until the transaction ends; raises KeyInUse if somebody else does.

    SQLite has one writer at a time: there the second request waits, and is answered as the first.
    """
    if connection.vendor != "postgresql":
        return
    name = hashlib.sha256(f"idempotency {user.pk} {key}".encode()).digest()[:8]
    with connection.cursor() as cursor:
        number = int.from_bytes(name, signed=True)
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (is_free,) = cursor.fetchone()
    if not is_free:
        raise KeyInUse("The first request with this Idempotency-Key is under way. Wait for it.")


def _digest(request: Request, body: bytes) -> str:
    head = f"{request.method} {request.get_full_path()}\n"
    return hashlib.sha256(head.encode() + body).hexdigest()


def _response(status: int, body: bytes, headers: dict[str, str]) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type="application/json")
    if not body:
        del response.headers["Content-Type"]
    for name, value in headers.items():
        response.headers[name] = value
    return response
