"""What the site refuses to start with once DEBUG is off."""

from __future__ import annotations

from urllib.parse import SplitResult

from newsroom.environment import LOOPBACK_HOSTS, complaint

MINIMUM_KEY_LENGTH = 50
_MINIMUM_KEY_VARIETY = 5
_NEW_KEY = (
    "Put a new one, which nobody else has, into the environment: "
    'python -c "import secrets; print(secrets.token_urlsafe(50))"'
)


def refuse_weak_key(key: str, *, name: str = "SECRET_KEY") -> None:
    """Whoever can guess the key can forge a signed-in session. The key itself is never printed."""
    if not key:
        raise complaint(name, "nothing", _NEW_KEY)
    if "insecure" in key.lower():
        raise complaint(name, 'a value marked "insecure"', _NEW_KEY)
    if len(key) < MINIMUM_KEY_LENGTH or len(set(key)) < _MINIMUM_KEY_VARIETY:
        got = f"{len(key)} characters, {len(set(key))} of them different"
        raise complaint(name, got, f"At least {MINIMUM_KEY_LENGTH} are needed. {_NEW_KEY}")


def refuse_open_hosts(hosts: list[str]) -> None:
    """A forged Host header would end up in the links we send and cache."""
    remedy = "Name the hosts that readers use, with commas: desk.example.org,www.example.org"
    if not hosts:
        raise complaint("ALLOWED_HOSTS", "nothing", remedy)
    if "*" in hosts:
        raise complaint("ALLOWED_HOSTS", "'*', which is everybody", remedy)


def refuse_plain_http(site: SplitResult) -> None:
    """Editors' passwords and sessions cross the network; only this very machine needs no TLS."""
    if site.scheme != "https" and site.hostname not in LOOPBACK_HOSTS:
        raise complaint(
            "SITE_URL",
            repr(site.geturl()),
            "Use https://. Plain http is for localhost and 127.0.0.1 only.",
        )


def refuse_loopback(is_allowed: bool) -> None:
    """Whoever may name a webhook's address could call what listens on this machine alone."""
    if is_allowed:
        raise complaint("OUTBOUND_LOOPBACK", "true", "Leave it out; it is for development.")
