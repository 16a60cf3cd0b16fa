"""The load generator, against a server of a few lines that knows how many answers it gave."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from benchmarks.traffic import Call, TrafficError, drive

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
PAGE = Call("/page", 200, 5)


class Stub:
    """Answers every request with what `answer` returns for its number, counted from 0."""

    def __init__(self, answer: Callable[[int], bytes]) -> None:
        self.requests: list[bytes] = []
        self._answer = answer
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve_one, args=[connection], daemon=True).start()

    def _serve_one(self, connection: socket.socket) -> None:
        received = b""
        with connection:
            while data := connection.recv(4096):
                received += data
                while b"\r\n\r\n" in received:
                    request, _, received = received.partition(b"\r\n\r\n")
                    with self._lock:
                        number = len(self.requests)
                        self.requests.append(request)
                    answer = self._answer(number)
                    connection.sendall(answer)
                    if b"Connection: close" in answer:
                        return

    def close(self) -> None:
        # Wakes the thread that waits in accept.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def serving(answer: Callable[[int], bytes]) -> Iterator[Stub]:
    stub = Stub(answer)
    thread = threading.Thread(target=stub.serve)
    thread.start()
    try:
        yield stub
    finally:
        stub.close()
        thread.join()


def test_drive_counts_every_answer_that_the_server_gave() -> None:
    with serving(lambda number: OK) as stub:
        tally = drive(stub.port, [PAGE], seconds=30, connections=3, limit=50)
    assert len(tally.latencies) == len(stub.requests) == 50


def test_drive_stops_by_itself_when_the_time_is_over() -> None:
    with serving(lambda number: OK) as stub:
        tally = drive(stub.port, [PAGE], seconds=0.1, connections=2)
    assert 0.1 <= tally.seconds < 5
    assert len(tally.latencies) == len(stub.requests)


def test_rate_is_answers_over_the_time_they_took() -> None:
    with serving(lambda number: OK) as stub:
        tally = drive(stub.port, [PAGE], seconds=30, connections=1, limit=20)
    assert tally.rate == pytest.approx(20 / tally.seconds)
    assert sum(tally.latencies) <= tally.seconds


def test_drive_sends_the_calls_in_turn_with_their_headers() -> None:
    calls = [PAGE, Call("/other", 200, 5, (("If-None-Match", '"x"'),))]
    with serving(lambda number: OK) as stub:
        drive(stub.port, calls, seconds=30, connections=1, limit=4)
    lines = [request.decode().split("\r\n") for request in stub.requests]
    assert [line[0].split()[1] for line in lines] == ["/page", "/other", "/page", "/other"]
    assert ['If-None-Match: "x"' in line for line in lines] == [False, True, False, True]


def test_unexpected_status_is_a_failure_and_no_answer() -> None:
    broken = b"HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nhello"
    with serving(lambda number: broken if number % 2 else OK) as stub:
        tally = drive(stub.port, [PAGE], seconds=30, connections=1, limit=10)
    assert len(tally.latencies) == 5
    assert tally.failures == {"/page: expected 200 with 5 bytes, got 500 with 5 bytes": 5}


def test_unexpected_length_is_a_failure() -> None:
    longer = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!"
    with serving(lambda number: longer) as stub:
        tally = drive(stub.port, [PAGE], seconds=30, connections=1, limit=1)
    assert not tally.latencies
    assert tally.failures.total() == 1


def test_not_modified_has_no_body_whatever_its_length_says() -> None:
    answer = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"
    with serving(lambda number: answer) as stub:
        tally = drive(stub.port, [Call("/page", 304, 0)], seconds=30, connections=1, limit=3)
    assert len(tally.latencies) == 3


def test_long_body_is_read_to_its_end() -> None:
    body = b"x" * 3_000_000
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    with serving(lambda number: answer) as stub:
        tally = drive(stub.port, [Call("/", 200, len(body))], seconds=30, connections=2, limit=4)
    assert len(tally.latencies) == 4


def test_drive_connects_anew_after_the_server_closed() -> None:
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
    with serving(lambda number: closing) as stub:
        tally = drive(stub.port, [PAGE], seconds=30, connections=1, limit=3)
    assert len(tally.latencies) == 3


def test_answer_cut_short_is_an_error() -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\nhello"
    with (
        serving(lambda number: cut) as stub,
        pytest.raises(TrafficError, match="closed a connection"),
    ):
        drive(stub.port, [PAGE], seconds=30, connections=1, limit=1)


def test_answer_in_chunks_is_an_error() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with (
        serving(lambda number: chunked) as stub,
        pytest.raises(TrafficError, match="chunks"),
    ):
        drive(stub.port, [PAGE], seconds=30, connections=1, limit=1)


def test_drive_calls_this_machine_only() -> None:
    with pytest.raises(ValueError, match="not this machine"):
        drive(80, [PAGE], seconds=1, host="192.0.2.1")
