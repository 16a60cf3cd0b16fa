"""Garbage collection for commands that deal with many small objects, part by part."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Of Python's defaults, the first is 700 to 2,000: a batch of records is fifty times as many.
_RARELY = (100_000, 50, 100)


@contextmanager
def collecting_by_part() -> Iterator[Callable[[], object]]:
    """Yield what is to be called after each part; until then, garbage is looked for rarely.

    Left alone, the collector goes through the entries of a batch again and again, at half the cost
    of reading them. What is there before the first part is never looked at.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_RARELY)
    try:
        yield gc.collect
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
