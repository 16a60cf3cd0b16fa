"""`python -m benchmarks.names`: how long a name takes to be found among many, on both databases.

The floor is one reading of all names by the same database: what no lookup without an index that
keeps every part of every word can do without. Absolute times are a machine's own, so the targets
are ratios to it: a reading takes 5 to 7 ms on an idle core, and an editor is promised 50.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import databases, words
from benchmarks.loading import manage
from benchmarks.report import verdict
from benchmarks.servers import environment, run
from benchmarks.targets import Finding

LEADERS = 20_000
#: What is typed, and how many times one reading of all names it may take.
MOST = {
    "the name": 3,
    "two letters": 4,
    "surname, first letter": 5,
    "another spelling": 7,
    "a typing error": 7,
    "no such name": 7,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.names", description=__doc__)
    parser.add_argument("--leaders", type=int, default=LEADERS, help="every second has an alias")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    findings: list[Finding] = []
    with databases.server() as server, tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        folder = Path(name)
        database = "desk_bench_names"
        databases.create(server, database)
        urls = {
            "SQLite": f"sqlite:///{folder / 'names.sqlite3'}",
            "PostgreSQL": databases.url_of(server, database),
        }
        try:
            for product, url in urls.items():
                measured = _measured(url, folder, leaders=options.leaders, seed=options.seed)
                for line in _table(product, measured):
                    print(line)
                findings += _findings(product, measured)
        finally:
            databases.drop(server, database)
    for line in verdict(findings):
        print(line)
    return 0 if all(finding.is_met for finding in findings) else 1


def _measured(url: str, folder: Path, *, leaders: int, seed: int) -> dict[str, Any]:
    variables = environment(url, folder) | {"DATABASE_STATEMENT_TIMEOUT": "0"}
    manage("migrate", "--verbosity=0", variables=variables)
    path = folder / "names.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for entry in entries(leaders, seed):
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    manage("import_records", str(path), variables=variables)
    found: dict[str, Any] = json.loads(run("benchmarks.lookups", str(seed), variables=variables))
    return found


def entries(leaders: int, seed: int) -> Iterator[dict[str, Any]]:
    """Leaders to import. Every second has one other name: an alias, or one in its own script."""
    chance = random.Random(seed)
    for number in range(leaders):
        entry: dict[str, Any] = {
            "kind": "leader",
            "slug": f"leader-{number}",
            "name": words.person(chance),
            "summary": words.prose(chance, 4),
        }
        if number % 4 == 0:
            entry["other_names"] = [{"name": words.person(chance), "kind": "alias"}]
        elif number % 4 == 2:
            name = words.in_devanagari(chance)
            entry["other_names"] = [{"name": name, "kind": "native_script", "language": "hi"}]
        yield entry


def _table(product: str, measured: dict[str, Any]) -> Iterator[str]:
    yield (
        f"\n{product}: {measured['leaders']:,} leaders, {measured['other_names']:,} other names; "
        f"first call {measured['first']:.0f} ms, all names read for a pasted list "
        f"{measured['book']:.0f} ms\n"
    )
    yield f"{'typed':24}{'p50 ms':>8}{'p95 ms':>8}{'of one reading':>16}"
    for spelling, found in measured["spellings"].items():
        yield f"{spelling:24}{found['p50']:8.1f}{found['p95']:8.1f}{found['ratio']:16.1f}"


def _findings(product: str, measured: dict[str, Any]) -> Iterator[Finding]:
    for spelling, most in MOST.items():
        ratio = measured["spellings"][spelling]["ratio"]
        yield Finding(
            f"{product}, {spelling}: at most {most} times one reading of all names",
            f"{ratio:.1f} times",
            ratio <= most,
        )


if __name__ == "__main__":
    sys.exit(main())
