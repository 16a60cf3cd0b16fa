"""A partner's endpoint that fails a third of the time, and writes down everything that arrives."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Lock, Thread
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

#: Where redirects lead to. Nobody is to come.
_ELSEWHERE = "/elsewhere"
#: Seconds, in Retry-After.
_PATIENCE = 1


class Trouble(StrEnum):
    NONE = "accepted"
    SLOW = "accepted late"
    ERROR = "500"
    TOO_SLOW = "too slow"
    UNREAD = "dropped before it was read"
    UNANSWERED = "dropped after it was read"
    REDIRECT = "redirect"
    BUSY = "429 with Retry-After"


_ACCEPTED = frozenset({Trouble.NONE, Trouble.SLOW})
#: Two thirds are accepted.
_LOTS = {
    Trouble.NONE: 58,
    Trouble.SLOW: 6,
    Trouble.ERROR: 12,
    Trouble.TOO_SLOW: 3,
    Trouble.UNREAD: 5,
    Trouble.UNANSWERED: 5,
    Trouble.REDIRECT: 5,
    Trouble.BUSY: 2,
}
#: Times what a worker waits at most.
_SLOWNESS = {Trouble.SLOW: 0.5, Trouble.TOO_SLOW: 1.5}


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message that was read whole, whatever was answered."""

    path: str
    message_id: str
    sequence: int
    uid: str
    cause: str
    is_accepted: bool
    at: float


class Receiver:
    """What arrived. `secrets` are those of the subscriptions, by path."""

    def __init__(self, *, timeout: float, seed: int = 0) -> None:
        self.url = ""
        self.secrets: Mapping[str, str] = {}
        self.arrivals: list[Arrival] = []
        self.troubles: Counter[Trouble] = Counter()
        #: Requests that should never have come, in words.
        self.complaints: list[str] = []
        self._timeout = timeout
        self._random = Random(seed)
        self._lock = Lock()
        #: Path and record -> where one of its messages is coming in.
        self._under_way: dict[tuple[str, str], socket.socket] = {}

    def draw(self) -> Trouble:
        with self._lock:
            [trouble] = self._random.choices(list(_LOTS), weights=list(_LOTS.values()))
            self.troubles[trouble] += 1
        return trouble

    def complain(self, words: str) -> None:
        with self._lock:
            self.complaints.append(words)

    def take(self, path: str, headers: Mapping[str, str], body: bytes, trouble: Trouble) -> None:
        """Verify one message as the docs tell partners to, and write it down."""
        secret = self.secrets.get(path)
        if secret is None:
            self.complain(f"A message to {path}.")
            return
        try:
            message = Webhook(secret).verify(body, dict(headers))
        except WebhookVerificationError as error:
            self.complain(f"A signature that is not valid: {error}")
            return
        data = message["data"]
        arrival = Arrival(
            path=path,
            message_id=headers["webhook-id"],
            sequence=data["sequence"],
            uid=data["id"],
            cause=data["cause"],
            is_accepted=trouble in _ACCEPTED,
            at=time.time(),
        )
        with self._lock:
            self.arrivals.append(arrival)

    @contextmanager
    def receiving(self, path: str, uid: str, link: socket.socket) -> Iterator[None]:
        """Complain if two wait for an answer to messages of the same record, or to the same one."""
        key = (path, uid)
        with self._lock:
            other = self._under_way.get(key)
            if other is not None and _has_sender(other) and _has_sender(link):
                self.complaints.append(f"Two at once of the record {uid}.")
            self._under_way[key] = link
        try:
            yield
        finally:
            with self._lock:
                if self._under_way.get(key) is link:
                    del self._under_way[key]

    @property
    def timeout(self) -> float:
        return self._timeout


def _has_sender(link: socket.socket) -> bool:
    """Whether anybody still waits at the other end: neither killed nor out of patience."""
    try:
        return bool(link.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except BlockingIOError:
        return True
    except OSError:
        return False


@contextmanager
def receiving(*, timeout: float) -> Iterator[Receiver]:
    """An endpoint on a free port of 127.0.0.1. `timeout` is how long a worker waits, in seconds."""
    receiver = Receiver(timeout=timeout)

    class Handler(_Handler):
        there = receiver

    server = _Server(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A worker that was killed hangs up; what else goes wrong is found by what is missing."""


class _Handler(BaseHTTPRequestHandler):
    there: Receiver

    def do_GET(self) -> None:
        self.there.complain(f"GET {self.path}: a redirect was followed.")
        self._answer(200)

    def do_POST(self) -> None:
        if self.path == _ELSEWHERE:
            self.there.complain("A redirect was followed.")
        trouble = self.there.draw()
        if trouble == Trouble.UNREAD:
            self._hang_up()
            return
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            # Its worker was killed while it wrote.
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        uid = json.loads(body)["data"]["id"]
        with self.there.receiving(self.path, uid, self.connection):
            self.there.take(self.path, headers, body, trouble)
            time.sleep(_SLOWNESS.get(trouble, 0) * self.there.timeout)
        self._react(trouble)

    def _react(self, trouble: Trouble) -> None:
        if trouble == Trouble.UNANSWERED:
            self._hang_up()
        elif trouble == Trouble.REDIRECT:
            self._answer(307, Location=f"{self.there.url}{_ELSEWHERE}")
        elif trouble == Trouble.BUSY:
            self._answer(429, **{"Retry-After": str(_PATIENCE)})
        else:
            self._answer(500 if trouble == Trouble.ERROR else 200)

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _hang_up(self) -> None:
        """With a reset, as a machine that goes down gives."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, *arguments: Any) -> None:
        pass
