"""The processes of a soak: desks that publish, and workers that are killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event, Thread

from benchmarks.databases import connect

_ROOT = Path(__file__).resolve().parent.parent.parent
_END = 60.0
_HOLDING = (
    "SELECT claimed_by, count(*) FROM coalition_webhookdelivery WHERE claimed_by <> '' GROUP BY 1"
)


def start(*arguments: str, variables: Mapping[str, str]) -> subprocess.Popen[str]:
    """A Python process with these arguments. What it prints can be read, complaints are shown."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=_ROOT,
        env=dict(variables),
        stdout=subprocess.PIPE,
        text=True,
        # A Ctrl-C is for us; we stop them after it.
        start_new_session=True,
    )


@dataclass
class Acts:
    """What the desks did, together."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


class Publishers:
    """Desks, each a process of its own."""

    def __init__(
        self, count: int, *, seconds: float, editions: int, pause: float, variables: dict[str, str]
    ) -> None:
        limits = (str(seconds), str(editions), str(pause))
        self._seconds = seconds
        self._processes = [
            start("-m", "benchmarks.soak.publisher", str(number), *limits, variables=variables)
            for number in range(count)
        ]

    def wait(self) -> Acts:
        """Until all are done. Raises RuntimeError if one ended otherwise."""
        acts = Acts()
        for process in self._processes:
            printed, _nothing = process.communicate(timeout=self._seconds + _END)
            if process.returncode:
                raise RuntimeError("A publisher failed.")
            told = json.loads(printed)
            acts.done.update(told["done"])
            acts.refused.update(told["refused"])
            acts.failed += told["failed"]
        return acts

    def kill(self) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()


class Workers:
    """`manage.py deliver_webhooks`, several times; one of them is killed again and again."""

    def __init__(
        self, count: int, *, every: float, database_url: str, variables: dict[str, str]
    ) -> None:
        #: How many were killed, how many of these in the middle of deliveries, and how many
        #: messages they had claimed.
        self.killed = self.interrupted = self.orphaned = 0
        self._variables = variables
        self._every = every
        self._database_url = database_url
        self._random = Random(count)
        self._ends = Event()
        self._processes = [self._worker() for _ in range(count)]
        self._killing = Thread(target=self._keep_killing, daemon=True)
        self._killing.start()

    def _worker(self) -> subprocess.Popen[str]:
        return start("manage.py", "deliver_webhooks", variables=self._variables)

    def _keep_killing(self) -> None:
        while not self._ends.wait(self._random.uniform(0.5, 1.5) * self._every):
            self._kill_one()

    def _kill_one(self) -> None:
        """One that has something claimed, if there is any: another may still be starting."""
        holding = self._holding()
        busy = [n for n, process in enumerate(self._processes) if process.pid in holding]
        if not busy:
            return
        place = self._random.choice(busy)
        killed = self._processes[place]
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        self.killed += 1
        # Looked at again, as it went on in between.
        left = self._holding().get(killed.pid, 0)
        self.interrupted += left > 0
        self.orphaned += left
        self._processes[place] = self._worker()

    def _holding(self) -> dict[int, int]:
        """How many messages each process has claimed."""
        with connect(self._database_url) as connection:
            rows = connection.execute(_HOLDING).fetchall()
        # A worker's name is its machine, its process and a number of its own.
        return {int(name.split(":")[1]): count for name, count in rows}

    def spare(self) -> None:
        """Kill no more of them."""
        self._ends.set()
        self._killing.join(timeout=_END)

    def stop(self) -> list[int]:
        """Ask them to end, as a deployment does, and return how each did."""
        self.spare()
        for process in self._processes:
            process.terminate()
        codes = []
        for process in self._processes:
            try:
                process.communicate(timeout=_END)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
            codes.append(process.returncode)
        return codes
