"""Loading a synthetic newsroom as an operator would: with the project's own commands."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.databases import connect
from benchmarks.newsroom import Newsroom

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Load:
    """What one import took: attendances, seconds in all, and the process's peak memory."""

    attendances: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        return self.attendances / self.seconds

    def __add__(self, other: Load) -> Load:
        return Load(
            self.attendances + other.attendances,
            self.seconds + other.seconds,
            max(self.megabytes, other.megabytes),
        )

    def __str__(self) -> str:
        return (
            f"{self.attendances:,} attendances in {self.seconds:.1f} s, "
            f"{self.rate:,.0f} a second, {self.megabytes:.0f} MB"
        )


def load(
    newsroom: Newsroom,
    database_url: str,
    folder: Path,
    variables: Mapping[str, str],
    *,
    publish: bool,
) -> Load:
    """Import a newsroom into an empty database, part by part, and let the planner learn it."""
    manage("migrate", "--verbosity=0", variables=variables)
    total = Load(0, 0.0, 0.0)
    for path, attendances in newsroom.write(folder):
        options = ["--publish"] if publish else []
        seconds, megabytes = manage("import_records", str(path), *options, variables=variables)
        total += Load(attendances, seconds, megabytes)
        path.unlink()
    with connect(database_url) as connection:
        # What autovacuum does in its own time.
        connection.execute("VACUUM ANALYZE")
    return total


def manage(*arguments: str, variables: Mapping[str, str]) -> tuple[float, float]:
    """Run a command of manage.py; the seconds it took and the megabytes it held at its peak."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=_ROOT,
        env=dict(variables),
        stdout=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed.")
    unit = 1 if sys.platform == "darwin" else 1024
    return time.perf_counter() - started, usage.ru_maxrss * unit / 1e6
