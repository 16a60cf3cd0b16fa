"""`python -m benchmarks.exports URL`: how much memory a worker needs to export everything.

Serves the database at URL as a deployment does, with one worker, gets every file that
`/api/v1/export/` lists, one after another, and reads off the worker's resident memory all along.
Nothing is written to the database. Ends with 1 if a file takes more than 50 MB above idle, or is
not whole.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from benchmarks import servers

_ALLOWED_MB = 50
_CHUNK = 1 << 20
_EVERY_SECONDS = 0.05


class Exported(NamedTuple):
    name: str
    megabytes: float
    lines: int
    seconds: float
    #: Above what the worker had when it was idle, before the first file.
    peak_mb: float
    is_whole: bool

    def __str__(self) -> str:
        whole = "" if self.is_whole else "  NOT WHOLE"
        return (
            f"{self.name:<26} {self.megabytes:>8.1f} MB {self.lines:>10,} lines "
            f"{self.seconds:>7.1f} s  +{self.peak_mb:.1f} MB{whole}"
        )


class Memory:
    """The resident memory of a process, looked at twenty times a second."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._ends = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self.peak = self.now()
        self._thread.start()

    def now(self) -> float:
        """In MB of 1,024 * 1,024 bytes."""
        line = next(x for x in self._status.read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def _watch(self) -> None:
        while not self._ends.wait(_EVERY_SECONDS):
            self.peak = max(self.peak, self.now())

    def end(self) -> None:
        self._ends.set()
        self._thread.join()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("database", help="the URL of a database with something published in it")
    parser.add_argument("--only", default="", help="files with this in their name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        variables = servers.environment(options.database, Path(folder))
        with servers.serving("newsroom.wsgi", variables=variables, cores=set()) as port:
            found = list(_exported(port, options.only))
    for row in found:
        print(row)
    return 0 if all(row.is_whole and row.peak_mb <= _ALLOWED_MB for row in found) else 1


def _exported(port: int, only: str) -> Iterator[Exported]:
    root = f"http://127.0.0.1:{port}"
    listed = json.loads(_get(f"{root}/api/v1/export/"))
    for path in ("meetings/", "attendances/"):
        # What a worker loads and keeps once it has answered anything at all is no part of it.
        _get(f"{root}/api/v1/{path}")
    memory = Memory(_worker_on(port))
    idle = memory.now()
    print(f"Idle: {idle:.1f} MB", flush=True)
    for dataset in listed["results"]:
        name = f"{dataset['name']}.{dataset['format']}"
        if only not in name:
            continue
        memory.peak = memory.now()
        started = time.perf_counter()
        size, lines, end = _read(f"{root}/api/v1/export/{name}")
        seconds = time.perf_counter() - started
        is_whole = _is_whole(dataset["format"], lines, end)
        yield Exported(name, size / 1e6, lines, seconds, memory.peak - idle, is_whole)
    memory.end()


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        body: bytes = answer.read()
    return body


def _read(url: str) -> tuple[int, int, bytes]:
    """The size of a file, its number of lines, and its last characters."""
    size = lines = 0
    end = b""
    with urllib.request.urlopen(url, timeout=60) as answer:
        while chunk := answer.read(_CHUNK):
            size += len(chunk)
            lines += chunk.count(b"\n")
            end = (end + chunk)[-200:]
    return size, lines, end


def _is_whole(form: str, lines: int, end: bytes) -> bool:
    last = end.rstrip(b"\n").rpartition(b"\n")[2]
    if form == "jsonl":
        return bool(json.loads(last)["end"]["rows"] == lines - 1)
    # Of CSV the transfer alone tells, and an incomplete one has raised by now.
    return last.endswith(b"}}") if form == "json" else end.endswith(b"\r\n")


def _worker_on(port: int) -> int:
    """The one worker of the gunicorn that was given this port."""
    mine = f"PORT={port}".encode()
    parents = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mine in (entry / "environ").read_bytes().split(b"\0"):
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().split(") ")[1].split()[1]
                )
        except OSError:
            continue
    return next(pid for pid, parent in parents.items() if parent in parents)


if __name__ == "__main__":
    sys.exit(main())
