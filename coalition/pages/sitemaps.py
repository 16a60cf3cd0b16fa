"""`/sitemap.xml`, and its parts once there are more addresses than one file may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse

from coalition import generation
from coalition.models.editions import Edition, EditionQuerySet
from coalition.pages.addresses import absolute, in_each_language, page_path
from coalition.pages.public_answers import public_answer
from coalition.pages.sitemap_lists import changed_lists

#: The protocol allows 50,000 addresses. Sequences have no gaps, so a range of them never holds
#: more pages, each of which has an address in each language, of which there are three at most.
PER_PART = 15_000

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@public_answer
def sitemap(request: HttpRequest) -> HttpResponse:
    newest = generation.current()
    if newest <= PER_PART:
        return _answer("urlset", _pages(1))
    return _answer(
        "sitemapindex",
        (
            f"<sitemap><loc>{absolute(f'/sitemap-{part}.xml')}</loc></sitemap>"
            for part in _parts((newest - 1) // PER_PART + 1)
        ),
    )


@public_answer
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    if part < 1 or (part - 1) * PER_PART >= generation.current():
        raise Http404
    pages = list(_pages(part))
    if not pages:
        raise Http404
    return _answer("urlset", pages)


def _parts(number: int) -> list[int]:
    """Of so many parts those with something in them, as the protocol has none without: in time all
    that a part had may have newer editions in later ones, or be withdrawn.

    One query of a look into the index for each; a count would read every edition.
    """
    others = range(2, number + 1)
    firsts = (Subquery(_live(part).values("sequence")[:1]) for part in others)
    found = Edition.objects.order_by("-sequence").values_list(*firsts).first()
    # The first one has the lists.
    return [1, *(part for part, first in zip(others, found or (), strict=True) if first)]


def _live(part: int) -> EditionQuerySet:
    start = (part - 1) * PER_PART
    within = Edition.objects.live().filter(sequence__gt=start, sequence__lte=start + PER_PART)
    return within.order_by("sequence")


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
        for path, changed in changed_lists():
            yield path, _told(changed)
    rows = _live(part).values_list("kind", "slug", "published_at")
    for kind, slug, published_at in rows.iterator():
        yield page_path(kind, slug), _told(published_at)


def _told(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _answer(root: str, entries: Iterable[str]) -> HttpResponse:
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_XMLNS}" xmlns:xhtml="{_XHTML}">'
    )
    content = "\n".join([head, *entries, f"</{root}>\n"])
    return HttpResponse(content, content_type="application/xml; charset=utf-8")
