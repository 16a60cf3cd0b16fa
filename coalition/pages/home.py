"""The front page: what happened last, what is next, how the talks stand, what was put right."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coalition.models.editions import EditionQuerySet, Kind
from coalition.pages.addresses import absolute, site_path
from coalition.pages.corrections import corrections, entries_of
from coalition.pages.public_answers import public_page
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.vantage import Vantage, vantage_of

_LATEST = 7
_PLANNED = 12
_TALKS = 5
_CORRECTIONS = 4

_OPEN_MEETINGS = ("tentative", "confirmed")
_OPEN_TALKS = ("proposed", "ongoing", "stalled")


@public_page
def home(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    meetings = vantage.editions().of_kind(Kind.MEETING)
    talks = vantage.editions().of_kind(Kind.SEAT_SHARING_TALK)
    latest = _summaries(meetings.exclude(state__in=_OPEN_MEETINGS), _LATEST, vantage)
    planned = _summaries(meetings.filter(state__in=_OPEN_MEETINGS), _PLANNED, vantage)
    # The list is newest first, but what comes next is what comes first.
    upcoming = [summary for summary in planned if not summary.is_overdue][::-1]
    context: dict[str, Any] = {
        "lead": latest[0] if latest else None,
        "latest": latest[1:],
        "upcoming": upcoming,
        "overdue": [summary for summary in planned if summary.is_overdue],
        "talks": _summaries(talks.filter(state__in=_OPEN_TALKS), _TALKS, vantage),
        "corrections": entries_of(list(corrections(vantage)[:_CORRECTIONS])),
        "canonical": absolute(site_path("/")),
    }
    return render(request, "pages/home.html", context)


def _summaries(editions: EditionQuerySet, number: int, vantage: Vantage) -> list[Summary]:
    bodies = editions.order_by("-sort_key").values_list("body", flat=True)[:number]
    return [summary_of(json.loads(body), today=vantage.today) for body in bodies]
