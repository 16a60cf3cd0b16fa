"""`/feeds/meetings.atom`: what was published or corrected last."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.models.editions import Kind
from coalition.pages.addresses import absolute, reference_path, site_path
from coalition.pages.public_answers import public_page
from coalition.pages.summaries import summary_of
from coalition.pages.times import moment
from coalition.pages.vantage import vantage_of

_ENTRIES = 50


class _Feed(Atom1Feed):
    """An empty feed says the same each time, so that its entity tag stays as it is."""

    def latest_post_date(self) -> datetime:
        if not self.items:
            return datetime(1970, 1, 1, tzinfo=UTC)
        newest: datetime = max(item["updateddate"] for item in self.items)
        return newest


@public_page
def meetings_feed(request: HttpRequest) -> HttpResponse:
    feed = _Feed(
        title=_("Coalition Desk: meetings"),
        link=absolute(site_path("/meetings/")),
        feed_url=absolute(site_path("/feeds/meetings.atom")),
        description=None,
        subtitle=_("Meetings as they are published and corrected."),
        language=get_language(),
    )
    vantage = vantage_of(request)
    bodies = (
        vantage.editions()
        .of_kind(Kind.MEETING)
        .order_by("-published_at", "-sequence")
        .values_list("body", flat=True)[:_ENTRIES]
    )
    for body in bodies:
        document = json.loads(body)
        summary = summary_of(document, today=vantage.today)
        correction = document["correction"]
        facts = [
            f"{summary.label}, {summary.state_word.lower()}",
            summary.date.label if summary.date else "",
            summary.detail,
            summary.text,
            _("Correction: %(note)s") % {"note": correction["note"]} if correction else "",
        ]
        feed.add_item(
            title=document["title"],
            link=absolute(reference_path(document)),
            description=". ".join(fact.rstrip(".") for fact in facts if fact) + ".",
            unique_id=f"urn:uuid:{document['id']}",
            pubdate=moment(document["first_published_at"]),
            updateddate=moment(document["published_at"]),
        )
    content = feed.writeString("utf-8")
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
