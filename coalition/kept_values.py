"""What a process works out of the live editions once, and believes until the next edition.

For what many answers need and none should pay for: the words of all names, the months in which
something happened. It stays in the memory of the process, for a cache elsewhere would have to pack
and unpack all of it for every request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from coalition import generation
from coalition.kept_answers import stamp_now

T = TypeVar("T")

_ALL: WeakSet[KeptValue[Any]] = WeakSet()


class KeptValue(Generic[T]):
    """`build` reads the present; it must not depend on who asks, nor on their language."""

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        #: The stamp and the value, replaced as one, so that threads can share it without a lock.
        self._kept: tuple[str, T] | None = None
        _ALL.add(self)

    def get(self, stamp: str = "") -> T:
        """The value under `stamp`, if the caller has taken one already (see `Shelf`).

        The stamp is older than what is read under it, so what is kept can be newer, never older.
        """
        if generation.is_set_aside():
            return self._build()
        stamp = stamp or stamp_now()
        kept = self._kept
        if kept is None or kept[0] != stamp:
            kept = self._kept = (stamp, self._build())
        return kept[1]

    def forget(self) -> None:
        self._kept = None


def forget_all() -> None:
    """For tests: the memory of a process outlives their transactions."""
    for value in _ALL:
        value.forget()
