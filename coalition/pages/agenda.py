"""`/agenda/`: what is announced, in the order of the earliest day it can be on.

A day is only called a day where the source gives one. What may be on some day of a span stands in
the month of its first possible day, apart from what has a day; what spans months stands alone; what
has no date stands last. What was called off or put off is shown, struck out, until its day is over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.models.editions import Edition, EditionQuerySet, Kind
from coalition.pages.addresses import absolute, site_path
from coalition.pages.almanac import Month
from coalition.pages.periods import month_label, months_label
from coalition.pages.public_answers import public_page
from coalition.pages.structured_data.graphs import list_graph
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.times import days_of
from coalition.pages.vantage import Vantage, vantage_of

#: Of what lies ahead, and of what nobody recorded the outcome of.
_AHEAD, _OVERDUE = 200, 30

_PLANNED = ("tentative", "confirmed")
_OFF = ("postponed", "cancelled")


@dataclass(frozen=True, slots=True)
class Plan:
    """Something that lies ahead. `first` is the earliest day that it can still be on."""

    summary: Summary
    first: date | None
    last: date | None
    is_exact: bool
    is_off: bool

    @property
    def month(self) -> Month | None:
        """The one month that it is in."""
        if self.first is None or self.last is None:
            return None
        month = Month.of(self.first)
        return month if month == Month.of(self.last) else None


@dataclass(slots=True)
class AgendaGroup:
    """A month, or a span of months, or what has no date."""

    heading: str
    exact: list[Plan] = field(default_factory=list)
    vague: list[Plan] = field(default_factory=list)


@public_page
def agenda(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    plans = plans_ahead(vantage, limit=_AHEAD)
    overdue = [plan.summary for plan in _plans(_overdue(vantage)[:_OVERDUE], vantage)]
    context = {
        "section": site_path("/agenda/"),
        "groups": groups_of(plans),
        "overdue": overdue,
        "calendar": absolute(site_path("/calendar.ics")),
        "subscription": absolute(site_path("/calendar.ics")).replace("https:", "webcal:", 1),
        "canonical": absolute(site_path("/agenda/")),
        "structured": list_graph(_("What is next"), site_path("/agenda/")),
    }
    return render(request, "pages/agenda.html", context)


def plans_ahead(vantage: Vantage, *, limit: int) -> list[Plan]:
    """One query. What can be on an earlier day comes first, and what has no day last."""
    rows = ahead(vantage).order_by("earliest", "latest", "sort_key")
    return sorted(_plans(rows[:limit], vantage), key=_order)


def ahead(vantage: Vantage) -> EditionQuerySet:
    """Meetings and polling that may be today or later, and plans without a date."""
    is_open = Q(kind=Kind.MEETING, latest=None, state__in=_PLANNED)
    may_come = Q(kind__in=[Kind.MEETING, Kind.ELECTION], latest__gte=vantage.today)
    return vantage.editions().filter(is_open | may_come).exclude(state="held").defer("search_text")


def _overdue(vantage: Vantage) -> EditionQuerySet:
    """Planned for days that are over, and nobody has recorded what became of it."""
    meetings = vantage.editions().of_kind(Kind.MEETING).filter(state__in=_PLANNED)
    return meetings.filter(latest__lt=vantage.today).order_by("-latest").defer("search_text")


def _plans(editions: EditionQuerySet, vantage: Vantage) -> list[Plan]:
    return [_plan(edition, vantage) for edition in editions]


def _plan(edition: Edition, vantage: Vantage) -> Plan:
    first, last = edition.earliest, edition.latest
    is_known = first is not None or last is not None
    document = json.loads(edition.body)
    return Plan(
        summary=summary_of(document, today=vantage.today),
        first=max(first or vantage.today, vantage.today) if is_known else None,
        last=last,
        is_exact=bool(days_of(document["date" if edition.kind == Kind.MEETING else "polling"])),
        is_off=edition.state in _OFF,
    )


def _order(plan: Plan) -> tuple[date, bool, date, date]:
    """By the month of the first possible day; in it, what is in no other month comes first."""
    first = plan.first or date.max
    return (first.replace(day=1), plan.month is None, first, plan.last or date.max)


def groups_of(plans: list[Plan]) -> list[AgendaGroup]:
    groups: dict[str, AgendaGroup] = {}
    for plan in plans:
        heading = _heading(plan)
        group = groups.setdefault(heading, AgendaGroup(heading))
        (group.exact if plan.is_exact else group.vague).append(plan)
    return list(groups.values())


def _heading(plan: Plan) -> str:
    if plan.first is None:
        return _("No date yet")
    if plan.month:
        return month_label(plan.month)
    if plan.last is None:
        return _("%(month)s or later") % {"month": month_label(Month.of(plan.first))}
    return months_label(Month.of(plan.first), Month.of(plan.last))
