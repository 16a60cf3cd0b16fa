"""Traffic: one thread that keeps a few connections busy, and counts what comes back.

It calls loopback addresses only, for a bounded time, and reads every answer to its last byte. It
does as little as it can per answer, so that the server is what is measured.
"""

from __future__ import annotations

import ipaddress
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

_CHUNK = 1 << 18
#: How long an answer may take once no more requests are sent.
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Call:
    """One GET and what must come back: any other status or length is a failure."""

    path: str
    status: int
    length: int
    headers: tuple[tuple[str, str], ...] = ()

    def request(self, host: str) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


@dataclass(slots=True)
class Tally:
    """What one run counted. `latencies` are seconds, one per good answer."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Good answers per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0


class TrafficError(Exception):
    """The server hung up, stopped answering, or answered in a way that is not understood."""


def drive(
    port: int,
    calls: Sequence[Call],
    *,
    seconds: float,
    connections: int = 4,
    limit: int = 1_000_000,
    host: str = "127.0.0.1",
) -> Tally:
    """Send `calls` in turn, over and over, for `seconds` or until `limit` requests were sent.

    Each connection has one request under way. After the deadline no request is sent, but those
    under way are awaited and counted, so the rate is exact however long one answer takes.
    """
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError(f"{host} is not this machine. Benchmarks call nobody else.")
    tally = Tally()
    queue = _Queue(calls, host=host, limit=limit)
    with selectors.DefaultSelector() as selector:
        lanes = [_Lane(host, port, selector) for _ in range(connections)]
        try:
            started = time.perf_counter()
            queue.deadline = started + seconds
            for lane in lanes:
                lane.send_next(queue)
            while any(lane.is_waiting for lane in lanes):
                ready = selector.select(timeout=_PATIENCE)
                if not ready:
                    raise TrafficError(f"No answer within {_PATIENCE:.0f} seconds.")
                for key, _events in ready:
                    lane = key.data
                    if lane.receive(tally):
                        lane.send_next(queue)
            tally.seconds = time.perf_counter() - started
        finally:
            for lane in lanes:
                lane.close()
    return tally


class _Queue:
    """The calls still to be sent, shared by all connections."""

    def __init__(self, calls: Sequence[Call], *, host: str, limit: int) -> None:
        if not calls:
            raise ValueError("There is nothing to call.")
        self._requests: Iterator[tuple[Call, bytes]] = cycle(
            [(call, call.request(host)) for call in calls]
        )
        self._left = limit
        self.deadline = 0.0

    def take(self) -> tuple[Call, bytes] | None:
        if not self._left or time.perf_counter() >= self.deadline:
            return None
        self._left -= 1
        return next(self._requests)


class _Lane:
    """One kept-alive connection and the answer that is arriving on it."""

    def __init__(self, host: str, port: int, selector: selectors.BaseSelector) -> None:
        self._address = (host, port)
        self._selector = selector
        self._socket: socket.socket | None = None
        self._call: Call | None = None
        self._sent_at = 0.0
        self._head = b""
        self._status = 0
        self._length = 0
        #: Bytes of the body still to come; -1 until the head is complete.
        self._missing = -1
        self._closes = False

    @property
    def is_waiting(self) -> bool:
        return self._call is not None

    def send_next(self, queue: _Queue) -> None:
        taken = queue.take()
        if taken is None:
            return
        self._call, request = taken
        self._head, self._missing = b"", -1
        if self._socket is None:
            self._connect()
        assert self._socket is not None
        self._sent_at = time.perf_counter()
        self._socket.sendall(request)

    def receive(self, tally: Tally) -> bool:
        """Take what has arrived; True once the answer is complete and counted."""
        assert self._socket is not None
        try:
            data = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return False
        if not data:
            raise TrafficError("The server closed a connection in the middle of an answer.")
        if self._missing < 0:
            self._head += data
            head, found, rest = self._head.partition(b"\r\n\r\n")
            if not found:
                return False
            self._read_head(head)
            self._missing = self._length - len(rest)
        else:
            self._missing -= len(data)
        if self._missing > 0:
            return False
        if self._missing < 0:
            raise TrafficError("An answer was longer than its Content-Length.")
        self._count(tally, time.perf_counter())
        return True

    def _read_head(self, head: bytes) -> None:
        status_line, *lines = head.split(b"\r\n")
        self._status = int(status_line.split(b" ", 2)[1])
        fields = {
            name.lower(): value.strip() for name, _, value in (x.partition(b":") for x in lines)
        }
        if b"transfer-encoding" in fields:
            raise TrafficError("An answer came in chunks; the length of each must be known.")
        is_empty = self._status == 304 or self._status == 204
        self._length = 0 if is_empty else int(fields[b"content-length"])
        self._closes = fields.get(b"connection", b"").lower() == b"close"

    def _count(self, tally: Tally, now: float) -> None:
        assert self._call is not None
        call, self._call = self._call, None
        if (self._status, self._length) == (call.status, call.length):
            tally.latencies.append(now - self._sent_at)
        else:
            expected = f"{call.status} with {call.length} bytes"
            got = f"{self._status} with {self._length} bytes"
            tally.failures[f"{call.path}: expected {expected}, got {got}"] += 1
        if self._closes:
            self.close()

    def _connect(self) -> None:
        self._socket = socket.create_connection(self._address, timeout=_PATIENCE)
        # Requests are far smaller than the socket's buffer, so only reads could ever block.
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(self._socket, selectors.EVENT_READ, self)

    def close(self) -> None:
        if self._socket is not None:
            self._selector.unregister(self._socket)
            self._socket.close()
            self._socket = None
