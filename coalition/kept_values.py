"""What a process works out of the live editions once, and believes until the next edition.

For what many answers need and none should pay for: the words of all names, the months in which
something happened. It stays in the memory of the process, for a cache elsewhere would have to pack
and unpack all of it for every request.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakSet

from coalition import generation
from coalition.kept_answers import stamp_now

K = TypeVar("K")
T = TypeVar("T")

_ALL: WeakSet[KeptValue[Any]] = WeakSet()


class _Stamp(NamedTuple):
    """See `stamp_now`. Of two, either may have the newer editions and the other the later day."""

    generation: int
    day: str

    @classmethod
    def read(cls, text: str) -> _Stamp:
        number, _, day = text.partition(" ")
        return cls(int(number), day)

    def is_as_new_as(self, other: _Stamp) -> bool:
        return self.generation >= other.generation and self.day >= other.day

    def or_newer(self, other: _Stamp) -> _Stamp:
        return _Stamp(max(self.generation, other.generation), max(self.day, other.day))


class _Kept(NamedTuple, Generic[T]):
    stamp: _Stamp
    value: T


class KeptValue(Generic[T]):
    """`build` reads the present; it must not depend on who asks, nor on their language."""

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        #: Replaced as one, so that threads that find what they need take no lock.
        self._kept: _Kept[T] | None = None
        self._building = Lock()
        _ALL.add(self)

    def get(self, stamp: str = "") -> T:
        """The value under `stamp`, if the caller has taken one already (see `Shelf`).

        The stamp is older than what is read under it, so what is kept can be newer, never older.
        """
        if generation.is_set_aside():
            return self._build()
        asked = _Stamp.read(stamp or stamp_now())
        kept = self._kept_for(asked)
        if kept is None:
            # After a publication all threads come at once: one builds, the others wait for it.
            with self._building:
                kept = self._kept_for(asked) or self._built_for(asked)
        return kept.value

    def forget(self) -> None:
        self._kept = None

    def _kept_for(self, asked: _Stamp) -> _Kept[T] | None:
        kept = self._kept
        return kept if kept and kept.stamp.is_as_new_as(asked) else None

    def _built_for(self, asked: _Stamp) -> _Kept[T]:
        before = self._kept
        # What is read now is as new as whatever anybody has read.
        stamp = asked.or_newer(before.stamp) if before else asked
        kept = self._kept = _Kept(stamp, self._build())
        return kept


class KeptValues(Generic[K, T]):
    """Of what anybody can ask for by some key, the `most` that were asked for last."""

    def __init__(self, build: Callable[[K], T], *, most: int) -> None:
        self._build = build
        self._most = most
        self._values: OrderedDict[K, KeptValue[T]] = OrderedDict()
        self._choosing = Lock()

    def get(self, key: K, stamp: str = "") -> T:
        """As `KeptValue.get`."""
        with self._choosing:
            value = self._values.pop(key, None) or KeptValue(partial(self._build, key))
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value.get(stamp)


def forget_all() -> None:
    """For tests: the memory of a process outlives their transactions."""
    for value in _ALL:
        value.forget()
