"""Reads settings from environment variables, and says plainly what is wrong with one.

Every complaint names the variable, what it held and the remedy, because the person who reads it
is usually in the middle of a deployment. The value of a secret is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})
# A password may itself hold what should have been percent-encoded: it ends at the last "@".
_URL_PASSWORD = re.compile(r"^((?:[a-z0-9+.-]*://)?[^:/@]*):.*@")


def complaint(name: str, got: str, remedy: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}: got {got}. {remedy}")


def without_password(url: str) -> str:
    return _URL_PASSWORD.sub(r"\1:***@", url)


class Environment:
    """Typed access to one mapping of variables, so that a test needs no process of its own."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str = "") -> str:
        return self._variables.get(name, default).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self._variables.get(name)
        if value is None:
            return default
        if value.strip().lower() in _TRUE:
            return True
        if value.strip().lower() in _FALSE:
            return False
        raise complaint(name, repr(value), "Use true or false.")

    def whole_number(self, name: str, default: int, *, minimum: int = 0) -> int:
        value = self._variables.get(name)
        if value is None or not value.strip():
            return default
        if not re.fullmatch(r"[0-9]{1,12}", value.strip()) or int(value) < minimum:
            raise complaint(name, repr(value), f"Use a whole number, {minimum} or more.")
        return int(value)

    def names(self, name: str) -> list[str]:
        """A list with commas between its members."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def choice(self, name: str, default: str, *, of: tuple[str, ...]) -> str:
        value = self.text(name) or default
        if value not in of:
            raise complaint(name, repr(value), f"Use one of {', '.join(of)}.")
        return value

    def time_zone(self, name: str, default: str) -> str:
        value = self.text(name) or default
        if value not in available_timezones():
            raise complaint(name, repr(value), "Use an IANA name such as Asia/Kolkata.")
        return value

    def language(self, name: str, default: str) -> str:
        value = self.text(name) or default
        if value.lower() not in LANG_INFO:
            raise complaint(name, repr(value), "Use a language code such as en-gb or hi.")
        return value.lower()

    def origin(self, name: str, default: str = "") -> SplitResult:
        """Scheme, host and port of the site; without a path, so that `origin + path` is a URL."""
        value = (self.text(name) or default).rstrip("/")
        remedy = "Use the address readers see, such as https://desk.example.org, without a path."
        try:
            parts = urlsplit(value)
            parts.port  # noqa: B018 - raises on a port that is no number
        except ValueError:
            raise complaint(name, repr(without_password(value)), remedy) from None
        is_origin = (
            parts.scheme in {"http", "https"}
            and parts.hostname
            and not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
        )
        if not is_origin:
            got = repr(without_password(value)) if value else "nothing"
            raise complaint(name, got, remedy)
        return parts
