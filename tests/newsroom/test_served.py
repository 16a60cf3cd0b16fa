"""The site behind its real server, with a PostgreSQL that goes away and comes back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.postgres import Cluster, throwaway_cluster

# One of each is enough, and SQLite has no server that could go away.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("served")]

# Any session cookie makes the desk look into the database before it sends us to the sign-in page.
DESK = ("/admin/", {"Cookie": f"session={'a' * 32}"})
SERVED = 302

PASSWORD = "correct horse battery staple"
SILENT: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def kill_worker(self) -> None:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with throwaway_cluster(durable=True) as running:
        yield running


@pytest.fixture(scope="module")
def server(cluster: Cluster) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": cluster.url,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "MAX_BODY_BYTES": "65536",
        "LOG_LEVEL": "ERROR",
        "PORT": str(number),
        "WEB_CONCURRENCY": "1",
        "DJANGO_SUPERUSER_USERNAME": "alice",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "DJANGO_SUPERUSER_EMAIL": "alice@example.org",
    }
    run = {"env": environment, "cwd": settings.BASE_DIR}
    for command in (["migrate", "--verbosity=0"], ["createsuperuser", "--no-input"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True, **run, **SILENT)
    gunicorn = ["-m", "gunicorn", "--config=python:newsroom.server", "newsroom.wsgi"]
    process = subprocess.Popen([sys.executable, *gunicorn], **run, **SILENT)
    try:
        wait_until(lambda: get(number, "/readyz").status == 200, seconds=30)
        yield Server(port=number, pid=process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def port(server: Server) -> int:
    return server.port


def get(port: int, path: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


def wait_until(condition, *, seconds: float) -> float:
    """How long it took, in seconds."""
    start = time.monotonic()
    while True:
        try:
            if condition():
                return time.monotonic() - start
        except OSError:
            pass
        if time.monotonic() - start > seconds:
            pytest.fail(f"Still not so after {seconds} seconds.")
        time.sleep(0.1)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["stopped", "killed"])
def test_outage_is_answered_quickly_and_ends_with_the_database(
    cluster: Cluster, port: int, how: signal.Signals
) -> None:
    assert get(port, *DESK).status == SERVED
    cluster.stop(how)
    try:
        # Long enough for the pool to have given up more than once.
        until = time.monotonic() + 8
        while time.monotonic() < until:
            start = time.monotonic()
            answer = get(port, *DESK)
            assert answer.status == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert time.monotonic() - start < 4
        assert get(port, "/healthz").status == 200
        assert get(port, "/readyz").status == 503
    finally:
        cluster.start()
    wait_until(lambda: get(port, *DESK).status == SERVED, seconds=10)
    assert {get(port, *DESK).status for _ in range(20)} == {SERVED}


def test_body_that_never_ends_is_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(
            b"POST /api/v1/meetings/ HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for _ in range(80):
            client.sendall(b"400\r\n" + b"x" * 0x400 + b"\r\n")
        answer = client.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"application/problem+json" in answer


def sign_in(port: int) -> str:
    """The cookie that the server gave: a row it says it has written."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        token = "a" * 32
        form = urlencode({"username": "alice", "password": PASSWORD, "csrfmiddlewaretoken": token})
        headers = {
            "Cookie": f"csrf={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", "/admin/login/?next=/admin/", form, headers)
        answer = connection.getresponse()
        answer.read()
        cookies = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", [])))
        return cookies["session"].value
    finally:
        connection.close()


def is_signed_in(port: int, session: str) -> bool:
    # Its answer needs no template and no file: 200, or 302 to the sign-in page.
    return get(port, "/admin/jsi18n/", {"Cookie": f"session={session}"}).status == 200


def test_acknowledged_write_survives_a_killed_worker(server: Server) -> None:
    session = sign_in(server.port)
    server.kill_worker()
    wait_until(lambda: get(server.port, "/readyz").status == 200, seconds=10)
    assert is_signed_in(server.port, session)


def test_acknowledged_write_survives_a_killed_database(cluster: Cluster, server: Server) -> None:
    session = sign_in(server.port)
    cluster.stop(signal.SIGKILL)
    cluster.start()
    wait_until(lambda: get(server.port, "/readyz").status == 200, seconds=10)
    assert is_signed_in(server.port, session)
