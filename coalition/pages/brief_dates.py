"""Dates where there is little room: as short as they can be told without saying more than the
source does."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coalition.pages.spoken_dates import RESERVATIONS, reserved
from coalition.pages.times import has_set_days, when


def brief(document: dict[str, Any] | None) -> str:
    """“6 Dec 2023”, “17–18 Jul 2023”, “Oct 2023” for some day of it, “by 5 Dec 2023”, “about
    6 Dec 2023”; in the words of the label what its bounds alone would not tell."""
    on = when(document)
    if on is None or document is None:
        return ""
    edtf: str = document["edtf"]
    first, last = on.earliest, on.latest
    if _is_more_than_its_bounds(edtf):
        return on.label
    if first and last:
        is_set = has_set_days({"edtf": edtf.rstrip("".join(RESERVATIONS))})
        return reserved(_within(first, last, is_set=is_set), edtf) or on.label
    if last:
        return _("by %(day)s") % {"day": _day(last)}
    return _("from %(day)s") % {"day": _day(first)} if first else on.label


def _is_more_than_its_bounds(edtf: str) -> bool:
    """A set in braces is not the days between its own; a sign or an open digit within an interval
    or a set is about one of its sides alone."""
    is_compound = edtf.startswith("[") or "/" in edtf
    return edtf.startswith("{") or (is_compound and bool({*RESERVATIONS, "X"} & set(edtf)))


def _within(first: date, last: date, *, is_set: bool) -> str:
    """Empty if there is no shorter way to say it than the source's own."""
    if (first.year, first.month) != (last.year, last.month):
        return ""
    if not is_set:
        return date_format(first, "M Y")
    return _day(first) if first == last else f"{first.day}–{_day(last)}"


def _day(day: date) -> str:
    return date_format(day, "j M Y")
