"""`/share/site.png`: what a link to the front page, or to a list, looks like where it is shared."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.pages.addresses import site_path
from coalition.pages.pictures.downloads import file_answer
from coalition.pages.pictures.lettering import Face, face_for, wrapped
from coalition.pages.pictures.rendering import PNG_TYPE, png_of, standalone
from coalition.pages.pictures.shapes import box, circle, stroke, text
from coalition.pages.pictures.share_images import HEIGHT, WIDTH
from coalition.pages.public_answers import public_page

_MARGIN = 72.0
_NAME_SIZE, _LINE_SIZE = 92.0, 40.0


def site_share_path() -> str:
    return site_path("/share/site.png")


@public_page
def site_share(request: HttpRequest) -> HttpResponse:
    return file_answer(_drawn(get_language()), PNG_TYPE, "coalition-desk.png")


@lru_cache(maxsize=8)
def _drawn(language: str) -> bytes:
    """The wordmark with its three rings, and what the site is for; the same until it is deployed
    anew, so each language is drawn once."""
    tagline = _("Who met, who came, who stayed away, and who says so.")
    face = face_for(tagline, Face.SERIF)
    root = standalone(WIDTH, HEIGHT)
    root.extend([box(0, 0, WIDTH, HEIGHT, fill="paper"), box(0, 0, WIDTH, 14, fill="accent")])
    for x, y in ((0, 0), (48, 0), (24, 42)):
        root.append(circle(_MARGIN + 36 + x, 166 + y, 34, line="accent", thickness=13))
    name = _("Coalition Desk")
    root.append(text(_MARGIN, 352, name, size=_NAME_SIZE, face=face_for(name, Face.SERIF)))
    for n, line in enumerate(wrapped(tagline, WIDTH - 2 * _MARGIN, _LINE_SIZE, face, lines=2)):
        down = 424 + n * _LINE_SIZE * 1.3
        root.append(text(_MARGIN, down, line, size=_LINE_SIZE, face=face, fill="soft"))
    root.append(stroke(_MARGIN, 528, WIDTH - _MARGIN, 528, line="rule", thickness=2))
    host = urlsplit(settings.SITE_URL).netloc
    root.append(text(_MARGIN, 576, host, size=26, fill="soft", width=WIDTH - 2 * _MARGIN))
    return png_of(tostring(root, encoding="unicode"), scale=1)
