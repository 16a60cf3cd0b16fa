"""Dates as the language of the page says them, from EDTF alone: for pages in another language than
the labels of the record, which are in the words of the desk and of its sources.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SINGLE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?\Z")
_ONE_DAY = timedelta(days=1)

#: What EDTF's signs at the end of a date say of it.
RESERVATIONS: dict[str, str | Promise] = {
    "~": gettext_lazy("about %(date)s"),
    "?": gettext_lazy("%(date)s (uncertain)"),
    "%": gettext_lazy("about %(date)s (uncertain)"),
}


def spoken(edtf: str, earliest: date | None, latest: date | None) -> str:
    """“6 December 2023”, “before 6 December 2023”; empty for what only the source's words can say,
    such as “about 1950”.
    """
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    if edtf[:1] == "[" and "," not in edtf and ".." in edtf:
        return one_of(earliest, latest)
    return _single(edtf)


def one_of(earliest: date | None, latest: date | None) -> str:
    """One day within bounds that may be open on a side; empty beside the first and the last of all
    days, which have none before and after them."""
    if earliest and latest:
        return _("some day from %(first)s to %(last)s") % {
            "first": _beginning(earliest, latest),
            "last": day(latest),
        }
    if latest and latest < date.max:
        return _("before %(day)s") % {"day": day(latest + _ONE_DAY)}
    if earliest and earliest > date.min:
        return _("after %(day)s") % {"day": day(earliest - _ONE_DAY)}
    return ""


def each_of(edtf: str) -> str:
    """“1 February 2024, 5 February 2024”: the dates that a set in braces names; empty if any of
    them has to be told in the source's words."""
    said = []
    for item in edtf[1:-1].split(","):
        if ".." in item:
            said.append(_interval(*item.split("..", 1)))
        else:
            plain = _single(item.rstrip("".join(RESERVATIONS)))
            said.append(plain and reserved(plain, item))
    return ", ".join(said) if all(said) else ""


def reserved(said: str, edtf: str) -> str:
    """`said` of the date `edtf` without its sign, and what the sign adds to it."""
    words = RESERVATIONS.get(edtf[-1])
    return str(words) % {"date": said} if said and words else said


def day(value: date) -> str:
    return date_format(value, "j F Y")


def _single(text: str) -> str:
    found = _SINGLE.match(text)
    if found is None:
        return ""
    if found["month"] is None:
        return found["year"]
    try:
        value = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        # EDTF has seasons too, as months from 21 on.
        return ""
    return day(value) if found["day"] else date_format(value, "F Y")


def _interval(lower: str, upper: str) -> str:
    """A blank side is not known and says so in the source's words; `..` is open."""
    start, end = _single(lower), _single(upper)
    if start and end:
        if len(lower) == len(upper) == 10:
            first, last = date.fromisoformat(lower), date.fromisoformat(upper)
            start = _beginning(first, last)
        return _("%(first)s to %(last)s") % {"first": start, "last": end}
    if start and upper == "..":
        return _("since %(date)s") % {"date": start}
    if end and lower == "..":
        return _("until %(date)s") % {"date": end}
    return ""


def _beginning(first: date, last: date) -> str:
    """The first of two days, without what it shares with the last."""
    if (first.year, first.month) == (last.year, last.month):
        return str(first.day)
    return date_format(first, "j F") if first.year == last.year else day(first)
