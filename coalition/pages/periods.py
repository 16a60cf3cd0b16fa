"""The days that a list is narrowed to, as readers call them: a year, a month, from a day on."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coalition.pages.almanac import Month


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


def month_label(month: Month) -> str:
    return date_format(month.first, "YEAR_MONTH_FORMAT")


def period_label(start: date | None, end: date | None) -> str:
    """Empty if neither day is given."""
    if is_whole_year(start, end):
        return str(year_of(start, end))
    if month := month_of(start, end):
        return month_label(month)
    if start and start == end:
        return date_format(start)
    if start and end:
        return _("%(first)s to %(last)s") % {"first": date_format(start), "last": date_format(end)}
    if start:
        return _("from %(day)s") % {"day": date_format(start)}
    return _("until %(day)s") % {"day": date_format(end)} if end else ""
