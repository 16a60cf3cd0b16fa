"""How long the register of public names takes to be made and asked: prints it as JSON.

Runs in a process of its own with the site's settings, as `python -m benchmarks.resolutions SEED`.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django

django.setup()

from benchmarks.lookups import SPELLINGS  # noqa: E402
from coalition.models.editions import Edition, Kind  # noqa: E402
from coalition.resolving import register  # noqa: E402

_ROUNDS = 7
_NAMES = 40


def measure(seed: int) -> dict[str, float]:
    """Milliseconds and megabytes, by what they are of."""
    chance = random.Random(seed)
    live = Edition.objects.live()
    before = _megabytes()
    first = _seconds(lambda: register.read_register(live))
    after = _megabytes()
    again = [_seconds(_after_one_publication) for _ in range(_ROUNDS)]
    book = register.read_register(live).books[Kind.LEADER]
    names = chance.sample([bearer.name for bearer in book.bearers], _NAMES)
    typed = [spell(name, chance) for spell in SPELLINGS.values() for name in names]
    found = sorted(_seconds(partial(book.like, text)) for text in typed)
    return {
        "leaders": len(book.bearers),
        "made for the first time, ms": first * 1000,
        "kept, MB": after - before,
        "made after one publication, best ms": min(again) * 1000,
        "made after one publication, median ms": sorted(again)[_ROUNDS // 2] * 1000,
        "bearers like a name, median ms": found[len(found) // 2] * 1000,
        "bearers like a name, 95th percentile ms": found[len(found) * 95 // 100] * 1000,
    }


def _after_one_publication() -> None:
    """As if one document were new: its digest is not among those that were read."""
    known = register._known
    known.bearers.pop(next(iter(known.bearers)))
    register.read_register(Edition.objects.live())


def _megabytes() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
