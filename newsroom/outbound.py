"""Requests to addresses that others have named: partners' endpoints, articles.

A name is resolved once, each of its addresses is checked, and the connection goes to one of these:
a second look at DNS, which might say something else, there is none. TLS is checked against the
name. No redirect is followed, no proxy of the environment asked, and everything together takes no
longer than was allowed, however slowly the other side speaks.
"""

from __future__ import annotations

import io
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from newsroom.internet_addresses import is_loopback, is_public, literal, parse

_PORTS = {"https": frozenset({443, 8443}), "http": frozenset({80, 8080, 8000})}
_DEFAULT_PORT = {"https": 443, "http": 80}
_CONNECT_SECONDS = 5.0
_MOST_ADDRESSES = 4
_CHUNK = 65536
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?")


class OutboundError(Exception):
    """There was no answer. The text says why, for whoever gave the address."""


class OutboundRefused(OutboundError):
    """The address is none that we call."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is called at all. As it stands: the public internet, with TLS, on its usual ports."""

    allows_http: bool = False
    #: For tests and development: this machine itself, then on any port.
    allows_loopback: bool = False
    tls: ssl.SSLContext | None = None


class Answer(NamedTuple):
    """`body` is cut at the bytes asked for; then `is_cut`."""

    status: int
    headers: dict[str, str]
    body: bytes
    is_cut: bool


class _Target(NamedTuple):
    host: str
    port: int
    is_tls: bool
    path: str
    #: As the Host header has it.
    authority: str


def check_url(url: str, *, rules: Rules) -> None:
    """Raise OutboundRefused for an address that we would never call, whatever its name means.

    For where it is entered. What a name means is only known when it is called.
    """
    target = _target(url, rules)
    address = literal(target.host)
    if address is not None:
        _checked([str(address)], rules, target)


def fetch(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    rules: Rules | None = None,
    timeout: float = 10.0,
    most_bytes: int = 65536,
) -> Answer:
    """Ask once. Any status is an answer; whatever else happens is an OutboundError.

    `timeout` is in seconds, for everything from the name to the last byte.
    """
    rules = rules or Rules()
    target = _target(url, rules)
    deadline = time.monotonic() + timeout
    try:
        addresses = _checked(_resolve(target, deadline), rules, target)
        link = _connect(target, addresses, rules, deadline)
        try:
            return _ask(link, target, method, body, headers or {}, most_bytes)
        finally:
            link.hang_up()
    except TimeoutError:
        raise OutboundError(f"No whole answer within {timeout:g} seconds.") from None
    except ssl.SSLCertVerificationError as error:
        raise OutboundError(f"The certificate is refused: {error.verify_message}.") from error
    except (OSError, HTTPException) as error:
        words = error.strerror if isinstance(error, OSError) else ""
        raise OutboundError(f"No answer: {words or type(error).__name__}.") from error


# --- Before anything is sent ----------------------------------------------------------------------


def _target(url: str, rules: Rules) -> _Target:
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host_of(parts)
    except ValueError:
        raise OutboundRefused("This is no address.") from None
    if parts.scheme not in ("https", "http") or (parts.scheme == "http" and not rules.allows_http):
        raise OutboundRefused("The address has to begin with https://.")
    if "@" in parts.netloc:
        raise OutboundRefused("An address with a user name or a password is not called.")
    if re.search(r"[\x00-\x20\x7f-\U0010ffff]", parts.path + parts.query):
        raise OutboundRefused("Characters beyond ASCII have to be percent-encoded.")
    default = _DEFAULT_PORT[parts.scheme]
    if port is not None and port not in _PORTS[parts.scheme] and not rules.allows_loopback:
        raise OutboundRefused(f"Port {port} is not called; use {default}.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    shown = f"[{host}]" if ":" in host else host
    authority = shown if port in (None, default) else f"{shown}:{port}"
    return _Target(host, port or default, parts.scheme == "https", path, authority)


def _host_of(parts: SplitResult) -> str:
    """In ASCII; ValueError if it is no name and no address."""
    host = parts.hostname or ""
    if ":" in host:
        # `urlsplit` lets anything through between brackets.
        return str(parse(host))
    host = host.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise ValueError(host)
    return host


def _resolve(target: _Target, deadline: float) -> list[str]:
    """The addresses of the name. Aside, as nothing can interrupt a resolver that hangs."""
    found: list[str] = []
    errors: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(info[4][0]) for info in infos))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_remaining(deadline))
    if errors:
        raise OutboundError("The name has no address.") from errors[0]
    if asking.is_alive():
        raise TimeoutError
    return found


def _checked(addresses: list[str], rules: Rules, target: _Target) -> list[str]:
    """All of them, or none: a name that also leads inside is not trusted with the rest."""
    usual = target.port in _PORTS["https" if target.is_tls else "http"]
    for text in addresses:
        address = parse(text)
        if rules.allows_loopback and is_loopback(address):
            continue
        if not is_public(address) or not usual:
            raise OutboundRefused("It leads to an address that is not public.")
    return addresses[:_MOST_ADDRESSES]


# --- The connection -------------------------------------------------------------------------------


def _connect(target: _Target, addresses: list[str], rules: Rules, deadline: float) -> _Link:
    error: OSError = OSError("The name has no address.")
    for address in addresses:
        seconds = min(_CONNECT_SECONDS, _remaining(deadline))
        # Not by `socket.create_connection`: that would ask the resolver again.
        raw = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        try:
            raw.settimeout(seconds)
            raw.connect((address, target.port))
        except OSError as failed:
            raw.close()
            error = failed
            continue
        try:
            if target.is_tls:
                raw.settimeout(_remaining(deadline))
                context = rules.tls or ssl.create_default_context()
                raw = context.wrap_socket(raw, server_hostname=target.host)
        except BaseException:
            raw.close()
            raise
        return _Link(raw, deadline)
    raise error


class _Link:
    """As much of a socket as `http.client` needs, with one deadline for all that is done with it.

    A timeout of a socket begins anew with each byte.
    """

    def __init__(self, raw: socket.socket, deadline: float) -> None:
        self._raw = raw
        self._deadline = deadline

    def sendall(self, data: Any) -> None:
        rest = memoryview(data)
        while rest:
            self._raw.settimeout(_remaining(self._deadline))
            rest = rest[self._raw.send(rest[:_CHUNK]) :]

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._raw, self._deadline))

    def close(self) -> None:
        """`http.client` closes its socket while it still reads from the file that it made of it."""

    def hang_up(self) -> None:
        self._raw.close()


class _Reader(io.RawIOBase):
    def __init__(self, raw: socket.socket, deadline: float) -> None:
        self._raw = raw
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._raw.settimeout(_remaining(self._deadline))
        return self._raw.recv_into(buffer)


def _ask(
    link: _Link,
    target: _Target,
    method: str,
    body: bytes | None,
    headers: Mapping[str, str],
    most_bytes: int,
) -> Answer:
    connection = HTTPConnection(target.host, target.port)
    # It opens none of its own: this one is pinned.
    connection.sock = link
    connection.auto_open = 0
    connection.request(
        method, target.path, body, {"Host": target.authority, "Connection": "close", **headers}
    )
    response = connection.getresponse()
    content = response.read(most_bytes + 1)
    found = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, found, content[:most_bytes], len(content) > most_bytes)


def _remaining(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
