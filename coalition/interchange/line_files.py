"""Line files: entries as JSON Lines, read within bounds on bytes, rows and nesting.

A first pass notes where the entries of each kind begin, so that they can be dealt with in the order
of the kinds, whatever theirs in the file. Nothing but these positions is kept in memory.
"""

import re
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from coalition.interchange.problems import Place, Problems
from coalition.interchange.shapes import KINDS_IN_ORDER
from coalition.interchange.values import nearest, short
from coalition.strict_json import read_json

_KIND = re.compile(rb'\s*\{\s*"kind"\s*:\s*"([a-z_]{1,40})"')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one import may hold. Rows are entries, and whatever is nested in them."""

    bytes: int = 2 << 30
    line_bytes: int = 4 << 20
    rows: int = 5_000_000


class FileTooLarge(Exception):
    """The file has more bytes than `Limits.bytes`."""


class LineFile:
    """The entries of a JSON Lines file, by kind; see `loading.Entries`."""

    def __init__(self, stream: IO[bytes], name: str, limits: Limits) -> None:
        self.problems = Problems()
        self.count = 0
        self._stream = stream
        self._name = name
        self._limits = limits
        self._rows = 0
        self._offsets = {kind: array("Q") for kind in KINDS_IN_ORDER}
        self._lines = {kind: array("Q") for kind in KINDS_IN_ORDER}
        self._index()

    def of_kind(self, kind: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        for offset, number in zip(self._offsets[kind], self._lines[kind], strict=True):
            self._stream.seek(offset)
            entry = self._entry(self._stream.readline(self._limits.line_bytes + 1), number)
            if entry is None:
                continue
            self._rows += _rows_in(entry)
            place = self._place(number, f"{kind} {short(entry.get('slug', '(no slug)'))}")
            if self._rows > self._limits.rows:
                reason = f"With this entry there are more than {self._limits.rows:,} rows."
                self.problems.add(place, "", f"{reason} Split the file, or raise --max-rows.")
                return
            yield place, entry

    def _index(self) -> None:
        """Note the position of every entry, by kind."""
        limit = self._limits.line_bytes
        offset = len(_BYTE_ORDER_MARK) if self._stream.read(3) == _BYTE_ORDER_MARK else 0
        self._stream.seek(offset)
        number = 0
        while line := self._stream.readline(limit + 1):
            number += 1
            if len(line) > limit:
                reason = f"The line has more than {limit:,} bytes."
                self._refuse(number, f"{reason} Split the entry, or raise --max-line-bytes.")
                while line and not line.endswith(b"\n"):
                    line = self._stream.readline(_CHUNK)
            elif not line.isspace():
                kind = self._kind(line, number)
                if kind is not None:
                    self._offsets[kind].append(offset)
                    self._lines[kind].append(number)
                    self.count += 1
            offset = self._stream.tell()

    def _kind(self, line: bytes, number: int) -> str | None:
        if match := _KIND.match(line):
            kind: Any = match[1].decode()
        else:
            entry = self._entry(line, number)
            if entry is None:
                return None
            kind = entry.get("kind")
        if isinstance(kind, str) and kind in self._offsets:
            return kind
        hint = nearest(str(kind), list(KINDS_IN_ORDER))
        known = ", ".join(KINDS_IN_ORDER)
        self._refuse(number, f"{short(kind)} is not one of {known}.{hint}", path="kind")
        return None

    def _entry(self, line: bytes, number: int) -> dict[str, Any] | None:
        try:
            entry = read_json(line)
        except RecursionError:
            self._refuse(number, "It is nested too deeply. Write one entry a line, as exports do.")
        except ValueError as error:
            reason = f"This is no JSON ({error})"
            self._refuse(number, f"{reason}. Write one whole entry a line, in UTF-8.")
        else:
            if type(entry) is dict:
                return entry
            self._refuse(number, f"{short(entry)} is no entry. Write one as an object in braces.")
        return None

    def _refuse(self, number: int, reason: str, *, path: str = "") -> None:
        self.problems.add(self._place(number), path, reason)

    def _place(self, number: int, entry: str = "") -> Place:
        return Place(self._name, number, entry)


@contextmanager
def open_lines(name: str, standard_input: IO[bytes], limits: Limits) -> Iterator[LineFile]:
    """The entries of the file `name`, or of `standard_input` if it is “-”.

    Raises OSError if it cannot be read, and FileTooLarge.
    """
    if name != "-":
        with Path(name).open("rb") as stream:
            size = Path(name).stat().st_size
            if size > limits.bytes:
                raise _too_large(limits)
            yield LineFile(stream, name, limits)
        return
    with tempfile.TemporaryFile() as spool:
        size = 0
        while chunk := standard_input.read(_CHUNK):
            size += len(chunk)
            if size > limits.bytes:
                raise _too_large(limits)
            spool.write(chunk)
        spool.seek(0)
        yield LineFile(spool, "standard input", limits)


def _too_large(limits: Limits) -> FileTooLarge:
    return FileTooLarge(f"It has more than {limits.bytes:,} bytes. Split it, or raise --max-bytes.")


def _rows_in(entry: dict[str, Any]) -> int:
    """The entry itself, what it lists, and what these list: no more is ever read."""
    count = 1
    for value in entry.values():
        if type(value) is list:
            count += len(value)
            for item in value:
                if type(item) is dict:
                    claims = item.get("claims")
                    count += len(claims) if type(claims) is list else 0
    return count
