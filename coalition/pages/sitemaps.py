"""`/sitemap.xml`, and its parts once there are more addresses than one file may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse

from coalition import generation
from coalition.models.editions import Edition
from coalition.pages.addresses import SEGMENTS, absolute, page_path
from coalition.pages.public_answers import public_answer

#: The protocol allows 50,000. Sequences have no gaps, so a range of them never holds more.
PER_PART = 45_000

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@public_answer
def sitemap(request: HttpRequest) -> HttpResponse:
    newest = generation.current()
    if newest <= PER_PART:
        return _answer("urlset", "url", _entries(1))
    parts = range(1, (newest - 1) // PER_PART + 2)
    return _answer("sitemapindex", "sitemap", ((absolute(f"/sitemap-{n}.xml"), "") for n in parts))


@public_answer
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    if part < 1 or (part - 1) * PER_PART >= generation.current():
        raise Http404
    return _answer("urlset", "url", _entries(part))


def _entries(part: int) -> Iterator[tuple[str, str]]:
    """Each address with its day of change; the first part has the lists too."""
    if part == 1:
        yield absolute("/"), ""
        for segment in SEGMENTS.values():
            yield absolute(f"/{segment}/"), ""
        yield absolute("/corrections/"), ""
    rows = (
        Edition.objects.live()
        .filter(sequence__gt=(part - 1) * PER_PART, sequence__lte=part * PER_PART)
        .order_by("sequence")
        .values_list("kind", "slug", "published_at")
    )
    for kind, slug, published_at in rows.iterator():
        yield absolute(page_path(kind, slug)), published_at.isoformat(timespec="seconds")


def _answer(root: str, element: str, entries: Iterable[tuple[str, str]]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<{root} xmlns="{_XMLNS}">']
    for address, changed in entries:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<{element}><loc>{escape(address)}</loc>{lastmod}</{element}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")
