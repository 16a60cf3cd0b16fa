"""`python -m benchmarks.soak.publisher NUMBER SECONDS EDITIONS PAUSE`: one desk among several.

Publishes, corrects, withdraws, publishes again, refreshes and merges whatever it finds, until the
ledger has so many editions or the seconds are over. Prints what it did as JSON.
"""

from __future__ import annotations

import json
import sys
import time

import django


def main() -> None:
    django.setup()
    from benchmarks.soak.acts import Desk

    number, editions = int(sys.argv[1]), int(sys.argv[3])
    seconds, pause = float(sys.argv[2]), float(sys.argv[4])
    desk = Desk(number)
    until = time.monotonic() + seconds
    while desk.is_beginning or (time.monotonic() < until and desk.newest_sequence() < editions):
        desk.act()
        time.sleep(desk.random.uniform(0, 2 * pause))
    print(json.dumps({"done": desk.done, "refused": desk.refused, "failed": desk.failed}))


if __name__ == "__main__":
    main()
