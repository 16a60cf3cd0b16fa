"""A picture to try things on, and how tests look into what was drawn."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.rendering import svg_file
from coalition.pages.pictures.shapes import text

SVG = "{http://www.w3.org/2000/svg}"

#: What editors could type, and what would break a page or a file if it were not escaped.
HOSTILE = [
    "<script>alert(1)</script>",
    "]]> & \"quoted\" 'too' <!-- -->",
    "</text></svg><script>",
    "اردو \u200f نام",
    "x" * 2000,
    "\x00\x07\x1b control \ud800",
    "&lt;already&gt; &#0;",
]


def picture(*words: str, body: Iterable[Element] = (), **given: Any) -> Picture:
    shapes = [text(0, 20 + 20 * n, word) for n, word in enumerate(words)]
    return Picture(
        **{
            "name": "sample",
            "title": "A sample",
            "description": "It shows nothing.",
            "width": 300,
            "height": 200,
            "body": [*shapes, *body],
            "canonical": "https://desk.example.org/alliances/front/",
            "newest_at": datetime(2023, 12, 6, 16, 11, tzinfo=UTC),
        }
        | given
    )


def parsed(svg: bytes) -> Element:
    """The tree of a file; raises if it is not well-formed."""
    return fromstring(svg)


def words_in(svg: bytes) -> list[str]:
    """Each text that is drawn, as it is drawn."""
    found = []
    for element in parsed(svg).iter(f"{SVG}text"):
        tip = element.find(f"{SVG}title")
        found.append((tip.tail if tip is not None else element.text) or "")
    return found


def tags(picture: Picture, name: str) -> list[Element]:
    return list(parsed(svg_file(picture)).iter(f"{SVG}{name}"))


def in_black(shapes: Iterable[Element]) -> str:
    """What is drawn, without its colours."""
    svg = "".join(tostring(shape, encoding="unicode") for shape in shapes)
    return re.sub(r' class="[^"]*"', "", svg)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height as the header of the PNG has them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height
