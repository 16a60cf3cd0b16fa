"""How often somebody may ask: a quota per window of time that slides, counted in a cache.

Two numbers are kept for each caller, the requests of this stretch of time and of the one before;
the earlier one weighs as much as the window still covers of it. So nobody gets a double portion
where two stretches meet, and a count is one reading and one atomic increment, in the memory of the
process or in Redis. Workers that count at the same moment may let through one too many each.
"""

from __future__ import annotations

import hashlib
import logging
import math
import time
from typing import NamedTuple

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

logger = logging.getLogger(__name__)

CACHE = "limits"
_COMPLAIN_EVERY = 60.0
_complained_at = -math.inf


class Quota(NamedTuple):
    """At most `size` requests in any `seconds`; a size of 0 sets no limit."""

    name: str
    size: int
    seconds: int

    @property
    def words(self) -> str:
        return f"at most {self.size} requests in {self.seconds} seconds"


class Standing(NamedTuple):
    """How a caller stands after a request: `remaining` more, within the next `reset` seconds.

    `retry_after` is 0 if the request is within the quota, or else after how many seconds one will
    be again. A request that is refused is not counted, so waiting that long is enough.
    """

    quota: Quota
    remaining: int
    reset: int
    retry_after: int = 0

    @property
    def is_refused(self) -> bool:
        return self.retry_after > 0


def count(quota: Quota, who: str) -> Standing | None:
    """Count one request of `who`; None if there is no limit, or no way to know.

    A cache that is away makes nobody wait: it is logged, and everything is let through.
    """
    if not quota.size:
        return None
    try:
        return _counted(quota, who, time.time())
    except Exception as error:
        # Whatever store it is has errors of its own, and they share no ancestor.
        _complain(error)
        return None


def _counted(quota: Quota, who: str, now: float) -> Standing:
    window = quota.seconds
    index, elapsed = divmod(now, window)
    digest = hashlib.blake2b(who.encode(), digest_size=16).hexdigest()
    present, former = (f"{quota.name}:{digest}:{int(index) - back}" for back in (0, 1))
    cache = caches[CACHE]
    found = cache.get_many([present, former])
    used, before = found.get(present, 0), found.get(former, 0)
    reset = math.ceil(window - elapsed)
    if used + before * (1 - elapsed / window) + 1 > quota.size:
        return Standing(quota, 0, reset, _wait(quota, used, before, elapsed))
    used = _one_more(cache, present, is_there=present in found, keep=2 * window)
    left = quota.size - used - before * (1 - elapsed / window)
    return Standing(quota, max(0, math.floor(left)), reset)


def _one_more(cache: BaseCache, name: str, *, is_there: bool, keep: int) -> int:
    """The number under `name` after adding one, kept until the next stretch is over too.

    `is_there` says what to try first: all requests but the first of a stretch find a number.
    """
    if not is_there and cache.add(name, 1, timeout=keep):
        return 1
    try:
        return cache.incr(name)
    except ValueError:
        # Displaced between the two.
        cache.set(name, 1, timeout=keep)
        return 1


def _wait(quota: Quota, used: int, before: int, elapsed: float) -> int:
    """Seconds until one more request fits."""
    window, room = quota.seconds, quota.size - 1
    if used <= room and before:
        wait = window * (1 - (room - used) / before) - elapsed
    else:
        wait = window - elapsed + window * (1 - room / max(used, 1))
    return max(1, math.ceil(wait))


def _complain(error: Exception) -> None:
    """Once a minute: every request would otherwise say the same."""
    global _complained_at
    now = time.monotonic()
    if now - _complained_at >= _COMPLAIN_EVERY:
        _complained_at = now
        logger.warning("Requests are not counted, so no limit holds: %r", error)
