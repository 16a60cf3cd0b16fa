"""`/agenda/`: what is announced, in the order of the earliest day it can be on.

A day is only called a day where the source gives one. What may be on some day of a span stands in
the month of its first possible day, apart from what has a day; what spans months stands alone; what
has no date stands last. What was called off or put off is shown, struck out, until its day is over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, DateField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from coalition.models.editions import Edition, EditionLink, EditionQuerySet, Kind, Relation
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
    """One query. What can be in an earlier month comes first, and what has no day last."""
    return _plans(_soonest(ahead(vantage), vantage.today)[:limit], vantage)


def plans_still_on(vantage: Vantage, *, limit: int) -> list[Plan]:
    """The same without what is off. One query."""
    rows = ahead(vantage).exclude(state__in=_OFF)
    return _plans(_soonest(rows, vantage.today)[:limit], vantage)


def ahead(vantage: Vantage) -> EditionQuerySet:
    """Meetings and polling that may be today or later, and plans without a date.

    Of what has no last possible day, a plan stands until somebody records what became of it, and
    polling until its outcome; what is off, until the one day that is known is over.
    """
    outcomes = EditionLink.objects.filter(edition=OuterRef("sequence"), relation=Relation.OUTCOME)
    may_come = Q(kind__in=[Kind.MEETING, Kind.ELECTION], latest__gte=vantage.today)
    is_open = Q(kind=Kind.MEETING, latest=None, state__in=_PLANNED)
    is_off = Q(kind=Kind.MEETING, latest=None, state__in=_OFF, earliest__gte=vantage.today)
    is_polling = Q(kind=Kind.ELECTION, latest=None, earliest__isnull=False, outcome=None)
    # A value of each edition, for EXISTS might be answered from the outcomes of all elections.
    outcome = Subquery(outcomes.order_by().values("relation")[:1])
    editions = vantage.editions().alias(outcome=outcome)
    found = editions.filter(may_come | is_open | is_off | is_polling)
    return found.exclude(state="held").defer("search_text")


def _soonest(editions: EditionQuerySet, today: date) -> EditionQuerySet:
    """By the month of the first possible day; in it, what is in no other month comes first."""
    first = Case(
        When(earliest=None, latest=None, then=Value(None)),
        When(earliest__gt=today, then=F("earliest")),
        default=Value(today),
        output_field=DateField(),
    )
    found = editions.alias(first=first, month=TruncMonth("first"))
    is_wide = Case(When(latest__isnull=False, month=TruncMonth("latest"), then=0), default=1)
    # Databases disagree on where what is not known comes in an order.
    month, day, last = (F(name).asc(nulls_last=True) for name in ("month", "first", "latest"))
    return found.order_by(month, is_wide, day, last, "sort_key")


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
