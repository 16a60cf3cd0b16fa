"""The days that a list is narrowed to, as readers call them: a year, a month, from a day on."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coalition.pages.almanac import Month
from coalition.pages.spoken_dates import day


def year_of(start: date | None, end: date | None) -> int | None:
    """The year that both days are in."""
    return start.year if start and end and start.year == end.year else None


def month_of(start: date | None, end: date | None) -> Month | None:
    """The month that the days are, from its first to its last."""
    if start is None or end is None:
        return None
    month = Month.of(start)
    return month if (month.first, month.last) == (start, end) else None


def is_whole_year(start: date | None, end: date | None) -> bool:
    return bool(
        start and end and (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))
    )


def has_days(start: date | None, end: date | None) -> bool:
    """Whether it takes days to say it: it is neither a whole year nor a whole month."""
    is_whole = is_whole_year(start, end) or month_of(start, end) is not None
    return bool(start or end) and not is_whole


def month_label(month: Month) -> str:
    return date_format(month.first, "YEAR_MONTH_FORMAT")


def months_label(first: Month, last: Month) -> str:
    """“November to December 2023”, or the year if it is all of one."""
    if (first.number, last.number) == (1, 12) and first.year == last.year:
        return str(first.year)
    names = {"first": month_label(first), "last": month_label(last)}
    if first.year == last.year:
        names["first"] = date_format(first.first, "F")
    return _("%(first)s to %(last)s") % names


def period_label(start: date | None, end: date | None) -> str:
    """Empty if neither day is given."""
    if is_whole_year(start, end):
        return str(year_of(start, end))
    if month := month_of(start, end):
        return month_label(month)
    if start and start == end:
        return day(start)
    if start and end:
        return _("%(first)s to %(last)s") % {"first": day(start), "last": day(end)}
    if start:
        return _("from %(day)s") % {"day": day(start)}
    return _("until %(day)s") % {"day": day(end)} if end else ""
