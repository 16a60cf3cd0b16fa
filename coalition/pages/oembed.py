"""`/oembed`: what a partner's editor makes of a pasted address of ours (oembed.com, version 1.0).

A program asks, so errors are a line of plain text, and say nothing of what was withdrawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from coalition.live_editions import Moved, NotPublic
from coalition.models.editions import Edition, Kind
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.addresses import absolute, site_path
from coalition.pages.embed_snippets import snippet_of
from coalition.pages.embeds import EMBEDDED, embed_height
from coalition.pages.list_queries import single_values
from coalition.pages.pictures.share_images import HEIGHT, WIDTH, share_path
from coalition.pages.public_answers import public_answer
from coalition.pages.refusals import BadParameter
from coalition.pages.vantage import PARAMETER, Vantage, vantage_of
from coalition.pages.xml_text import possible
from newsroom.languages import Language, language_of

FORMATS = {"json": "application/json", "xml": "text/xml"}

#: As wide as a column of text is; a card has no more to say than fits it.
_WIDTH = 700
#: Seconds. What is pasted is a frame, which says by itself what is new.
_CACHE_AGE = 86_400
_NUMBER = re.compile(r"[1-9][0-9]{0,4}\Z")
_KINDS = {PAGE_PATHS[kind]: Kind(kind) for kind in EMBEDDED}
_PAGE = re.compile(rf"/({'|'.join(_KINDS)})/([-a-zA-Z0-9_]+)/?\Z")
_KNOWN = ("url", "format", "maxwidth", "maxheight")


def oembed_address(page: str, form: str) -> str:
    """Where a program finds out how to show the page at the absolute address `page`."""
    return absolute(f"/oembed?{urlencode({'url': page, 'format': form})}")


def _for_programs(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Editors ask from within their own pages, and the answer is the same for everybody."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            response = view(request)
        except Http404:
            response = _line(404)
        if response.status_code >= 400 and not response["Content-Type"].startswith("text/plain"):
            refusal = _line(response.status_code)
            for name in ("Allow", "Cache-Control"):
                if name in response:
                    refusal[name] = response[name]
            response = refusal
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@_for_programs
@public_answer
def oembed(request: HttpRequest) -> HttpResponse:
    try:
        asked = _asked(request.GET)
        max_width, max_height = _limit(asked, "maxwidth"), _limit(asked, "maxheight")
        language, kind, slug = _page(asked["url"])
    except BadParameter as error:
        return _line(400, f"{error.name[:60]}: {error.detail}")
    form = asked.get("format", "json")
    if form not in FORMATS:
        return _line(501)
    edition = _found(vantage_of(request), kind, slug)
    with translation.override(language.code):
        answer = _answer(edition, min(_WIDTH, max_width or _WIDTH), max_height)
        if (max_width or WIDTH) >= WIDTH and (max_height or HEIGHT) >= HEIGHT:
            answer |= _thumbnail(edition)
    content = json.dumps(answer) if form == "json" else _xml(answer)
    return HttpResponse(content, content_type=f"{FORMATS[form]}; charset=utf-8")


def _asked(parameters: QueryDict) -> dict[str, str]:
    """What else an editor sends is ignored, as the specification wants. `as_of` is not: of an
    address that was pasted without being escaped, it is a part."""
    _refuse_the_past(parameters)
    known = parameters.copy()
    for name in parameters.keys() - set(_KNOWN):
        del known[name]
    asked = single_values(known)
    if not asked.get("url"):
        raise BadParameter("url", _("Say which page."))
    return asked


def _refuse_the_past(parameters: Container[str]) -> None:
    """What is pasted stays for years, and a card is kept right as long. Whoever quotes a past state
    is told; their editor leaves the address as a link then, which shows that state."""
    if PARAMETER in parameters:
        raise BadParameter(PARAMETER, _("A card shows what is known now. Leave this out."))


def _limit(asked: dict[str, str], name: str) -> int | None:
    if name not in asked:
        return None
    if not _NUMBER.match(asked[name]):
        raise BadParameter(name, _("Give a whole number of pixels."))
    return int(asked[name])


def _page(url: str) -> tuple[Language, Kind, str]:
    """Raises NotPublic for what is no page of ours, or of a kind that has no card, and BadParameter
    for a page as it was."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotPublic(url) from None
    is_ours = parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower()
    language = language_of(parts.path)
    match = _PAGE.match(parts.path.removeprefix(language.prefix))
    if match is None or not is_ours or parts.scheme not in ("http", "https"):
        raise NotPublic(url)
    _refuse_the_past(parse_qs(parts.query, keep_blank_values=True))
    return language, _KINDS[match[1]], match[2]


def _found(vantage: Vantage, kind: Kind, slug: str) -> Edition:
    """What was pasted years ago is found where it is now."""
    try:
        return vantage.find(kind, slug)
    except Moved as moved:
        return moved.edition


def _answer(edition: Edition, width: int, max_height: int | None) -> dict[str, Any]:
    height = embed_height(edition.kind)
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": _("Coalition Desk"),
        "provider_url": absolute(site_path("/")),
        "title": edition.title,
        "cache_age": _CACHE_AGE,
        "width": width,
        "height": min(height, max_height or height),
        "html": snippet_of(
            edition.kind, edition.slug, edition.title, width=width, max_height=max_height
        ),
    }


def _thumbnail(edition: Edition) -> dict[str, Any]:
    """It has one size, and is left out where the limits allow less."""
    return {
        "thumbnail_url": absolute(share_path({"kind": edition.kind, "slug": edition.slug})),
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }


def _xml(answer: dict[str, Any]) -> bytes:
    root = Element("oembed")
    for name, value in answer.items():
        SubElement(root, name).text = possible(str(value))
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _line(status: int, detail: str = "") -> HttpResponse:
    text = f"{detail or HTTPStatus(status).phrase}\n"
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
