"""The front page: what happened last, what is next, how the talks stand, what was put right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext, pgettext

from coalition.models.editions import EditionQuerySet, Kind
from coalition.pages.addresses import absolute, site_path
from coalition.pages.agenda import plans_still_on
from coalition.pages.corrections import corrections, entries_of
from coalition.pages.memberships import present_members
from coalition.pages.public_answers import public_page
from coalition.pages.social import site_description
from coalition.pages.structured_data.graphs import home_graph
from coalition.pages.summaries import Summary, summary_of
from coalition.pages.times import When, when
from coalition.pages.vantage import Vantage, vantage_of
from coalition.pages.wording import QUALIFIER, word

Document = dict[str, Any]

_LATEST = 9
_PLANNED = 4
_OVERDUE = 3
_TALKS = 5
_ALLIANCES = 3
_CORRECTIONS = 4
#: How many members of an alliance are named; the rest is a number.
_MEMBERS = 14

_HELD = "held"
_OPEN_MEETINGS = ("tentative", "confirmed")
_OPEN_TALKS = ("proposed", "ongoing", "stalled")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts, each as exact as its source."""

    number: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AllianceGlance:
    """Of one that was dissolved the numbers of its last members are told only if there are any."""

    summary: Summary
    dissolved: When | None
    figures: list[Figure]
    members: list[Document]
    more: int


@public_page
def home(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    latest, overdue = _meetings(vantage)
    alliances, talks = _standing(vantage)
    lead = next((one for one in latest if one["occurrence"] == _HELD), None)
    context: dict[str, Any] = {
        "lead": _summary(lead, vantage) if lead else None,
        "figures": meeting_figures(lead) if lead else [],
        "latest": [_summary(document, vantage) for document in latest if document is not lead],
        "upcoming": plans_still_on(vantage, limit=_PLANNED),
        "overdue": [_summary(document, vantage) for document in overdue],
        "alliances": [_glance(document, vantage) for document in alliances],
        "talks": [_summary(document, vantage) for document in talks],
        "corrections": entries_of(list(corrections(vantage)[:_CORRECTIONS])),
        "canonical": absolute(site_path("/")),
        "structured": home_graph(site_description()),
    }
    return render(request, "pages/home.html", context)


def _meetings(vantage: Vantage) -> tuple[list[Document], list[Document]]:
    """The newest, with the newest that was held among them, however many were called off since;
    and those of which nobody recorded what became of them. One query.

    What is put off or called off while it is ahead belongs to what is next.
    """
    meetings = vantage.editions().of_kind(Kind.MEETING)
    is_open = Q(state__in=_OPEN_MEETINGS)
    latest = meetings.exclude(is_open).exclude(earliest__gt=vantage.today).order_by("-sort_key")
    overdue = meetings.filter(is_open, latest__lt=vantage.today).order_by("-latest")
    lead = latest.filter(state=_HELD)[:1]
    rows = _either(vantage, latest[:_LATEST], lead, overdue[:_OVERDUE])
    # The lead is usually one of the newest too.
    once = {edition.sequence: edition for edition in rows.order_by("-sort_key")}
    found = [
        (edition.state in _OPEN_MEETINGS, json.loads(edition.body)) for edition in once.values()
    ]
    return (
        [document for is_planned, document in found if not is_planned],
        [document for is_planned, document in found if is_planned],
    )


def _standing(vantage: Vantage) -> tuple[list[Document], list[Document]]:
    """Of the alliances that were published last those with most members, as only a document knows
    these; and the newest open talks. One query.
    """
    alliances = vantage.editions().of_kind(Kind.ALLIANCE).order_by("-sequence")
    talks = vantage.editions().of_kind(Kind.SEAT_SHARING_TALK).filter(state__in=_OPEN_TALKS)
    rows = _either(vantage, alliances[: 4 * _ALLIANCES], talks.order_by("-sort_key")[:_TALKS])
    found = [json.loads(edition.body) for edition in rows.order_by("-sort_key")]
    by_size = sorted(
        (document for document in found if document["kind"] == Kind.ALLIANCE),
        key=lambda document: (
            document["dissolved"] is not None,
            -len(present_members(document, today=vantage.today)),
        ),
    )
    return (
        by_size[:_ALLIANCES],
        [document for document in found if document["kind"] == Kind.SEAT_SHARING_TALK],
    )


def _either(vantage: Vantage, *parts: EditionQuerySet) -> EditionQuerySet:
    """The editions of several limited lists: a union, as OR would look at every edition there is,
    of looks by key, as not every database limits the parts of a union."""
    found = [
        vantage.editions().order_by().filter(sequence__in=part.values("sequence")) for part in parts
    ]
    return (
        found[0]
        .defer("search_text")
        .union(*(part.defer("search_text") for part in found[1:]), all=True)
    )


def _summary(document: Document, vantage: Vantage) -> Summary:
    return summary_of(document, today=vantage.today)


def meeting_figures(document: Document) -> list[Figure]:
    """Reported and named are two numbers; nothing is said of who is not named."""
    reported, recorded = document["reported"]["parties"], document["recorded"]
    figures = []
    if reported:
        number = reported["count"]
        meaning = ngettext("party reported", "parties reported", number)
        figures.append(Figure(_qualified(reported), meaning))
    for count, meaning in (
        (recorded["parties"], ngettext("party named", "parties named", recorded["parties"])),
        (recorded["leaders"], ngettext("leader named", "leaders named", recorded["leaders"])),
    ):
        if count:
            figures.append(Figure(str(count), meaning))
    absent = sum(
        row["leader"] is None and row["status"] == "absent" for row in document["attendance"]
    )
    if absent:
        figures.append(
            Figure(str(absent), ngettext("party stayed away", "parties stayed away", absent))
        )
    return figures


def _qualified(reported: Document) -> str:
    if reported["qualifier"] not in QUALIFIER:
        return str(reported["count"])
    return pgettext("a number, as in “at least 26”", "%(qualifier)s %(number)d") % {
        "qualifier": word(QUALIFIER, reported["qualifier"]),
        "number": reported["count"],
    }


def _glance(document: Document, vantage: Vantage) -> AllianceGlance:
    members = present_members(document, today=vantage.today)
    reported, recorded = document["reported"]["parties"], len(members)
    figures = []
    if reported:
        meaning = ngettext("party reported", "parties reported", reported["count"])
        figures.append(Figure(_qualified(reported), meaning))
    dissolved = when(document["dissolved"])
    if recorded or not dissolved:
        meaning = ngettext("member recorded", "members recorded", recorded)
        figures.append(Figure(str(recorded), meaning))
    return AllianceGlance(
        summary=_summary(document, vantage),
        dissolved=dissolved,
        figures=figures,
        members=members[:_MEMBERS],
        more=max(recorded - _MEMBERS, 0),
    )
