"""`/archive/` and `/archive/<yyyy-mm>/`: everything by the month it is dated to.

What is dated to some days of a month stands in it; what only may fall in it stands apart. An open
side counts for nothing: “before 6 December” may be long before, and stands in December. What is
dated to more than a few months is too vague for any of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coalition.models.editions import EditionQuerySet, Kind
from coalition.pages.addresses import absolute, list_path, site_path
from coalition.pages.almanac import (
    MOST_MONTHS,
    Month,
    almanac_of,
    months_between,
)
from coalition.pages.facets import Links, Option
from coalition.pages.paging import DATED_KINDS
from coalition.pages.periods import month_label
from coalition.pages.public_answers import public_page
from coalition.pages.structured_data.graphs import list_graph
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.vantage import Vantage, vantage_of, with_vantage
from coalition.pages.wording import KINDS, word

#: A month that holds more is shown in part, and the lists of each kind have the rest.
_MOST = 200
_LONGEST = timedelta(days=31 * MOST_MONTHS)
_ORDER = (Kind.MEETING, Kind.SEAT_SHARING_TALK, Kind.STATEMENT, Kind.ELECTION)


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """A month in the archive, with how much is certain to be in it and how much may be."""

    label: str
    path: str
    certain: int
    perhaps: int


@dataclass(frozen=True, slots=True)
class YearEntry:
    year: int
    months: list[MonthEntry]


@dataclass(frozen=True, slots=True)
class KindGroup:
    """What there is of one kind."""

    heading: str
    summaries: list[Summary]


def month_path(month: Month) -> str:
    return site_path(f"/archive/{month}/")


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    months = almanac_of(request).calendar
    context = {
        "section": site_path("/archive/"),
        "years": [
            YearEntry(
                year,
                [
                    MonthEntry(
                        date_format(month.first, "F"),
                        with_vantage(request, month_path(month)),
                        *months[month],
                    )
                    for month in found
                ],
            )
            for year, found in groupby(sorted(months, reverse=True), key=lambda month: month.year)
        ],
        "canonical": absolute(site_path("/archive/")),
        "structured": list_graph(_("Archive by month"), site_path("/archive/")),
    }
    return render(request, "pages/archive.html", context)


@public_page
def archive_month(request: HttpRequest, month: Month) -> HttpResponse:
    vantage = vantage_of(request)
    months = list(almanac_of(request).calendar)
    if month not in months:
        raise Http404
    place = months.index(month)
    rows = list(
        _dated_to(month, vantage)
        .order_by("-sort_key")
        .values_list("earliest", "latest", "body")[: _MOST + 1]
    )
    certain: list[Summary] = []
    perhaps: list[Summary] = []
    for earliest, latest, body in rows[:_MOST]:
        if earliest and latest and months_between(earliest, latest) > MOST_MONTHS:
            continue
        summary = summary_of(json.loads(body), today=vantage.today)
        is_certain = earliest and latest and month.first <= earliest and latest <= month.last
        (certain if is_certain else perhaps).append(summary)
    context = {
        "section": site_path("/archive/"),
        "heading": month_label(month),
        "certain": _by_kind(certain[::-1]),
        "perhaps": _by_kind(perhaps[::-1]),
        "lists": _lists(month, vantage) if len(rows) > _MOST else [],
        "index": with_vantage(request, site_path("/archive/")),
        "previous": _option(months[place - 1], request) if place else None,
        "following": _option(months[place + 1], request) if place + 1 < len(months) else None,
        "canonical": absolute(month_path(month)),
        "structured": list_graph(month_label(month), month_path(month)),
    }
    return render(request, "pages/archive_month.html", context)


def _dated_to(month: Month, vantage: Vantage) -> EditionQuerySet:
    """Each part is a range of the index by day."""
    within = (month.first, month.last)
    # Time ends with the year 9999, and nothing is dated beyond it.
    furthest = month.last + min(_LONGEST, date.max - month.last)
    return (
        vantage.editions()
        .filter(kind__in=DATED_KINDS)
        .filter(
            Q(latest__range=within)
            | Q(latest=None, earliest__range=within)
            | Q(
                latest__gt=month.last,
                latest__lte=furthest,
                earliest__lte=month.last,
            )
        )
        .defer("search_text")
    )


def _by_kind(summaries: list[Summary]) -> list[KindGroup]:
    return [
        KindGroup(word(KINDS, kind), found)
        for kind in _ORDER
        if (found := [summary for summary in summaries if summary.kind == kind])
    ]


def _lists(month: Month, vantage: Vantage) -> list[Option]:
    given = {"from": month.first.isoformat(), "to": month.last.isoformat()}
    return [
        Option(
            _("%(kind)s, %(month)s") % {"kind": word(KINDS, kind), "month": month_label(month)},
            Links(list_path(kind), given, vantage.parameters).to(),
        )
        for kind in _ORDER
    ]


def _option(month: Month, request: HttpRequest) -> Option:
    return Option(month_label(month), with_vantage(request, month_path(month)))
