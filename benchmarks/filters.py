"""`python -m benchmarks.filters`: how long every combination of filters of the API takes.

All single filters, all pairs of them, and a sample of larger ones, each with what is frequent and
what is rare, in newsrooms of a thousand and of a hundred thousand meetings on PostgreSQL.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import databases
from benchmarks.bench import Bench
from benchmarks.report import verdict
from benchmarks.servers import environment, run
from benchmarks.targets import Finding

#: Milliseconds that no combination may take, its documents included.
MOST = 100.0
#: How many times its cost in the smaller newsroom a single filter may have in the larger one, where
#: it fills its page in both: what finds nothing costs nothing in a small one.
TIMES = 1.5
_SHOWN = 10
_TURNS = 4


def main() -> int:
    options = _options()
    with databases.server() as server, tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        bench = Bench(options, server, Path(name))
        found: dict[int, list[dict[str, Any]]] = {}

        def ask(meetings: int, *more: str) -> list[dict[str, Any]]:
            url = databases.url_of(server, f"desk_bench_{meetings}")
            variables = environment(url, Path(name), is_caching=False)
            arguments = (str(options.seed), str(options.sample), *more)
            printed = run("benchmarks.combinations", *arguments, variables=variables)
            questions: list[dict[str, Any]] = json.loads(printed)
            return questions

        try:
            for meetings in options.sizes:
                bench.found(meetings)
                found[meetings] = ask(meetings)
            # What is compared is measured in turn: minutes apart, a machine is another.
            for _turn in range(_TURNS):
                for meetings in options.sizes:
                    for known, again in zip(found[meetings], ask(meetings, "single"), strict=False):
                        known["ms"] = min(known["ms"], again["ms"])
        finally:
            bench.clear()
    for meetings, measured in found.items():
        for line in _table(meetings, measured):
            print(line)
    findings = [*_bounds(found), *_growth(found)]
    for line in verdict(findings):
        print(line)
    return 0 if all(finding.is_met for finding in findings) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.filters", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--sample", type=int, default=300, help="larger combinations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="use newsrooms again that are there")
    return parser.parse_args()


def _table(meetings: int, measured: list[dict[str, Any]]) -> Iterator[str]:
    """The slowest of all."""
    yield f"\n{meetings:,} meetings: {len(measured):,} combinations\n"
    yield f"{'best ms':>8}{'first ms':>10}{'rows':>6}  query"
    for one in sorted(measured, key=lambda one: -one["ms"])[:_SHOWN]:
        yield f"{one['ms']:8.1f}{one['first']:10.1f}{one['rows']:6}  {one['query'][:120]}"


def _bounds(found: dict[int, list[dict[str, Any]]]) -> Iterator[Finding]:
    for meetings, measured in found.items():
        slowest = max(one["ms"] for one in measured)
        yield Finding(
            f"no filter combination above {MOST:.0f} ms with {meetings:,} meetings",
            f"{slowest:.1f} ms",
            slowest <= MOST,
        )


def _growth(found: dict[int, list[dict[str, Any]]]) -> Iterator[Finding]:
    """Values differ between newsrooms, their places in the list of questions do not."""
    small, large = found[min(found)], found[max(found)]
    pairs = [
        (after["ms"] / before["ms"], after["query"])
        for before, after in zip(small, large, strict=False)
        if before["sort"] == after["sort"] == "single" and before["rows"] == after["rows"] > 0
    ]
    if len(found) > 1 and pairs:
        times, query = max(pairs)
        yield Finding(
            f"every filter: at {max(found):,} meetings at most {TIMES} times its cost at "
            f"{min(found):,}",
            f"{times:.2f} times, {query}",
            times <= TIMES,
        )


if __name__ == "__main__":
    sys.exit(main())
