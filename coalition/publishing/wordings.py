"""Wordings: the values of claims, which are words of reports, and what they mean.

A reading gives what the form fields of a record would be sent. What is not understood is passed on
as it stands, for the form field to refuse in its own words.
"""

import re
from collections.abc import Hashable

from coalition.date_phrases import parse_typed
from coalition.folding import fold
from coalition.imprecise_dates import ImpreciseDateError
from coalition.models import Qualifier

Reading = dict[str, str]

_ABOUT = r"(?:about|around|approximately|approx\.?|nearly|almost|some|roughly|circa|ca?\.)"
_TIME = re.compile(
    rf"(?P<about>{_ABOUT}\s+)?(?:at\s+)?(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*(?:hrs|hours|ist|o.clock))?",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "half an": 0.5}
_HOURS = re.compile(
    rf"(?:{_ABOUT}\s+)?(?P<number>\d+(?:\.\d+)?|half an|an?|one|two|three|four|five)\s*"
    r"(?:h|hrs?|hours?)(?:(?:\s+and)?\s*(?P<minutes>\d+)\s*(?:m|min|mins|minutes?)?)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(rf"(?:{_ABOUT}\s+)?(?P<number>\d+)\s*(?:m|min|mins|minutes?)?", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:(?P<exactly>exactly|just)|(?P<at_least>at least|no fewer than)"
    rf"|(?P<at_most>at most|up to|no more than)|(?P<about>{_ABOUT}))?\s*"
    r"(?P<number>\d+)(?:\s+(?:parties|party|leaders?|seats?))?",
    re.IGNORECASE,
)


def folded(text: str) -> Hashable:
    """Two wordings that fold to the same text say the same."""
    return fold(text) or text.casefold()


def read_time(text: str) -> Reading:
    """“about 7 pm” is 19:00, and approximate."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return {"start_time": text, "is_start_approximate": ""}
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return {
        "start_time": f"{hour:02d}:{found['minute'] or '00'}",
        "is_start_approximate": "on" if found["about"] else "",
    }


def time_meant(text: str) -> Hashable:
    """The clock alone: a source that says “around 7 pm” does not contradict “7 pm”."""
    return read_time(text)["start_time"]


def read_minutes(text: str) -> str:
    """“an hour” and “90 minutes” in minutes."""
    if found := _HOURS.fullmatch(text.strip()):
        number = found["number"].lower()
        hours = _NUMBERS[number] if number in _NUMBERS else float(number)
        return str(round(hours * 60) + int(found["minutes"] or 0))
    found = _MINUTES.fullmatch(text.strip())
    return found["number"] if found else text


def read_count(text: str) -> tuple[str, str]:
    """The number and its qualifier; a bare number is exact."""
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        return text, ""
    given = (name for name in Qualifier.values if found.groupdict().get(name))
    return str(int(found["number"])), next(given, Qualifier.EXACTLY.value)


def date_meant(text: str) -> Hashable:
    """Its EDTF, whatever the wording."""
    try:
        return parse_typed(text).edtf
    except ImpreciseDateError:
        return folded(text)
