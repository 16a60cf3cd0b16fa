"""Nothing that a page says is English by accident: it is a text that can be translated, or somebody
else's words.

The pages are rendered in a language whose every text stands in brackets. What is left outside of
them must stand in some published document.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import trans_real

from coalition import kept_answers
from coalition.models import Edition
from coalition.page_addresses import PAGE_PATHS
from coalition.pages.regions import NAMES as REGIONS
from tests.pages.world.story import build_world
from tests.public_addresses import addresses, routes

pytestmark = pytest.mark.django_db

OPEN, CLOSE = "⟦", "⟧"

#: Named in themselves; zones as everybody abbreviates them; names of things; what is asked for.
EVERYWHERE = {"English", "हिन्दी", "IST", "UTC", "RSS", "Atom", "Wikidata", "SVG", "PNG", "zzzz"}
#: The tiles of a map, which say the name of the region too.
_CODES = {code.rpartition("-")[2] for code in REGIONS}
#: Read by machines, or for copying as it is.
_NOT_READ = {"script", "style", "code", "pre", "textarea", "id"}
_READ_OUT = {"title", "aria-label", "alt", "placeholder", "label"}
_PREVIEWED = ("description", "og:title", "og:description", "og:image:alt", "og:site_name")


class _Bracketing:
    """Stands in for the Hindi catalogue; everything else about Hindi stays as it is."""

    def __init__(self, hindi: Any) -> None:
        self._hindi = hindi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._hindi, name)

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}{CLOSE}"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


class _Said(HTMLParser):
    """What a page says to readers, whether they look or listen."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        given = {name: value or "" for name, value in attributes}
        self._silent += tag in _NOT_READ
        self.parts += [value for name, value in given.items() if name in _READ_OUT]
        if tag == "meta" and (given.get("name") or given.get("property")) in _PREVIEWED:
            self.parts.append(given["content"])

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _NOT_READ

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept_answers.forget_all()
    monkeypatch.setitem(trans_real._translations, "hi", _Bracketing(trans_real.translation("hi")))
    yield
    kept_answers.forget_all()


def outside(source: str) -> str:
    """Without what stands in brackets, from the inside out; a text may have been cut short."""
    before = ""
    while before != source:
        before, source = source, re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ¦ ", source)
    return re.sub(f'{OPEN}[^<"]*', " ¦ ", source)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text).replace("\u2068", "").replace("\u2069", ""))


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, str):
        yield value


def published_words() -> str:
    bodies = Edition.objects.exclude(body="").values_list("body", flat=True)
    texts = [text for body in bodies for text in texts_in(json.loads(body))]
    texts += Edition.objects.values_list("note", flat=True)
    # Markdown is shown without its marks.
    return "\n".join(re.sub(r"[*_#>`]|\]\([^)]*\)|\[", "", plain(text)) for text in texts).lower()


def left_over(source: str, known: str) -> list[str]:
    """Pieces of text that neither a catalogue nor a document has."""
    pieces = []
    for part in _Said(outside(source)).parts:
        for piece in re.split(r"[¦·–—…|:;,“”‘’()/%→←]|\. ", plain(part)):
            words = piece.strip(" .\u00a0¶&-+?!*'\"0123456789")
            if not re.search(r"[^\W\d_]{2}", words) or words in EVERYWHERE | _CODES:
                continue
            if words.lower() not in known:
                pieces.append(words)
    return pieces


def pages() -> list[str]:
    """Every page of every record in Hindi, lists and what they can be asked, feeds, pictures."""
    slugs: dict[str, list[str]] = {}
    for kind, slug in Edition.objects.order_by("slug").values_list("kind", "slug").distinct():
        slugs.setdefault(PAGE_PATHS[kind], []).append(slug)
    named = ("leader", "party", "alliance", "election")
    uids = list(Edition.objects.filter(kind__in=named, is_live=True).values_list("uid", flat=True))
    found = ["/hi/nowhere/"]
    for route in routes():
        if not route.startswith("hi/") or route.endswith((".png", ".ics", "oembed")):
            continue
        segment = next((part for part in slugs if f"/{part}/" in route), "")
        values = {
            "slug": slugs.get(segment, []),
            "address": uids,
            "month": ["2023-12", "2023-07"],
        }
        # What a kind says in a feed or a picture it says of each record alike.
        found += addresses(route, values)[: None if route.endswith("/") else 3]
    asked = ["search/?q=a", "search/?q=zzzz", "meetings/?occurrence=held&from=2023-01-01"]
    asked += ["meetings/?colour=red", "corrections/?after=x", "?as_of=2023-12-08"]
    return found + [f"/hi/{question}" for question in asked]


@time_machine.travel("2023-12-12T12:00:00Z", tick=False)
def test_every_text_of_every_page_can_be_translated(bracketed: None) -> None:
    build_world()
    known = published_words()
    found: dict[str, list[str]] = {}
    for path in pages():
        answer = Client().get(path)
        if answer["Content-Type"].startswith(("text/html", "image/svg", "application/atom")):
            for piece in left_over(answer.content.decode(), known):
                found.setdefault(piece, []).append(path)
    assert {piece: paths[:2] for piece, paths in found.items()} == {}


def test_word_that_nobody_can_translate_is_found(bracketed: None) -> None:
    page = (
        f"<p>{OPEN}Meetings of {OPEN}all{CLOSE}{CLOSE} in Patna</p><p title='By hand'>2 seats</p>"
    )
    assert left_over(page, "in patna") == ["By hand", "seats"]
