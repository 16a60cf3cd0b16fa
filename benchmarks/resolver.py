"""`python -m benchmarks.resolver`: what the register of public names costs among many leaders.

Publishes 20,000 leaders with their other names on PostgreSQL, and says how long a process takes to
make the register, to make it anew after one publication, and to resolve names with it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import databases
from benchmarks.loading import manage
from benchmarks.names import LEADERS, entries
from benchmarks.servers import environment, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.resolver", description=__doc__)
    parser.add_argument("--leaders", type=int, default=LEADERS, help="every second has an alias")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with databases.server() as server, tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        folder = Path(name)
        database = "desk_bench_register"
        databases.create(server, database)
        url = databases.url_of(server, database)
        variables = environment(url, folder) | {"DATABASE_STATEMENT_TIMEOUT": "0"}
        try:
            manage("migrate", "--verbosity=0", variables=variables)
            path = folder / "leaders.jsonl"
            with path.open("w", encoding="utf-8") as file:
                for entry in entries(options.leaders, options.seed):
                    approved = entry | {"stage": "approved"}
                    file.write(json.dumps(approved, ensure_ascii=False) + "\n")
            manage("import_records", "--publish", str(path), variables=variables)
            printed = run("benchmarks.resolutions", str(options.seed), variables=variables)
        finally:
            databases.drop(server, database)
    for line, value in json.loads(printed).items():
        print(f"{line:44}{value:>10,.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
