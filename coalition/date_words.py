"""One date in words or figures: "6 Dec 2023", "December 6", "Wed 6 December 2023", "2023-12", "17".

These are read from folded text (lower case, plain dashes, no commas, "6th" as 6). Days stand before
months, as India writes; figures that can be read in two ways are refused with both readings.
"""

import calendar
import re
from datetime import date
from typing import NamedTuple

from coalition.edtf_moments import MONTHS, ImpreciseDateError, days_in_month, plain_label, quoted

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = "(?:sept|" + "|".join(f"{n[:3]}(?:{n[3:]})?" for n in MONTHS).lower() + ")"
_WEEKDAY = "(?:tues|thurs?|" + "|".join(f"{n[:3]}(?:{n[3:]})?" for n in _WEEKDAYS).lower() + ")"
_DAY, _YEAR = "(?P<day>[0-9]{1,2})", "(?P<year>[0-9]{4}|[0-9]{2})"

_FORMS = tuple(
    re.compile(rf"(?:(?P<weekday>{_WEEKDAY}) )?{form}")
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?",
        rf"(?P<first>[0-9]{{1,2}})(?P<sign>[/.-])(?P<second>[0-9]{{1,2}})(?P=sign){_YEAR}",
        rf"{_DAY} (?P<name>{_MONTH})(?: {_YEAR})?",
        rf"(?P<name>{_MONTH}) {_DAY}(?: {_YEAR})?",
        rf"(?P<name>{_MONTH})(?: (?P<year>[0-9]{{4}}))?",
        r"(?P<year>[0-9]{4})",
        _DAY,
    )
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_FOLDS = (
    (re.compile(r"(?<=[a-z])\."), ""),
    (re.compile(r"\.$|[,'’]"), " "),
    (re.compile(r"\bthe\b"), " "),
    (re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b"), r"\1"),
    (re.compile(rf"\b([0-9]{{1,2}})-({_MONTH})-([0-9]+)\b"), r"\1 \2 \3"),
    (re.compile(rf"\b([0-9]{{1,2}}) of (?={_MONTH}\b)"), r"\1 "),
    (re.compile(r" +"), " "),
    # december 15-21 2023 -> 15-21 december 2023
    (
        re.compile(
            rf"\b({_MONTH}) ([0-9]{{1,2}})( ?- ?| (?:to|and|or) )([0-9]{{1,2}}) ([0-9]{{4}})\b"
        ),
        r"\2\3\4 \1 \5",
    ),
)


class DateWords(NamedTuple):
    """What the words say. What they leave out is None, and another date may complete it."""

    text: str
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None


def fold_dashes(text: str) -> str:
    """Lower case, and every dash and minus sign a plain hyphen."""
    return _DASHES.sub("-", text.lower())


def fold(text: str) -> str:
    """The form that the rules for phrases are written for."""
    text = fold_dashes(text)
    for pattern, replacement in _FOLDS:
        text = pattern.sub(replacement, text)
    return text.strip()


def read_words(text: str) -> DateWords | None:
    """Read folded text; None if it is no date. Raises ImpreciseDateError for an unclear one."""
    for form in _FORMS:
        if match := form.fullmatch(text):
            break
    else:
        return None
    found = match.groupdict()
    if found.get("year") and len(found["year"]) == 2:
        raise ImpreciseDateError(f"In {quoted(text.title())}, write the year with four digits.")
    month, day = found.get("month"), found.get("day")
    if found.get("first"):
        day, month = _day_and_month(text, found["first"], found["second"], found["year"])
    elif found.get("name"):
        month = str(_index(found["name"], MONTHS) + 1)
    weekday = found.get("weekday")
    return DateWords(
        text,
        int(found["year"]) if found.get("year") else None,
        int(month) if month else None,
        int(day) if day else None,
        _index(weekday, _WEEKDAYS) if weekday else None,
    )


def edtf_of(words: DateWords) -> str | None:
    """A complete date as EDTF; None for a lone day. Raises ImpreciseDateError for no such date."""
    text, year, month, day, weekday = words
    if year is None and month is not None:
        raise ImpreciseDateError(
            f"{quoted(text.title())} has no year. Add the year, e.g. 6 December 2023."
        )
    if year is None:
        return None
    if year == 0:
        raise ImpreciseDateError("There is no year 0000. Years run from 0001 to 9999.")
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        raise ImpreciseDateError(
            f"In {quoted(text.title())}, {month} is no month. Correct the month."
        )
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ImpreciseDateError(
            f"There is no {day} {MONTHS[month - 1]} {year:04d}: {days_in_month(year, month)}. "
            "Correct the day or the month."
        )
    edtf = f"{year:04d}-{month:02d}-{day:02d}"
    actual = date(year, month, day).weekday()
    if weekday is not None and weekday != actual:
        raise ImpreciseDateError(
            f"{plain_label(edtf)} was a {_WEEKDAYS[actual]}, not a {_WEEKDAYS[weekday]}. "
            "Correct the day or the date."
        )
    return edtf


def _day_and_month(text: str, first: str, second: str, year: str) -> tuple[str, str]:
    """Day before month, unless the figures allow only the other, or both."""
    if int(second) > 12:
        return second, first
    if int(first) <= 12 and int(first) != int(second) and int(first) and int(second):
        readings = [
            f"{int(day)} {MONTHS[int(month) - 1]} {year}"
            for day, month in ((first, second), (second, first))
        ]
        raise ImpreciseDateError(
            f"{quoted(text)} could be {readings[0]} or {readings[1]}. Write the month as a word: "
            f"{readings[0]}."
        )
    return first, second


def _index(word: str, names: tuple[str, ...]) -> int:
    """The place of a name that `word` abbreviates."""
    return [name[:3].lower() for name in names].index(word[:3])
