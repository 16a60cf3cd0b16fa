"""Who is asking: the key in `Authorization`, and nothing else; never a cookie or a parameter."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from coalition.access import InvalidKey, verify, verify_again
from coalition.api.throttles import brake_guessing

#: `Token` is how REST framework's own keys are sent, and many clients know no other.
_SCHEMES = frozenset({"bearer", "token"})
#: Servers join headers of one name by commas, and no key has one.
_FURTHER = re.compile(r",\s*(bearer|token)(\s|$)", re.ASCII | re.IGNORECASE)
CHALLENGE = "Bearer"


def key_text(request: HttpRequest | Request) -> str | None:
    """The text of the key that came along; None if there is none, or another sort of credentials,
    such as those that a proxy in front asked for. Two at once are no key's text, whatever their
    order."""
    given = str(request.META.get("HTTP_AUTHORIZATION", "")).strip()
    scheme, _, text = given.partition(" ")
    if scheme.lower() in _SCHEMES:
        return text.strip()
    return given if _FURTHER.search(given) else None


def key_of(request: HttpRequest) -> Any:
    """The key that came along; None if there is none. Raises AuthenticationFailed for a wrong one,
    whatever the address: who sends a key means to use it. Raises TooManyRequests for too many wrong
    ones."""
    text = key_text(request)
    if text is None:
        return None
    try:
        return verify(text)
    except InvalidKey as invalid:
        brake_guessing(request)
        detail = "Send one key, in one Authorization header." if "," in text else invalid.detail
        raise AuthenticationFailed(detail) from None


def refuse_ended(key: Any) -> None:
    """Raises AuthenticationFailed if `key` was revoked, or its account switched off, since the
    request came in."""
    try:
        verify_again(key)
    except InvalidKey as invalid:
        raise AuthenticationFailed(invalid.detail) from None


class KeyAuthentication(BaseAuthentication):
    """Sets `request.user` to the account of the key and `request.auth` to the key."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        key = key_of(request._request)
        return None if key is None else (key.user, key)

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE
