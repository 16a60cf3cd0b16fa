"""`/sitemap.xml`, and its parts once there are more addresses than one file may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse

from coalition import generation
from coalition.models.editions import Cause, Edition, Kind
from coalition.pages.addresses import (
    SEGMENTS,
    absolute,
    in_each_language,
    list_path,
    page_path,
    site_path,
)
from coalition.pages.public_answers import public_answer

#: The protocol allows 50,000 addresses. Sequences have no gaps, so a range of them never holds
#: more pages, each of which has an address in each language, of which there are three at most.
PER_PART = 15_000

#: Stands beside the kinds where it is asked when a list has changed.
CORRECTIONS = "corrections"

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@public_answer
def sitemap(request: HttpRequest) -> HttpResponse:
    newest = generation.current()
    if newest <= PER_PART:
        return _answer("urlset", _pages(1))
    parts = range(1, (newest - 1) // PER_PART + 2)
    return _answer(
        "sitemapindex",
        (f"<sitemap><loc>{absolute(f'/sitemap-{n}.xml')}</loc></sitemap>" for n in parts),
    )


@public_answer
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    if part < 1 or (part - 1) * PER_PART >= generation.current():
        raise Http404
    return _answer("urlset", _pages(part))


def _pages(part: int) -> Iterator[str]:
    """Each page in each language, every time with where it stands in the others."""
    for path, changed in _paths(part):
        versions = [(version.subtag, escape(at)) for version, at in in_each_language(path)]
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{subtag}" href="{at}"/>'
            for subtag, at in versions
        )
        for _, at in versions:
            yield f"<url><loc>{at}</loc>{lastmod}{alternates}</url>"


def _paths(part: int) -> Iterator[tuple[str, str]]:
    """Each page with its day of change; the first part has the lists too."""
    if part == 1:
        yield from _lists()
    rows = (
        Edition.objects.live()
        .filter(sequence__gt=(part - 1) * PER_PART, sequence__lte=part * PER_PART)
        .order_by("sequence")
        .values_list("kind", "slug", "published_at")
    )
    for kind, slug, published_at in rows.iterator():
        yield page_path(kind, slug), _told(published_at)


def _lists() -> Iterator[tuple[str, str]]:
    """A list has changed when something of its kind was published."""
    changed = newest_publications()
    yield site_path("/"), _told(max(changed.values(), default=None))
    for kind in SEGMENTS:
        yield list_path(kind), _told(changed.get(kind))
    yield site_path("/corrections/"), _told(changed.get(CORRECTIONS))


def newest_publications() -> dict[str, datetime]:
    """When something of each kind was last published, and when something was last put right.

    One query of as many looks into an index as there are kinds; a count over all would read all.
    """
    live, every = Edition.objects.live(), Edition.objects.all()
    newest = {kind: live.of_kind(Kind(kind)).order_by("-published_at") for kind in SEGMENTS}
    amends = [Cause.CORRECTED, Cause.WITHDRAWN, Cause.MERGED]
    newest[CORRECTIONS] = every.filter(cause__in=amends).order_by("-sequence")
    found = (
        every.order_by("-sequence")
        .values_list(*(Subquery(one.values("published_at")[:1]) for one in newest.values()))
        .first()
    )
    moments = zip(newest, found or (), strict=found is not None)
    return {name: moment for name, moment in moments if moment}


def _told(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _answer(root: str, entries: Iterable[str]) -> HttpResponse:
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_XMLNS}" xmlns:xhtml="{_XHTML}">'
    )
    content = "\n".join([head, *entries, f"</{root}>\n"])
    return HttpResponse(content, content_type="application/xml; charset=utf-8")
