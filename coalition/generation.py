"""The cache generation: the newest sequence of the ledger.

Whatever is cached under it is right for as long as it is kept, for the next edition makes a new
generation. Asking the database for it costs one index look-up; a worker remembers the answer for a
fifth of a second, which bounds how long a withdrawal takes to be seen by every worker.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db.models import Max

from coalition.models.editions import Edition

#: The generation and when it was asked for, on the monotonic clock; replaced as one, so that the
#: threads of a worker can share it without a lock.
_remembered: tuple[int, float] | None = None

_is_set_aside: ContextVar[bool] = ContextVar("generation_is_set_aside", default=False)


@contextmanager
def set_aside() -> Iterator[None]:
    """Remember and keep nothing of what is read within, by this thread alone.

    For a rehearsal: its editions are undone again, and their sequences will be those of others.
    """
    token = _is_set_aside.set(True)
    try:
        yield
    finally:
        _is_set_aside.reset(token)


def is_set_aside() -> bool:
    return _is_set_aside.get()


def newest_sequence() -> int:
    """The newest committed sequence, asked of the database; 0 if nothing was ever published."""
    return Edition.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def current() -> int:
    """The generation to cache under: at most `settings.GENERATION_SECONDS` seconds old."""
    global _remembered
    if is_set_aside():
        return newest_sequence()
    now = time.monotonic()
    remembered = _remembered
    if remembered is None or now - remembered[1] >= settings.GENERATION_SECONDS:
        if remembered is not None:
            # The other threads go on with what is known, instead of asking all at once.
            _remembered = (remembered[0], now)
        remembered = _remembered = (newest_sequence(), now)
    return remembered[0]


def forget() -> None:
    """Ask again next time; called when this process has published."""
    global _remembered
    _remembered = None
