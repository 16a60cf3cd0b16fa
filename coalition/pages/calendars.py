"""Calendars to subscribe to: of all meetings, of one alliance's, of a single one."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coalition.live_editions import Moved
from coalition.models.editions import Edition, EditionQuerySet, Kind, Relation
from coalition.pages.addresses import page_path, site_path
from coalition.pages.calendar_events import calendar_of, calendar_path
from coalition.pages.public_answers import public_page
from coalition.pages.vantage import Vantage, vantage_of

CONTENT_TYPE = "text/calendar"

#: What is to come, and the newest of what is over. Subscribers fetch the whole file each time.
_EVENTS = 200


def alliance_calendar_path(slug: str) -> str:
    return f"{page_path(Kind.ALLIANCE, slug).rstrip('/')}.ics"


@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    meetings = vantage.editions().of_kind(Kind.MEETING)
    return _answer(
        _("Coalition Desk: meetings"), site_path("/calendar.ics"), _newest(meetings), vantage
    )


@public_page
def alliance_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    vantage = vantage_of(request)
    alliance = _found(vantage, Kind.ALLIANCE, slug)
    meetings = vantage.editions().of_kind(Kind.MEETING)
    return _answer(
        _("Meetings of %(alliance)s") % {"alliance": alliance.title},
        alliance_calendar_path(slug),
        _newest(meetings.linked_to(alliance.uid, Relation.ALLIANCE)),
        vantage,
    )


@public_page
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    vantage = vantage_of(request)
    edition = _found(vantage, Kind.MEETING, slug)
    path = calendar_path(json.loads(edition.body))
    if not path:
        raise Http404
    return _answer(edition.title, path, [edition.body], vantage)


def _found(vantage: Vantage, kind: Kind, slug: str) -> Edition:
    edition = vantage.find(kind, slug)
    if edition.slug != slug:
        raise Moved(edition)
    return edition


def _newest(meetings: EditionQuerySet) -> list[str]:
    dated = meetings.overlapping().order_by("-sort_key")
    return list(dated.values_list("body", flat=True)[:_EVENTS])


def _answer(name: str, path: str, bodies: list[str], vantage: Vantage) -> HttpResponse:
    content = calendar_of(
        [json.loads(body) for body in bodies], name=name, path=path, today=vantage.today
    )
    return HttpResponse(content, content_type=f"{CONTENT_TYPE}; charset=utf-8")
