"""Requests to addresses that others name: what is called, how, and for how long."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from newsroom import outbound
from newsroom.outbound import OutboundError, OutboundRefused, Rules, check_url, fetch
from tests.newsroom.endpoints import raw_server, read_request, saying

HERE = Rules(allows_http=True, allows_loopback=True)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize(
    "url",
    [
        *("", "nonsense", "ftp://a.example/", "file:///etc/passwd", "http://a.example/"),
        *("https://", "https:///path", "https://user@a.example/", "https://u:p@a.example/"),
        *("https://a.example:22/", "https://a.example:0/", "https://a.example:99999/"),
        *(
            "https://a.example:port/",
            "https://[::1",
            "https://[a.example]/",
            "https://a b.example/",
        ),
        *("https://a.example/\r\nHost: b", "https://a.example/ä", "https://-a.example/"),
        f"https://{'a' * 64}.example/",
        f"https://{'a.' * 130}example/",
    ],
)
def test_address_that_is_never_called_is_refused(url: str) -> None:
    with pytest.raises(OutboundRefused):
        check_url(url, rules=Rules())


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "https://a.example:8443/x?y=1",
        "https://bücher.example/",
        "https://8.8.8.8/",
    ],
)
def test_address_of_the_internet_is_accepted(url: str) -> None:
    check_url(url, rules=Rules())


INSIDE = [
    *("127.0.0.1", "localhost", "localhost.", "127.1", "2130706433", "0x7f000001", "0"),
    *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]"),
    *("[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "10.0.0.1", "169.254.169.254", "[fe80::1]"),
]


@pytest.mark.parametrize("host", [*INSIDE, "a.localhost", "127.0.0.1."])
def test_address_inside_is_refused_where_it_is_entered(host: str) -> None:
    with pytest.raises(OutboundRefused, match="not public"):
        check_url(f"https://{host}/", rules=Rules())


def test_this_machine_is_accepted_where_it_is_entered_if_it_may_be_called() -> None:
    check_url("http://127.0.0.1:4321/", rules=HERE)
    check_url("http://localhost/", rules=HERE)
    with pytest.raises(OutboundRefused, match="not public"):
        check_url("http://10.0.0.1/", rules=HERE)


@pytest.mark.parametrize("host", INSIDE)
def test_address_inside_is_refused_at_connect_time(host: str) -> None:
    with pytest.raises(OutboundError) as refusal:
        fetch(f"https://{host}/", timeout=5)
    # Some resolvers do not know the odd spellings, which is as good.
    assert isinstance(refusal.value, OutboundRefused) or "no address" in str(refusal.value)


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have each look at DNS give the next answer; returns what was asked for."""
    asked: list[str] = []
    given = iter(answers)

    def getaddrinfo(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", (address, port)) for address in next(given)]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["10.0.0.5"])
    with pytest.raises(OutboundRefused):
        fetch("https://partner.example/")


def test_name_that_leads_both_ways_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["8.8.8.8", "10.0.0.5"])
    with pytest.raises(OutboundRefused):
        fetch("https://partner.example/")


def test_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look at DNS would say that the name is inside now, and is never taken."""
    asked = resolve_to(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    called: list[tuple[str, int]] = []

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        called.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(outbound.socket.socket, "connect", connect)
    with pytest.raises(OutboundError, match="Connection refused"):
        fetch("https://partner.example/")
    assert asked == ["partner.example"]
    assert called == [("93.184.215.14", 443)]


def test_next_address_is_tried_if_the_first_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(saying(OK)) as port:
        resolve_to(monkeypatch, ["127.0.0.2", "127.0.0.1"])
        assert fetch(f"http://partner.example:{port}/", rules=HERE).body == b"ok"


def test_loopback_is_no_licence_for_what_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["10.0.0.5"])
    with pytest.raises(OutboundRefused):
        fetch("https://partner.example/", rules=HERE)


def test_loopback_is_no_licence_for_odd_ports_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["8.8.8.8"])
    with pytest.raises(OutboundRefused):
        fetch("https://partner.example:6379/", rules=HERE)


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


def test_name_without_an_address_is_an_error() -> None:
    with pytest.raises(OutboundError, match="no address"):
        fetch("https://partner.invalid/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for partner.example alone."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=partner.example", "-addext", "subjectAltName=DNS:partner.example"),
            *("-keyout", "key.pem", "-out", "cert.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


def tls_server(folder: Path, names: list[str | None]) -> Any:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    context.sni_callback = lambda _socket, name, _context: names.append(name)

    def speak(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as wrapped:
            read_request(wrapped)
            wrapped.sendall(OK)

    return raw_server(speak)


def test_tls_is_checked_for_the_name(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = Rules(
        allows_loopback=True, tls=ssl.create_default_context(cafile=certificate / "cert.pem")
    )
    names: list[str | None] = []
    resolve_to(monkeypatch, ["127.0.0.1"])
    with tls_server(certificate, names) as port:
        answer = fetch(f"https://partner.example:{port}/", rules=trusting)
    assert answer.body == b"ok"
    assert names == ["partner.example"]


def test_certificate_for_another_name_is_refused(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = Rules(
        allows_loopback=True, tls=ssl.create_default_context(cafile=certificate / "cert.pem")
    )
    resolve_to(monkeypatch, ["127.0.0.1"])
    with tls_server(certificate, []) as port, pytest.raises(OutboundError, match="certificate"):
        fetch(f"https://other.example:{port}/", rules=trusting)


def test_certificate_of_nobody_known_is_refused(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, ["127.0.0.1"])
    with tls_server(certificate, []) as port, pytest.raises(OutboundError, match="certificate"):
        fetch(f"https://partner.example:{port}/", rules=HERE)
