"""Which addresses are called, and where their names lead: never to what is inside."""

from __future__ import annotations

import socket

import pytest

from newsroom import outbound
from newsroom.outbound import OutboundError, OutboundRefused, Rules, check_url, fetch
from tests.newsroom.outbound.calling import HERE, OK, resolve_to
from tests.newsroom.outbound.endpoints import raw_server, saying


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


def test_name_without_an_address_is_an_error() -> None:
    with pytest.raises(OutboundError, match="no address"):
        fetch("https://partner.invalid/")
