"""The months and regions that have something in them.

Every list offers them, and telling them takes a look at every edition. So they are worked out once
per generation and kept in the memory of the process.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    Max,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Left
from django.http import HttpRequest

from coalition.kept_values import KeptValue, KeptValues
from coalition.models.editions import Edition, EditionQuerySet
from coalition.pages.paging import DATED_KINDS
from coalition.pages.public_answers import stamp_of
from coalition.pages.vantage import vantage_of

#: What is dated to more months than this is not told apart by months.
MOST_MONTHS = 3
#: Of how many past moments the almanac is kept.
_MOMENTS = 32


def _month(column: str, other: str) -> Left:
    return Left(Cast(Coalesce(column, other), CharField()), 7)


#: Of an edition, as `Month.read` reads them: an open side counts for nothing.
FIRST_MONTH, LAST_MONTH = _month("earliest", "latest"), _month("latest", "earliest")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def following(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month:
        """Of `2023-12`."""
        return cls(int(text[:4]), int(text[5:7]))


class _Row(NamedTuple):
    """How many editions agree in the rest; `first` and `last` are months, as `2023-12`."""

    kind: str
    region: str
    first: str | None
    last: str | None
    is_open: int
    number: int


@dataclass(frozen=True, slots=True)
class Span:
    """How many of a kind in a region are dated from one month to another."""

    kind: str
    region: str
    first: Month
    last: Month
    is_open: bool
    number: int

    @property
    def is_within_a_month(self) -> bool:
        return self.first == self.last and not self.is_open


class Almanac:
    """Made of one query; the rest is worked out when it is asked for."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._rows = list(rows)

    @classmethod
    def of(cls, editions: EditionQuerySet) -> Almanac:
        return cls(_Row(*row) for row in _grouped(editions).values_list(*_Row._fields))

    @cached_property
    def regions(self) -> dict[str, frozenset[str]]:
        """The codes of the regions of each kind."""
        found: dict[str, set[str]] = {}
        for row in self._rows:
            if row.region:
                found.setdefault(row.kind, set()).add(row.region)
        return {kind: frozenset(codes) for kind, codes in found.items()}

    @cached_property
    def spans(self) -> list[Span]:
        """An open side counts for nothing: “before 6 December” is dated to December."""
        return [
            Span(
                row.kind,
                row.region,
                Month.read(row.first),
                Month.read(row.last),
                bool(row.is_open),
                row.number,
            )
            for row in self._rows
            if row.first and row.last
        ]

    def years(self, kind: str) -> list[int]:
        """The years in which something of `kind` is or may be, the newest first."""
        spans = (span for span in self.spans if span.kind == kind)
        return sorted({year for span in spans for year in _years(span)}, reverse=True)

    def months(self, kind: str, year: int) -> list[Month]:
        found = {
            month
            for span in self.spans
            if span.kind == kind
            for month in months_of(span.first, span.last)
            if month.year == year
        }
        return sorted(found)

    @cached_property
    def calendar(self) -> dict[Month, tuple[int, int]]:
        """Of each month, how much is certain to be in it, and how much may be."""
        certain: Counter[Month] = Counter()
        perhaps: Counter[Month] = Counter()
        for span in self.spans:
            for month in months_of(span.first, span.last):
                (certain if span.is_within_a_month else perhaps)[month] += span.number
        return {month: (certain[month], perhaps[month]) for month in sorted({*certain, *perhaps})}


class History:
    """Of every month and region, from when to when it had something that may still be shown.

    One query for all past moments, as there are as many as anybody can think of. What came and went
    in between is not told apart, so a choice may lead to an empty list, which says so.
    """

    def __init__(self, editions: EditionQuerySet) -> None:
        rows = (
            _grouped(editions)
            .annotate(
                since=Min("published_at"),
                until=Max("retired_at"),
                live=Count("sequence", filter=Q(is_live=True)),
            )
            .values_list(*_Row._fields, "since", "until", "live")
        )
        self._rows: list[tuple[_Row, datetime, datetime | None]] = [
            (_Row(*row), since, None if live else until) for *row, since, until, live in rows
        ]

    def at(self, moment: datetime) -> Almanac:
        return Almanac(
            row
            for row, since, until in self._rows
            if since <= moment and (until is None or until > moment)
        )


def _grouped(editions: EditionQuerySet) -> QuerySet[Edition, Any]:
    return (
        editions.filter(kind__in=DATED_KINDS)
        .order_by()
        .values("kind", "region")
        .annotate(
            first=FIRST_MONTH,
            last=LAST_MONTH,
            is_open=Case(
                When(Q(earliest=None) | Q(latest=None), then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            ),
            number=Count("*"),
        )
    )


def months_of(first: Month, last: Month) -> list[Month]:
    """The months from one to another; none if what is dated so is too vague to stand in any."""
    if months_between(first.first, last.first) > MOST_MONTHS:
        return []
    months = [first]
    while months[-1] < last:
        months.append(months[-1].following)
    return months


def months_between(first: date, last: date) -> int:
    """How many months the days from `first` to `last` touch."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _years(span: Span) -> range:
    return range(span.first.year, min(span.last.year, span.first.year + MOST_MONTHS) + 1)


_PRESENT = KeptValue(lambda: Almanac.of(Edition.objects.live()))
_HISTORY = KeptValue(lambda: History(Edition.objects.exclude(body="").open()))
_PAST: KeptValues[datetime, Almanac] = KeptValues(
    lambda moment: Almanac.of(Edition.objects.live_at(moment)), most=_MOMENTS
)


def almanac_of(request: HttpRequest) -> Almanac:
    """With the numbers of then; those of the moments that were asked for last are kept."""
    moment = vantage_of(request).as_of
    return _PRESENT.get(stamp_of(request)) if moment is None else _PAST.get(moment)


def almanac_without_numbers(request: HttpRequest) -> Almanac:
    """The same of the present; of the past, what takes no look at the ledger for each moment."""
    moment = vantage_of(request).as_of
    return _PRESENT.get(stamp_of(request)) if moment is None else _HISTORY.get().at(moment)
