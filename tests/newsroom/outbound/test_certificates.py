"""Certificates: only who is trusted answers for a name, and only for that."""

from __future__ import annotations

import socket
import ssl
import subprocess
from pathlib import Path
from typing import Any

import pytest

from newsroom.outbound import OutboundError, Rules, fetch
from tests.newsroom.outbound.calling import HERE, OK, resolve_to
from tests.newsroom.outbound.endpoints import raw_server, read_request


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
