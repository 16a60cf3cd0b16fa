"""A filter by year and month that knows how vague dates are.

"The third week of December" is found under December, and "before 6 December 2023" under every month
that it may have been: a date is shown wherever it can fall.
"""

import calendar
import re
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

_MONTH = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
UNDATED = "none"
#: Further back one types the year into the address, or searches.
_YEARS = 40


class MonthFilter(admin.SimpleListFilter):
    """Years, and the months of the year that is chosen. Made for a field by `month_filter`."""

    field = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        chosen = self.used_parameters.get(self.parameter_name or "", "")
        if isinstance(chosen, list):
            chosen = chosen[-1]
        offered: list[tuple[str, Any]] = []
        for year in self._years(model_admin.model):
            offered.append((str(year), str(year)))
            if str(chosen)[:4] == str(year):
                offered += [
                    (f"{year}-{month:02}", f"{MONTHS[month]} {year}") for month in range(1, 13)
                ]
        return [*offered, (UNDATED, _("Without a date"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        earliest, latest = f"{self.field}_earliest", f"{self.field}_latest"
        if value == UNDATED:
            return queryset.filter(**{f"{earliest}__isnull": True, f"{latest}__isnull": True})
        match = _MONTH.fullmatch(value or "")
        if match is None or match[1] == "0000":
            return queryset
        year = int(match[1])
        first, last = (int(match[2]),) * 2 if match[2] else (1, 12)
        start = date(year, first, 1)
        end = date(year, last, calendar.monthrange(year, last)[1])
        begins = Q(**{f"{earliest}__lte": end}) | Q(
            **{f"{earliest}__isnull": True, f"{latest}__isnull": False}
        )
        ends = Q(**{f"{latest}__gte": start}) | Q(
            **{f"{latest}__isnull": True, f"{earliest}__isnull": False}
        )
        return queryset.filter(begins & ends)

    def _years(self, model: Any) -> list[int]:
        earliest, latest = f"{self.field}_earliest", f"{self.field}_latest"
        found = model._default_manager.aggregate(
            first=Min(earliest), first_end=Min(latest), last=Max(latest), last_begun=Max(earliest)
        )
        days = [day for day in found.values() if day is not None]
        if not days:
            return []
        newest = max(days).year
        return list(range(newest, max(min(days).year, newest - _YEARS) - 1, -1))


def month_filter(name: str, heading: Any) -> type[MonthFilter]:
    """The filter for the imprecise date field `name`."""
    attributes = {"field": name, "title": heading, "parameter_name": f"{name}_in"}
    return type(f"MonthFilterOf{name.title()}", (MonthFilter,), attributes)
