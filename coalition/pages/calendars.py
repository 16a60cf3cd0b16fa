"""`/calendar.ics` and `/meetings/<slug>.ics`."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponsePermanentRedirect

from coalition.kept_answers import CACHE_CONTROL
from coalition.live_editions import Moved
from coalition.models.editions import Kind
from coalition.pages.addresses import site_path
from coalition.pages.calendar_events import calendar_of, calendar_path
from coalition.pages.public_answers import public_page
from coalition.pages.vantage import vantage_of, with_vantage

_CONTENT_TYPE = "text/calendar; charset=utf-8"

#: What is to come, and the newest of what is over. Subscribers fetch the whole file each time.
_EVENTS = 200


@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    vantage = vantage_of(request)
    bodies = (
        vantage.editions()
        .of_kind(Kind.MEETING)
        .overlapping()
        .order_by("-sort_key")
        .values_list("body", flat=True)[:_EVENTS]
    )
    documents = [json.loads(body) for body in bodies]
    content = calendar_of(documents, today=vantage.today)
    return HttpResponse(content, content_type=_CONTENT_TYPE)


@public_page
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    vantage = vantage_of(request)
    try:
        edition = vantage.find(Kind.MEETING, slug)
        if edition.slug != slug:
            raise Moved(edition)
    except Moved as moved:
        response = HttpResponsePermanentRedirect(
            with_vantage(request, site_path(f"/meetings/{moved.edition.slug}.ics"))
        )
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response
    document = json.loads(edition.body)
    if not calendar_path(document):
        raise Http404
    content = calendar_of([document], today=vantage.today)
    return HttpResponse(content, content_type=_CONTENT_TYPE)
