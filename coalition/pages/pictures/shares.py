"""`/share/<kind>/<slug>.png`: there exactly as long as the page that it stands for."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from coalition.live_editions import Moved
from coalition.models.editions import Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.pictures.downloads import file_answer
from coalition.pages.pictures.rendering import PNG_TYPE
from coalition.pages.pictures.share_images import share_image
from coalition.pages.public_answers import public_page
from coalition.pages.vantage import vantage_of


@public_page
def share_file(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    vantage = vantage_of(request)
    edition = vantage.find(kind, slug)
    if edition.slug != slug:
        raise Moved(edition)
    content = share_image(json.loads(edition.body), today=vantage.today)
    return file_answer(content, PNG_TYPE, f"{slug}.png")


def share_patterns() -> list[URLPattern]:
    return [
        path(
            f"share/{segment}/<slug:slug>.png",
            share_file,
            {"kind": Kind(kind)},
            name=f"{kind}-share",
        )
        for kind, segment in PAGE_PATHS.items()
    ]
