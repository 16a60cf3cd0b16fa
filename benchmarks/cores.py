"""Cores: the traffic has one to itself, where there are several."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


def cores() -> tuple[set[int], set[int]]:
    """Those of the servers and that of the traffic; both empty where there is only one."""
    if not hasattr(os, "sched_getaffinity"):
        return set(), set()
    *servers, traffic = sorted(os.sched_getaffinity(0))
    return (set(servers), {traffic}) if servers else (set(), set())


@contextmanager
def apart() -> Iterator[None]:
    """Keep this process, which makes the traffic, off the cores of the servers."""
    traffic = cores()[1]
    if not traffic:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, traffic)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
