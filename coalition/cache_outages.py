"""Caches that do not answer: everybody is served without them, and the log says so once a minute.

A cache saves work and decides nothing, so one that is away may cost that work and no more. After a
failure it is left alone for some seconds: else every request would wait, one after the other, for a
server that is not there.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

T = TypeVar("T")

logger = logging.getLogger(__name__)

#: Seconds. A cache that is back is noticed as soon as a database is.
LEFT_ALONE = 5.0
COMPLAIN_EVERY = 60.0

#: By the name of the cache, on the monotonic clock. Shared by threads: each line is one assignment.
_left_alone_until: dict[str, float] = {}
_complained_at: dict[str, float] = {}


def ask(name: str, question: Callable[[BaseCache], T], *, without: str) -> T | None:
    """What the cache called `name` says; None if it does not answer, or did not a moment ago.

    `without` says in the log what that leads to. A client library that is not installed is a
    mistake of ours and no outage: waiting would not mend it.
    """
    if time.monotonic() < _left_alone_until.get(name, -math.inf):
        return None
    try:
        return question(caches[name])
    except ImportError:
        raise
    except Exception as error:
        # Whatever store it is has errors of its own, and they share no ancestor.
        _leave_alone(name, error, without)
        return None


def forget() -> None:
    """For tests: as if every cache had always answered."""
    _left_alone_until.clear()
    _complained_at.clear()


def _leave_alone(name: str, error: Exception, without: str) -> None:
    now = time.monotonic()
    _left_alone_until[name] = now + LEFT_ALONE
    if now - _complained_at.get(name, -math.inf) >= COMPLAIN_EVERY:
        _complained_at[name] = now
        logger.warning("%s: the cache “%s” does not answer: %r", without, name, error)
