"""Strict JSON: what every reader refuses, of entries in files and of bodies of requests."""

import json
from collections import Counter
from typing import Any

_SHOWN = 60


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text, in which no key stands twice and every number is one.

    Raises ValueError with the reason, and RecursionError for what is nested some hundred deep.
    """
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counted = Counter(key for key, _value in pairs)
        twice = next(key for key, count in counted.items() if count > 1)
        raise ValueError(f"the key {json.dumps(twice[:_SHOWN])} stands in one object twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number that JSON knows")
