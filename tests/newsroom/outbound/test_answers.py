"""What is sent, and what is taken for an answer: as it is, cut where it is long, and in time."""

from __future__ import annotations

import socket
import time
from threading import Event
from typing import Any

import pytest

from newsroom import outbound
from newsroom.outbound import OutboundError, fetch
from tests.newsroom.outbound.calling import HERE, OK
from tests.newsroom.outbound.endpoints import raw_server, read_request, saying


def test_request_is_what_was_asked_for() -> None:
    seen: list[bytes] = []

    def speak(connection: socket.socket) -> None:
        seen.append(read_request(connection))
        connection.sendall(OK)

    with raw_server(speak) as port:
        answer = fetch(
            f"http://127.0.0.1:{port}/hook?a=1",
            method="POST",
            body=b"{}",
            headers={"webhook-id": "msg_1"},
            rules=HERE,
        )
    assert (answer.status, answer.body, answer.is_cut) == (200, b"ok", False)
    head = seen[0].decode()
    assert head.startswith("POST /hook?a=1 HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{port}\r\n" in head
    assert "\r\nwebhook-id: msg_1\r\n" in head
    assert "\r\nConnection: close\r\n" in head
    assert head.endswith("\r\n\r\n{}")


def test_answer_of_a_server_that_hangs_up_is_read() -> None:
    text = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end"
    with raw_server(saying(text)) as port:
        assert fetch(f"http://127.0.0.1:{port}/", rules=HERE).body == b"to the end"


def test_redirect_is_an_answer_and_is_not_followed() -> None:
    calls: list[bytes] = []

    def speak(connection: socket.socket) -> None:
        calls.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")

    with raw_server(speak) as port:
        assert fetch(f"http://127.0.0.1:{port}/", rules=HERE).status == 302
    assert len(calls) == 1


def test_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(saying(b"HTTP/1.1 418 Proxy\r\nContent-Length: 0\r\n\r\n")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy}")
        with raw_server(saying(OK)) as port:
            assert fetch(f"http://127.0.0.1:{port}/", rules=HERE).status == 200


def test_long_answer_is_cut() -> None:
    body = b"x" * 100_000
    text = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body
    with raw_server(saying(text)) as port:
        answer = fetch(f"http://127.0.0.1:{port}/", rules=HERE, most_bytes=500)
    assert (len(answer.body), answer.is_cut) == (500, True)


def test_endless_answer_is_cut() -> None:
    def speak(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 1000)

    with raw_server(speak) as port:
        assert fetch(f"http://127.0.0.1:{port}/", rules=HERE, most_bytes=500).is_cut


def dripping(head: bytes) -> Any:
    """A byte every tenth of a second: no single wait is long."""

    def speak(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            time.sleep(0.1)

    return speak


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_answer_that_drips_ends_in_time(head: bytes) -> None:
    started = time.monotonic()
    with raw_server(dripping(head)) as port, pytest.raises(OutboundError, match="within"):
        fetch(f"http://127.0.0.1:{port}/", rules=HERE, timeout=0.5)
    assert time.monotonic() - started < 2


def test_resolver_that_hangs_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    released = Event()

    def getaddrinfo(*arguments: Any, **more: Any) -> list[Any]:
        released.wait(5)
        return []

    monkeypatch.setattr(outbound.socket, "getaddrinfo", getaddrinfo)
    started = time.monotonic()
    with pytest.raises(OutboundError, match="within"):
        fetch("https://partner.example/", timeout=0.3)
    assert time.monotonic() - started < 2
    released.set()


@pytest.mark.parametrize(
    "text",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500, b"\x15\x03\x01\x00\x02"],
)
def test_answer_that_is_none_is_an_error(text: bytes) -> None:
    with raw_server(saying(text)) as port, pytest.raises(OutboundError):
        fetch(f"http://127.0.0.1:{port}/", rules=HERE, timeout=2)


def test_answer_shorter_than_promised_is_what_there_is() -> None:
    """Its status came through, and that is what a webhook is about."""
    text = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"
    with raw_server(saying(text)) as port:
        assert fetch(f"http://127.0.0.1:{port}/", rules=HERE).body == b"half"
