"""What the guides need of jq, for machines without it: `-r`, and a path with `[]` and `[0]`."""

from __future__ import annotations

import json
import re
import sys


def main(arguments: list[str]) -> None:
    raw = "-r" in arguments
    path = next((text for text in arguments if not text.startswith("-")), ".")
    values = [json.load(sys.stdin)]
    for key, index in re.findall(r"\.(\w+)|\[(\d*)\]", path):
        if key:
            values = [value[key] for value in values]
        elif index:
            values = [value[int(index)] for value in values]
        else:
            values = [item for value in values for item in value]
    for value in values:
        print(value if raw and isinstance(value, str) else json.dumps(value, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
