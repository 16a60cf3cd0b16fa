"""What there is to choose from: months and regions with something in them, parties and alliances.

Worked out once per generation and kept in the memory of the process, because every list offers it;
for a past moment it is worked out anew.
"""

from __future__ import annotations

import calendar
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Case, CharField, Count, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Left
from django.http import HttpRequest

from coalition.kept_values import KeptValue
from coalition.models.editions import Kind
from coalition.pages.memberships import present_members
from coalition.pages.paging import DATED_KINDS
from coalition.pages.public_answers import stamp_of
from coalition.pages.vantage import Vantage, present, vantage_of

#: What is dated to more months than this is not told apart by months.
MOST_MONTHS = 3
#: More than a reader could choose from; a page of its own leads to the filter anyway.
_IDENTITIES = 2000


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


@dataclass(frozen=True, slots=True)
class Identity:
    """A party or an alliance; `members` are the parties that belong to an alliance now."""

    kind: str
    uid: str
    slug: str
    name: str
    abbreviation: str
    members: frozenset[str] = frozenset()


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
    """One query for the dates and regions, one for the names, when they are asked for."""

    def __init__(self, vantage: Vantage) -> None:
        self._vantage = vantage

    @cached_property
    def regions(self) -> dict[str, frozenset[str]]:
        """The codes of the regions of each kind."""
        found: dict[str, set[str]] = {}
        for kind, region, *_ in self._rows:
            if region:
                found.setdefault(kind, set()).add(region)
        return {kind: frozenset(codes) for kind, codes in found.items()}

    @cached_property
    def spans(self) -> list[Span]:
        """An open side counts for nothing: “before 6 December” is dated to December."""
        return [
            Span(kind, region, Month.read(first), Month.read(last), bool(is_open), number)
            for kind, region, first, last, is_open, number in self._rows
            if first and last
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
            for month in months_of(span)
            if month.year == year
        }
        return sorted(found)

    @cached_property
    def calendar(self) -> dict[Month, tuple[int, int]]:
        """Of each month, how much is certain to be in it, and how much may be."""
        certain: Counter[Month] = Counter()
        perhaps: Counter[Month] = Counter()
        for span in self.spans:
            for month in months_of(span):
                (certain if span.is_within_a_month else perhaps)[month] += span.number
        return {month: (certain[month], perhaps[month]) for month in sorted({*certain, *perhaps})}

    @cached_property
    def _rows(self) -> list[tuple[str, str, str | None, str | None, int, int]]:
        def month(first: str, second: str) -> Left:
            return Left(Cast(Coalesce(first, second), CharField()), 7)

        return list(
            self._vantage.editions()
            .filter(kind__in=DATED_KINDS)
            .order_by()
            .values_list("kind", "region")
            .annotate(
                first=month("earliest", "latest"),
                last=month("latest", "earliest"),
                is_open=Case(
                    When(Q(earliest=None) | Q(latest=None), then=Value(1)),
                    default=Value(0),
                    output_field=IntegerField(),
                ),
                number=Count("*"),
            )
            .values_list("kind", "region", "first", "last", "is_open", "number")
        )

    @cached_property
    def identities(self) -> list[Identity]:
        """By name, the alliances with their present members."""
        body = Case(
            When(kind=Kind.ALLIANCE, then=F("body")), default=Value(""), output_field=TextField()
        )
        rows = (
            self._vantage.editions()
            .filter(kind__in=[Kind.PARTY, Kind.ALLIANCE])
            .order_by("kind", "sort_key")
            .values_list("kind", "uid", "slug", "title", "abbreviation", body)[:_IDENTITIES]
        )
        return [
            Identity(kind, str(uid), slug, title, abbreviation, _members(body, self._vantage.today))
            for kind, uid, slug, title, abbreviation, body in rows
        ]

    def of_kind(self, kind: str) -> list[Identity]:
        return [identity for identity in self.identities if identity.kind == kind]


def months_of(span: Span) -> list[Month]:
    """The months that a span touches; none if it is too vague to stand in any."""
    if months_between(span.first.first, span.last.first) > MOST_MONTHS:
        return []
    months = [span.first]
    while months[-1] < span.last:
        months.append(months[-1].following)
    return months


def months_between(first: date, last: date) -> int:
    """How many months the days from `first` to `last` touch."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _years(span: Span) -> range:
    return range(span.first.year, min(span.last.year, span.first.year + MOST_MONTHS) + 1)


def _members(body: str, today: date) -> frozenset[str]:
    if not body:
        return frozenset()
    members = present_members(json.loads(body), today=today)
    return frozenset(party["id"] for party in members)


_PRESENT = KeptValue(lambda: Almanac(present()))


def almanac_of(request: HttpRequest) -> Almanac:
    vantage = vantage_of(request)
    return Almanac(vantage) if vantage.is_past else present_almanac(stamp_of(request))


def present_almanac(stamp: str = "") -> Almanac:
    """The one that is kept; under `stamp`, if the caller has taken one already."""
    return _PRESENT.get(stamp)
