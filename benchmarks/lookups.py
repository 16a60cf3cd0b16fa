"""How long names take to be found, beside one reading of all names: prints both as JSON.

Runs in a process of its own with the site's settings, as `python -m benchmarks.lookups SEED`.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from functools import partial

import django

django.setup()

from django.db import connection  # noqa: E402

from coalition.models import Leader, LeaderName  # noqa: E402
from coalition.name_lookup import NameBook, find_by_name  # noqa: E402

_NAMES = 40
_ROUNDS = 3
#: Begins no name, so that all names are read and none is found.
_NOWHERE = " qx"

Spell = Callable[[str, random.Random], str]


def _mistyped(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(name) - 1)
    return name[:place] + chance.choice("aeiklmrst") + name[place + 1 :]


#: What is typed of a name -> how that is made of it.
SPELLINGS: dict[str, Spell] = {
    "the name": lambda name, _chance: name,
    "two letters": lambda name, _chance: name[:2],
    "surname, first letter": lambda name, _chance: f"{name.split()[-1]} {name[0]}",
    "another spelling": lambda name, _chance: name.replace("a", "aa").replace("v", "w"),
    "a typing error": _mistyped,
    "no such name": lambda name, _chance: f"Qx {name[::-1]}",
}


def measure(seed: int) -> dict[str, object]:
    """Milliseconds of the first call of all, and per spelling; ratios to one reading of names."""
    chance = random.Random(seed)
    names = sorted(Leader.objects.values_list("name", flat=True))
    picked = chance.sample(names, _NAMES)
    started = time.perf_counter()
    find_by_name(Leader, _mistyped(picked[0], chance))
    first = time.perf_counter() - started
    found = {}
    for spelling, spell in SPELLINGS.items():
        typed = [spell(name, chance) for name in picked]
        ratios, times = [], []
        for _round in range(_ROUNDS):
            for text in typed:
                floor = _seconds(_read_all_names)
                taken = _seconds(partial(find_by_name, Leader, text))
                times.append(taken * 1000)
                ratios.append(taken / floor)
        found[spelling] = {
            "p50": _at(times, 0.5),
            "p95": _at(times, 0.95),
            "ratio": _at(ratios, 0.5),
        }
    book = _seconds(lambda: [NameBook(Leader).find(name) for name in picked[:1]])
    return {
        "leaders": len(names),
        "other_names": LeaderName.objects.count(),
        "first": first * 1000,
        "book": book * 1000,
        "spellings": found,
    }


def _read_all_names() -> None:
    for model in (Leader, LeaderName):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE name_key LIKE %s", [f"%{_NOWHERE}%"]
            )
            cursor.fetchall()


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _at(values: list[float], part: float) -> float:
    return sorted(values)[int(len(values) * part)]


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
