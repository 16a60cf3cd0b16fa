"""One date of an EDTF expression: a day, a month, a year, a part of a year, or digits left open.

The `edtf` library (5.0.2) judges and bounds the parts of a year: seasons, quarters, halves. We read
the rest:

- A single year, month or day, because the library takes 4 ms for each, and an import holds
  thousands; and it lets 29 February 2023 pass.
- Digits left open, because it fails on them within a month or day (a plain ValueError for
  `2023-12-1X`, an AttributeError and a line on stdout for `2023-1X`) and bounds `202X-02-29` by
  29 February 2029.
- The end of winter, which it puts on 31 December.
"""

import calendar
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

with warnings.catch_warnings():
    # Under `python -W error` the library cannot even be imported: pyparsing dislikes its grammar.
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

EDTF_EXAMPLES = (
    "2023-12-06, 2023-12, 2023, 2023-12~ (about), 2023-12? (uncertain), "
    "2023-07-17/2023-07-18 (both days), [2023-12-15..2023-12-21] (some day within), "
    "[..2023-12-05] (before 6 December), 2023-12-06/.. (since)"
)
#: English whatever the locale: labels are stored.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: EDTF's codes for parts of a year. EDTF gives the seasons no months; ours are the library's, the
#: northern ones. India's differ, so the label of a season names its months.
_PARTS_OF_YEAR = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "33": "first quarter",
    "34": "second quarter",
    "35": "third quarter",
    "36": "fourth quarter",
    "40": "first half",
    "41": "second half",
}
_MOMENT = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%]?)")


class ImpreciseDateError(ValueError):
    """Text that is no date here. The message says what was not understood, and the remedy."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One date and its bounds. `is_plain`: a year, month or day without any reservation."""

    text: str
    earliest: date
    latest: date
    label: str
    is_plain: bool


def quoted(text: str) -> str:
    """`text` for an error message: short, and without characters that could disguise it."""
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return "“" + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown) + "”"


def days_in_month(year: int, month: int) -> str:
    """As a sentence: "June has 30 days", "February 2023 has 28 days"."""
    name = f"February {year}" if month == 2 else MONTHS[month - 1]
    return f"{name} has {calendar.monthrange(year, month)[1]} days"


def refusal(text: str, reason: str) -> ImpreciseDateError:
    """An error about `text`, ready to raise: what is wrong with it, then how to write dates."""
    return ImpreciseDateError(
        f"{quoted(text)} is not a date in EDTF: {reason}. Write for example {EDTF_EXAMPLES}."
    )


# The library takes milliseconds for a date; a newsroom writes the same few again and again.
@lru_cache(maxsize=4096)
def read_moment(text: str) -> Moment:
    """Read one date, in capitals and without spaces. Raises ImpreciseDateError and nothing else."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise refusal(text, "it is not in that notation, or its year is not one of 0001 to 9999")
    year, month, day, sign = match.groups()
    plain = text[: len(text) - len(sign)]
    is_plain = False
    if "X" in text:
        earliest, latest = _unspecified_bounds(text, year, month, day)
        label = _unspecified_label(year, month, day, earliest, latest)
    elif day is None and month in _PARTS_OF_YEAR:
        earliest, latest = _part_of_year_bounds(plain)
        label = _part_of_year_label(_PARTS_OF_YEAR[month], earliest, latest)
    else:
        earliest, latest = _day_bounds(plain) if day else _month_bounds(plain, year, month)
        label, is_plain = plain_label(plain), not sign
    if sign in ("~", "%"):
        label = f"about {label}"
    if sign in ("?", "%"):
        label = f"{label} (uncertain)"
    return Moment(text, earliest, latest, label, is_plain)


def _day_bounds(text: str) -> tuple[date, date]:
    year, month, day = (int(part) for part in text.split("-"))
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        if year and 1 <= month <= 12 and day:
            reason = days_in_month(year, month)
            raise ImpreciseDateError(f"There is no {quoted(text)}: {reason}.") from None
        raise refusal(text, "there is no such day, month or year") from None


def _month_bounds(text: str, year: str, month: str | None) -> tuple[date, date]:
    """The bounds of a month, or of the whole year."""
    if month and month > "12":
        raise refusal(text, f"there is no month {month}")
    first, last = (int(month), int(month)) if month else (1, 12)
    try:
        return (
            date(int(year), first, 1),
            date(int(year), last, calendar.monthrange(int(year), last)[1]),
        )
    except ValueError:
        raise refusal(text, "there is no such month or year") from None


def _library_bounds(text: str) -> tuple[date, date]:
    # EDTFParseException is only one of the errors the library can raise: any of them is a refusal.
    try:
        parsed: Any = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return date(*lower[:3]), date(*upper[:3])
    except Exception as error:
        raise refusal(text, "there is no such part of a year") from error


def _part_of_year_bounds(text: str) -> tuple[date, date]:
    earliest, latest = _library_bounds(text)
    if text.endswith("-24") and latest < date.max:  # Winter runs on to the end of February.
        latest = date(latest.year + 1, 3, 1) - timedelta(days=1)
    return earliest, latest


def _part_of_year_label(part: str, earliest: date, latest: date) -> str:
    year = f"{earliest.year:04d}"
    if " " in part:
        return f"{part} of {year}"
    if latest.year > earliest.year:
        year += f"–{latest.year % 100:02d}"
    return f"{part} {year} ({MONTHS[earliest.month - 1]} to {MONTHS[latest.month - 1]})"


def _unspecified_bounds(
    text: str, year: str, month: str | None, day: str | None
) -> tuple[date, date]:
    if year == "XXXX":
        raise refusal(text, "it says nothing about the year")
    earliest = next(_matching_days(year, month, day, step=1), None)
    latest = next(_matching_days(year, month, day, step=-1), None)
    if earliest is None or latest is None:
        raise refusal(text, "no day of the calendar fits it")
    return earliest, latest


def _matching_days(year: str, month: str | None, day: str | None, *, step: int) -> Iterator[date]:
    """Every day that fits the digits given, in calendar order or (step -1) against it."""
    for y in _matching_numbers(year, 9999)[::step]:
        for m in _matching_numbers(month or "XX", 12)[::step]:
            for d in _matching_numbers(day or "XX", calendar.monthrange(y, m)[1])[::step]:
                yield date(y, m, d)


@lru_cache(maxsize=256)
def _matching_numbers(digits: str, limit: int) -> tuple[int, ...]:
    pattern = re.compile(digits.replace("X", "[0-9]"))
    return tuple(n for n in range(1, limit + 1) if pattern.fullmatch(f"{n:0{len(digits)}d}"))


def _unspecified_label(
    year: str, month: str | None, day: str | None, earliest: date, latest: date
) -> str:
    if month is None and year[:3].isdigit():
        return f"the {year[:3]}0s"
    if year.isdigit() and month == "XX" and day in (None, "XX"):
        return f"some {'day in' if day else 'month of'} {year}"
    if f"{year}{month}".isdigit() and day == "XX":
        return f"some day in {plain_label(f'{year}-{month}')}"
    first, last = (plain_label(bound.isoformat()) for bound in (earliest, latest))
    return f"some time from {first} to {last}"


def plain_label(text: str) -> str:
    """`2023-12-06` as "6 December 2023", and so for a month or a year."""
    year, *rest = text.split("-")
    words = [year, *(MONTHS[int(n) - 1] for n in rest[:1]), *(str(int(n)) for n in rest[1:])]
    return " ".join(reversed(words))
