"""A merge by choices, with what came of it."""

from __future__ import annotations

from typing import Any

from coalition.merging import merge
from coalition.models import Merge, Record


def merged(primary: Record, other: Record, by: Any, **choices: str) -> Merge:
    return merge(primary, other, choices=choices, by=by)
