"""JSON as all that is public is written: compact, in the order of its keys, in any alphabet."""

import json
from typing import Any

#: Made once: `json.dumps` makes one for each call that asks for anything but its defaults.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def compact_json(value: Any) -> str:
    """Raises ValueError for numbers that JSON does not have."""
    return _ENCODER.encode(value)
