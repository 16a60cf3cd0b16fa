"""Which days a date means, for readers of words that do not name them: Diwali was on 12 November.

All of it comes from EDTF text and its bounds, as reading EDTF is too slow for a page.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.formats import date_format

from coalition.pages.spoken_dates import RESERVATIONS, one_of, reserved, spoken

#: A plain year, month or day, as (2023, 12, 6) once it is split.
_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_DAY = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")


def meaning_of(edtf: str, earliest: date | None, latest: date | None) -> str:
    """“12 November 2023”, “about 12 November 2023”; empty for what only the source's words can
    say."""
    if edtf.startswith("["):
        return one_of(earliest, latest)
    plain = edtf.rstrip("".join(RESERVATIONS)) if "/" not in edtf else edtf
    return reserved(spoken(plain, earliest, latest), edtf)


def bounds_of(edtf: str, earliest: date | None, latest: date | None) -> str:
    """The same or, where that is empty, between which days one day is. Nothing is certain of the
    bounds of “about 1950”, and an interval or a set in braces is on more than one day.
    """
    if said := meaning_of(edtf, earliest, latest):
        return said
    is_one_day = edtf[0] != "{" and "/" not in edtf and not RESERVATIONS.keys() & set(edtf)
    return one_of(earliest, latest) if is_one_day and earliest and latest else ""


def is_named(label: str, edtf: str, earliest: date | None, latest: date | None) -> bool:
    """Whether the English `label` has every year, month and day that the EDTF text has."""
    dates = [[int(part) for part in text.split("-")] for text in _PLAIN.findall(edtf)]
    if all(_has(label, *parts) for parts in dates):
        return True
    # “Before 6 December” is until the 5th, and no words need say both.
    beyond = _day_beyond(edtf, earliest, latest)
    return beyond is not None and _has(label, *beyond.timetuple()[: len(dates[0])])


def _has(label: str, year: int, month: int | None = None, day: int | None = None) -> bool:
    """Numbers are compared as wholes: there is no 20 in 2025."""
    if f"{year:04}" not in _YEAR.findall(label):
        return False
    # EDTF has seasons too, as months from 21 on.
    if month and (month > 12 or not _has_month(label, date(year, month, 1))):
        return False
    return day is None or day in map(int, _DAY.findall(label))


def _has_month(label: str, first: date) -> bool:
    name, short = (re.escape(date_format(first, form)) for form in ("F", "M"))
    return re.search(rf"\b(?:{name}|{short}t?)\b", label, re.IGNORECASE) is not None


def _day_beyond(edtf: str, earliest: date | None, latest: date | None) -> date | None:
    """The day next to the only bound of a set with an open side."""
    if edtf.startswith("["):
        if latest and not earliest and latest < date.max:
            return latest + timedelta(days=1)
        if earliest and not latest and earliest > date.min:
            return earliest - timedelta(days=1)
    return None
