"""Who asks how often: by their key, or by their address if they have none."""

from __future__ import annotations

import functools
import ipaddress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from coalition.access.limits import Quota, Standing, count
from newsroom.client_address import client_address

#: What most requests count towards, and what those count towards that take much of us.
DEFAULT = "default"
EXPORT = "export"

#: IPv6 is given out by networks of this size: one caller has all the addresses in it.
_IPV6_NETWORK = 64


class TooManyRequests(Throttled):
    """A 429 that says how the caller stands."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(wait=standing.retry_after)
        self.standing = standing


def quota_of(limit: str, key: Any) -> Quota:
    """The quota called `limit`, for a caller with `key` (None: without one).

    Only a key with the scope `read` gives more than anonymous callers have.
    """
    is_known = key is not None and "read" in key.scope_set
    if limit == EXPORT:
        size = settings.API_KEY_EXPORTS_PER_HOUR if is_known else settings.API_EXPORTS_PER_HOUR
        return Quota(EXPORT, size, 3600)
    size = settings.API_KEY_PER_MINUTE if is_known else settings.API_ANONYMOUS_PER_MINUTE
    return Quota(DEFAULT, size, 60)


def admit(request: HttpRequest, key: Any, *, limit: str = DEFAULT) -> Standing | None:
    """Count a request; None if there is no limit. Raises TooManyRequests."""
    who = network_of(client_address(request)) if key is None else f"key {key.pk}"
    standing = count(quota_of(limit, key), who)
    if standing is not None and standing.is_refused:
        raise TooManyRequests(standing)
    return standing


def brake_guessing(request: HttpRequest) -> None:
    """Count a wrong key. Raises TooManyRequests for an address that sent too many.

    Asked about wrong keys only, so that a right one works from the same address meanwhile.
    """
    quota = Quota(
        "wrong-keys",
        settings.API_KEY_FAILURE_LIMIT,
        int(settings.AXES_COOLOFF_TIME.total_seconds()),
    )
    standing = count(quota, network_of(client_address(request)))
    if standing is not None and standing.is_refused:
        raise TooManyRequests(standing)


@functools.lru_cache(maxsize=1024)
def network_of(address: str) -> str:
    """Who is behind an address, as far as it tells."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed.packed, _IPV6_NETWORK), strict=False))


def tell(response: HttpResponseBase, standing: Standing | None) -> None:
    """Say how the caller stands, as draft-ietf-httpapi-ratelimit-headers-10 has it."""
    if standing is None:
        return
    quota = standing.quota
    reset = standing.retry_after or standing.reset
    response.headers["RateLimit-Policy"] = f'"{quota.name}";q={quota.size};w={quota.seconds}'
    response.headers["RateLimit"] = f'"{quota.name}";r={standing.remaining};t={reset}'


class KeyThrottle(BaseThrottle):
    """For REST framework's views: counts as public views do. The view's `limit` names the quota.

    A view that uses it says how the caller stands by `tell(response, request.standing)` in its
    `finalize_response`; refusals say so by themselves.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        request._request.standing = admit(
            request._request, request.auth, limit=getattr(view, "limit", DEFAULT)
        )
        return True
