"""How often somebody may ask: a quota per window of time that slides, counted in a cache.

Two numbers are kept for each caller, the requests of this stretch of time and of the one before;
the earlier one weighs as much as the window still covers of it. So nobody gets a double portion
where two stretches meet, and a count is one reading and one atomic increment, in the memory of the
process or in Redis. Workers that count at the same moment may let through one too many each.
"""

from __future__ import annotations

import hashlib
import math
import time
from typing import NamedTuple

from django.core.cache.backends.base import BaseCache

from coalition.cache_outages import ask

CACHE = "limits"
_WITHOUT = "Requests are not counted, so no limit holds"


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

    `retry_after` is 0 if the request is within the quota, or else after how many seconds it will be
    again. A request that is refused is not counted, so waiting that long is enough.
    """

    quota: Quota
    remaining: int
    reset: int
    retry_after: int = 0
    #: As how many requests it counts, or would have.
    cost: int = 1

    @property
    def is_refused(self) -> bool:
        return self.retry_after > 0


def count(quota: Quota, who: str, *, cost: int = 1, paid: int = 0) -> Standing | None:
    """Count a request of `who` as `cost` of them; None if there is no limit, or no way to know.

    What it was counted as before, on its way here, is `paid` and not counted again. What costs more
    than the quota has room for at all counts as all of it, or no waiting would ever be enough.

    A cache that is away makes nobody wait: everything is let through.
    """
    if not quota.size:
        return None
    cost = min(cost, quota.size)
    return ask(
        CACHE,
        lambda cache: _counted(cache, quota, who, cost=cost, paid=paid, now=time.time()),
        without=_WITHOUT,
    )


def give_back(quota: Quota, who: str, paid: int) -> None:
    """Count no longer what was counted of a request that is refused after all."""
    present, _ = _places(quota, who, time.time())
    ask(
        CACHE,
        lambda cache: _add(cache, present, -paid, is_there=True, keep=2 * quota.seconds),
        without=_WITHOUT,
    )


def _counted(
    cache: BaseCache, quota: Quota, who: str, *, cost: int, paid: int, now: float
) -> Standing:
    window = quota.seconds
    elapsed = now % window
    present, former = _places(quota, who, now)
    found = cache.get_many([present, former])
    # Where a stretch ended on the way, what was paid is in the former one.
    paid = min(paid, found.get(present, 0))
    used, before = found.get(present, 0) - paid, found.get(former, 0)
    room = quota.size - used - before * (1 - elapsed / window)
    reset = math.ceil(window - elapsed)
    if cost > room:
        wait = _wait(quota, used, before, elapsed, cost)
        return Standing(quota, max(0, math.floor(room)), reset, wait, cost)
    is_there = present in found
    after = _add(cache, present, cost - paid, is_there=is_there, keep=2 * window)
    left = quota.size - after - before * (1 - elapsed / window)
    return Standing(quota, max(0, math.floor(left)), reset, cost=cost)


def _places(quota: Quota, who: str, now: float) -> tuple[str, str]:
    """Where the numbers of this stretch and of the one before are. They say nothing of `who`."""
    index = int(now // quota.seconds)
    digest = hashlib.blake2b(who.encode(), digest_size=16).hexdigest()
    return f"{quota.name}:{digest}:{index}", f"{quota.name}:{digest}:{index - 1}"


def _add(cache: BaseCache, name: str, number: int, *, is_there: bool, keep: int) -> int:
    """The number under `name` after adding, kept until the next stretch is over too.

    `is_there` says what to try first: all requests but the first of a stretch find a number.
    """
    if number > 0 and not is_there and cache.add(name, number, timeout=keep):
        return number
    try:
        return cache.incr(name, number)
    except ValueError:
        # Displaced between the two.
        cache.set(name, max(0, number), timeout=keep)
        return max(0, number)


def _wait(quota: Quota, used: int, before: float, elapsed: float, cost: int) -> int:
    """Seconds until a request that counts as `cost` fits."""
    window, room = quota.seconds, quota.size - cost
    if used <= room and before:
        wait = window * (1 - (room - used) / before) - elapsed
    else:
        wait = window - elapsed + window * (1 - room / max(used, 1))
    return max(1, math.ceil(wait))
