"""`make bench`: measure the site beside its floors, and say which targets it meets.

make bench                       1,000 and 5,000 meetings
make bench SIZES="1000 100000"   the full run
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import databases, report, targets
from benchmarks.bench import Bench


def main() -> int:
    options = _options()
    with databases.server() as server, tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        bench = Bench(options, server, Path(name))
        try:
            findings = list(targets.of_import(*bench.import_speed())) if options.imports else []
            for meetings in options.sizes:
                bench.found(meetings)
            trials = bench.trials()
        finally:
            bench.clear()
    for line in (*report.measurements(trials), *report.movements(trials)):
        print(line)
    findings = [*targets.of_floors(trials), *targets.of_growth(trials), *findings]
    for line in report.verdict(findings):
        print(line)
    if options.json:
        options.json.write_text(json.dumps(report.as_data(trials, findings), indent=1))
    return 0 if all(finding.is_met for finding in findings) else 1


def _options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=lambda text: sorted({int(size) for size in text.split()}),
        default=os.environ.get("SIZES", "1000 5000"),
        help="meetings of each newsroom; also from SIZES",
    )
    parser.add_argument("--seed", type=int, default=1, help="another one makes another newsroom")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each slice of a round")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--only", default="", help="scenarios with this in their name")
    parser.add_argument("--json", type=Path, help="write everything that was measured there")
    parser.add_argument("--no-imports", dest="imports", action="store_false")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="leave the newsrooms on the server that BENCH_DATABASE_URL names, and use them again",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
