"""Pictures as files: `/<kind>/<slug>/<name>.svg` and `.png`.

They are there exactly as long as the page that shows them, moved and withdrawn with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from coalition.live_editions import Moved
from coalition.models.editions import Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.pictures.catalogue import CATALOGUE
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.rendering import (
    FILE_POLICY,
    PNG_TYPE,
    SVG_TYPE,
    png_file,
    svg_file,
)
from coalition.pages.public_answers import public_page
from coalition.pages.vantage import vantage_of

_FORMS: dict[str, tuple[str, Callable[[Picture], bytes]]] = {
    "svg": (SVG_TYPE, svg_file),
    "png": (PNG_TYPE, png_file),
}


@public_page
def picture_file(request: HttpRequest, kind: Kind, slug: str, name: str, form: str) -> HttpResponse:
    vantage = vantage_of(request)
    edition = vantage.find(kind, slug)
    if edition.slug != slug:
        raise Moved(edition)
    picture = CATALOGUE[kind][name](edition, json.loads(edition.body), vantage)
    if picture is None:
        raise Http404
    content_type, render = _FORMS[form]
    return file_answer(render(picture), content_type, f"{slug}-{name}.{form}")


def file_answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    """`name` is made of a slug, so it needs no quoting beyond the quotes."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if content_type == SVG_TYPE:
        response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def picture_patterns() -> list[URLPattern]:
    return [
        path(
            f"{PAGE_PATHS[kind]}/<slug:slug>/{name}.{form}",
            picture_file,
            {"kind": kind, "name": name, "form": form},
            name=f"{kind}-{name}-{form}",
        )
        for kind, pictures in CATALOGUE.items()
        for name in pictures
        for form in _FORMS
    ]
