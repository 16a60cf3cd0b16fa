"""`make bench`: measure the site beside others, and say which targets it meets.

make bench                       1,000 and 5,000 meetings
make bench SIZES="1000 100000"   the full run
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from benchmarks import databases, report, targets
from benchmarks.bench import Bench

_SMALLEST = 500


def main() -> int:
    options = _options()
    # Without this, a terminated run would leave its servers behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    with databases.server() as server, tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        bench = Bench(options, server, Path(name))
        try:
            findings = list(targets.of_import(*bench.import_speed())) if options.imports else []
            for meetings in options.sizes:
                bench.found(meetings)
            trials = bench.trials()
        finally:
            bench.clear()
    findings = [
        *targets.of_floors(trials),
        *targets.of_nested(trials),
        *targets.of_pages(trials),
        *targets.of_growth(trials),
        *findings,
    ]
    tables = (
        report.measurements(trials),
        report.comparisons(trials),
        report.movements(trials),
        report.loads(bench.imports),
    )
    for line in chain(*tables, report.verdict(findings)):
        print(line)
    if options.json:
        options.json.write_text(json.dumps(report.as_data(trials, findings), indent=1))
    return 0 if all(finding.is_met for finding in findings) else 1


def _options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=os.environ.get("SIZES", "1000 5000"),
        help="meetings of each newsroom; also from SIZES",
    )
    parser.add_argument("--seed", type=int, default=1, help="another one makes another newsroom")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=0.6, help="of each slice of a round")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--only", default="", help="scenarios with this in their name")
    parser.add_argument("--json", type=Path, help="write everything that was measured there")
    parser.add_argument("--no-imports", dest="imports", action="store_false")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="leave the newsrooms on the server that BENCH_DATABASE_URL names, and use them again",
    )
    options = parser.parse_args(arguments)
    if options.keep and not os.environ.get("BENCH_DATABASE_URL"):
        parser.error("--keep needs a server that stays: name one in BENCH_DATABASE_URL")
    return options


def _sizes(text: str) -> list[int]:
    """Smaller ones do not fill the pages of the lists."""
    words = text.split()
    sizes = sorted({int(word) for word in words if word.isascii() and word.isdigit()})
    if len(sizes) != len(set(words)) or not sizes or sizes[0] < _SMALLEST:
        raise argparse.ArgumentTypeError(f"give whole numbers of {_SMALLEST} or more: 1000 5000")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
