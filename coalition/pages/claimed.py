"""What claims assert, in the words of the page: a source's “90” is “1 hour 30 minutes”."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from coalition.pages.times import clock, duration_of
from coalition.pages.wording import (
    ATTENDANCE,
    CATEGORY,
    OCCURRENCE,
    ROLE,
    STANCE,
    TALK_STATUS,
    Words,
)

#: The vocabularies that values of these facts are from; a row's own value has no field.
_VOCABULARIES: Mapping[str, Words] = {
    "": ATTENDANCE,
    "attendance": ATTENDANCE,
    "category": CATEGORY,
    "occurrence": OCCURRENCE,
    "role": ROLE,
    "stance": STANCE,
    "status": TALK_STATUS,
}
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])\Z")
_MINUTES = re.compile(r"[1-9][0-9]{0,3}\Z")


def claimed(claim: dict[str, Any]) -> str:
    """What a claim asserts of its own; empty if it says what the page says."""
    return value_word(claim.get("field") or "", claim.get("asserts") or claim.get("value"))


def value_word(field: str, value: str | None) -> str:
    """A value of `field` as claims have it: a word of its vocabulary, or the source's wording."""
    value = value or ""
    # A claim on a row names its role within the value.
    role = value.removeprefix("role: ")
    if role != value:
        field, value = "role", role
    if field in _READERS:
        return _READERS[field](value)
    return str(_VOCABULARIES.get(field, {}).get(value, value))


def _time(value: str) -> str:
    found = _TIME.match(value)
    return clock(time(int(found[1]), int(found[2]))) if found else value


def _duration(value: str) -> str:
    return duration_of(int(value)) if _MINUTES.match(value) else value


_READERS: Mapping[str, Callable[[str], str]] = {
    "duration": _duration,
    "duration_minutes": _duration,
    "start": _time,
    "start_time": _time,
}
