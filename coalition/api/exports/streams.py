"""Streams: a file in parts, while others are served too."""

import weakref
from collections.abc import Iterator
from threading import BoundedSemaphore

from rest_framework.exceptions import APIException

#: Characters of one part: large enough that sending costs little, small enough to hold many.
_PART = 64 * 1024
#: A worker has eight threads, and a file may keep one for as long as the caller reads slowly.
AT_ONCE = 2

_places = BoundedSemaphore(AT_ONCE)


class TooManyExports(APIException):
    """All places of this worker are taken; a moment later one may be free."""

    status_code = 503
    default_code = "too_many_exports"
    #: REST framework makes `Retry-After` of it.
    wait = 30


class Stream:
    """The parts of one file. It has a place of the worker from its making until it is closed.

    Nothing is caught: where something goes wrong in the middle, the connection breaks, and the
    caller knows that the file is not whole.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        if not _places.acquire(blocking=False):
            raise TooManyExports
        # Once, whether the server closes the answer or nobody ever does.
        self._leave = weakref.finalize(self, _places.release)
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        held: list[str] = []
        size = 0
        for piece in self._pieces:
            held.append(piece)
            size += len(piece)
            if size >= _PART:
                yield "".join(held).encode()
                held, size = [], 0
        if held:
            yield "".join(held).encode()

    def close(self) -> None:
        """Called by the server however the answer ends."""
        self._leave()
