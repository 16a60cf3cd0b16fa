"""`python -m benchmarks.soak`: let publishers, pollers, workers and a bad endpoint loose at once.

Desks publish, correct, withdraw, refresh and merge the same records at the same time; pollers
follow the changes feed; webhook workers are killed and started again; the endpoint that they send
to fails a third of the time. At the end everybody must have been told of every edition. Ends with 1
if not.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

from benchmarks import databases, report
from benchmarks.loading import manage
from benchmarks.servers import environment
from benchmarks.soak.run import Size, soak
from benchmarks.soak.table import table
from benchmarks.soak.verdict import evidence_of, verdict

_DATABASE = "desk_soak"
_HELP = {
    "editions": "publishing ends with so many editions ...",
    "seconds": "... or after so many seconds",
    "pause": "seconds between two acts of a publisher, on the average",
    "kill_every": "seconds between two kills of workers, on the average",
    "timeout": "seconds that a worker waits for an answer; retries and claims follow it",
    "patience": "seconds that the outbox may take to empty after the last act",
}


def main() -> int:
    size = _size()
    # Without this, a terminated run would leave its processes behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    with databases.server() as server, tempfile.TemporaryDirectory(prefix="desk-soak-") as name:
        url = databases.url_of(server, _DATABASE)
        databases.create(server, _DATABASE)
        try:
            manage("migrate", "--verbosity=0", variables=environment(url, Path(name)))
            evidence = evidence_of(soak(size, url, Path(name)))
        finally:
            databases.drop(server, _DATABASE)
    findings = list(verdict(evidence))
    for line in (*table(evidence), *report.verdict(findings)):
        print(line)
    return 0 if all(finding.is_met for finding in findings) else 1


def _size() -> Size:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    for field in fields(Size):
        parser.add_argument(
            f"--{field.name.replace('_', '-')}",
            type=type(field.default),
            default=field.default,
            help=f"{_HELP.get(field.name, '')} ({field.default})".strip(),
        )
    return Size(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
