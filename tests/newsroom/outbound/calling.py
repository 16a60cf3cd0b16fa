"""Calls that may stay on this machine, and names that lead where a test says."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom import outbound
from newsroom.outbound import Rules

HERE = Rules(allows_http=True, allows_loopback=True)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have each look at DNS give the next answer; returns what was asked for."""
    asked: list[str] = []
    given = iter(answers)

    def getaddrinfo(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", (address, port)) for address in next(given)]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", getaddrinfo)
    return asked
