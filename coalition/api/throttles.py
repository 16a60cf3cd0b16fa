"""Who asks how often: by their key, or by their address if they have none."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from coalition.access.limits import Quota, Standing, count, give_back
from newsroom.client_address import client_address

#: What every request counts towards, and what those count towards as well that take much of us.
DEFAULT = "default"
EXPORT = "export"

#: IPv6 is given out by networks of this size: one caller has all the addresses in it.
_IPV6_NETWORK = 64


class TooManyRequests(Throttled):
    """A 429 that says how the caller stands."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(wait=standing.retry_after)
        self.standing = standing


class Meter:
    """What one request costs whoever sends it. It begins by costing one, as every request does."""

    def __init__(self, request: HttpRequest, key: Any) -> None:
        """Raises TooManyRequests."""
        self._key = key
        self._who = network_of(client_address(request)) if key is None else f"key {key.pk}"
        self._standings: dict[Quota, Standing] = {}
        self.charge()

    @property
    def standings(self) -> Iterable[Standing]:
        """How the caller stands, by each quota that the request counts towards."""
        return self._standings.values()

    def charge(self, limit: str = DEFAULT, *, cost: int = 1) -> None:
        """Let the request count as `cost` requests altogether towards the quota called `limit`.

        Raises TooManyRequests if that is beyond it, and then the request counts as nothing.
        """
        quota = quota_of(limit, self._key)
        paid = self._standings[quota].cost if quota in self._standings else 0
        if cost <= paid:
            return
        standing = count(quota, self._who, cost=cost, paid=paid)
        if standing is None:
            return
        if standing.is_refused:
            for other, before in self._standings.items():
                give_back(other, self._who, before.cost)
            raise TooManyRequests(standing)
        self._standings[quota] = standing


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


def tell(response: HttpResponseBase, standings: Iterable[Standing]) -> None:
    """Say how the caller stands, as draft-ietf-httpapi-ratelimit-headers-10 has it."""
    policies, stands = [], []
    for standing in standings:
        name, size, seconds = standing.quota
        policies.append(f'"{name}";q={size};w={seconds}')
        stands.append(f'"{name}";r={standing.remaining};t={standing.retry_after or standing.reset}')
    # A refusal has said already by which quota it is one.
    if policies and "RateLimit" not in response.headers:
        response.headers["RateLimit-Policy"] = ", ".join(policies)
        response.headers["RateLimit"] = ", ".join(stands)


class KeyThrottle(BaseThrottle):
    """For REST framework's views: counts as public views do.

    A view that uses it says how the caller stands by `tell(response, request.meter.standings)` in
    its `finalize_response`; refusals say so by themselves.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        request._request.meter = Meter(request._request, request.auth)
        return True
