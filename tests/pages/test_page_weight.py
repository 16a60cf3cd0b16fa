"""What a reader waits for: how heavy a page is on the wire, and what holds it up.

The page of the seed report, with every style sheet, font and picture that it makes a browser fetch.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from newsroom.fonts import CUTS, TARGET, characters_of

pytestmark = pytest.mark.django_db

PAGE = "/meetings/india-floor-leaders-2023-12-06/"
LIMIT = 60 * 1024

#: Compressed already, so that they are served as they are.
_AS_THEY_ARE = {".woff2", ".png"}

_FACE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)


class _Head(HTMLParser):
    """What a page tells a browser to fetch, and the text that it shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._emphasis = 0
        self.emphasised = ""
        # The names of the languages are set in the reader's own fonts.
        html = re.sub(r'<nav class="languages".*?</nav>', "", html, flags=re.DOTALL)
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))
        self._emphasis += tag in ("em", "i")

    def handle_endtag(self, tag: str) -> None:
        self._emphasis -= tag in ("em", "i")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._emphasis:
            self.emphasised += data

    def links(self, rel: str) -> list[dict[str, str]]:
        return [a for tag, a in self.tags if tag == "link" and rel in a.get("rel", "").split()]


@pytest.fixture
def head() -> _Head:
    call_command("load_seeds", verbosity=0)
    return _Head(Client().get(PAGE).content.decode())


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    return Path(found)


def weight_of(content: bytes, suffix: str) -> int:
    return len(content) if suffix in _AS_THEY_ARE else len(brotli.compress(content))


def faces_of(sheet: Path) -> list[dict[str, str]]:
    """The fonts that a style sheet offers from this site."""
    faces = []
    for block in _FACE.findall(sheet.read_text()):
        rules = dict(rule.strip().split(": ", 1) for rule in block.split(";") if ": " in rule)
        if url := re.search(r'url\("([^"]+)"\)', rules["src"]):
            faces.append(rules | {"file": str((sheet.parent / url[1]).resolve())})
    return faces


def fetched_fonts(sheet: Path, head: _Head) -> set[Path]:
    """As a browser does it: a file is fetched if one of its letters is to be shown."""
    found = set()
    for face in faces_of(sheet):
        shown = head.emphasised if face["font-style"] == "italic" else head.text
        ranges = face["unicode-range"].replace(" ", "").replace("\n", "")
        if characters_of(ranges) & {ord(character) for character in shown}:
            found.add(Path(face["file"]))
    return found


def fetched_files(head: _Head) -> set[Path]:
    sheets = [file_of(link["href"]) for link in head.links("stylesheet")]
    pictures = [file_of(link["href"]) for link in head.links("icon")]
    pictures += [
        file_of(a["src"]) for tag, a in head.tags if tag in ("img", "script") and "src" in a
    ]
    preloaded = [file_of(link["href"]) for link in head.links("preload")]
    fonts = {font for sheet in sheets for font in fetched_fonts(sheet, head)}
    return {*sheets, *pictures, *preloaded, *fonts}


def test_seed_page_weighs_at_most_60_kilobytes(head: _Head) -> None:
    html = Client().get(PAGE).content
    weights = {path.name: weight_of(path.read_bytes(), path.suffix) for path in fetched_files(head)}
    weights["the page itself"] = weight_of(html, ".html")
    assert sum(weights.values()) <= LIMIT, weights


def test_seed_page_needs_one_font_and_asks_for_it_ahead(head: _Head) -> None:
    (sheet,) = (link for link in head.links("stylesheet") if link.get("media") != "print")
    (preloaded,) = head.links("preload")
    assert fetched_fonts(file_of(sheet["href"]), head) == {file_of(preloaded["href"])}


def test_one_request_holds_up_the_page(head: _Head) -> None:
    sheets = [link for link in head.links("stylesheet") if link.get("media") != "print"]
    scripts = [
        a
        for tag, a in head.tags
        if tag == "script" and "src" in a and not {"async", "defer"} & a.keys()
    ]
    assert len(sheets) + len(scripts) == 1


def test_page_asks_nobody_else_for_anything(head: _Head) -> None:
    fetching = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch"}
    asked = [a["href"] for rel in fetching for a in head.links(rel)]
    asked += [a["src"] for _, a in head.tags if "src" in a]
    assert [address for address in asked if not address.startswith("/static/")] == []
    for sheet in head.links("stylesheet"):
        css = file_of(sheet["href"]).read_text()
        found = re.findall(r'@import|url\("?([^")]*)', css)
        assert [url for url in found if not url.startswith(("fonts/", "#"))] == []


def test_style_sheet_asks_for_each_font_by_the_characters_it_has() -> None:
    faces = faces_of(file_of("/static/coalition/site.css"))
    ranges = {Path(face["file"]).stem: re.sub(r"\s", "", face["unicode-range"]) for face in faces}
    assert ranges == {cut.name: cut.characters for cut in CUTS}


def test_every_font_has_its_licence_beside_it() -> None:
    for cut in CUTS:
        assert (TARGET / f"{cut.name}.woff2").is_file()
        assert "SIL Open Font License" in (TARGET / f"LICENSE-{cut.package}.txt").read_text()
