"""Reading a page as a reader does: its words, without its markup."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Words(HTMLParser):
    """Collects text; what opens beside facts is left out."""

    _VOID = {"meta", "link", "input", "br", "hr", "img"}

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._left_out = 0

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        if tag == "br":
            self.parts.append(" ")
        if tag in self._VOID:
            return
        classes = (dict(attributes).get("class") or "").split()
        if self._left_out or tag in {"title", "script"} or "why" in classes:
            self._left_out += 1
        if "note" in classes or tag in {
            "p",
            "li",
            "dd",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "div",
            "section",
            "td",
            "th",
        }:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out and tag not in self._VOID:
            self._left_out -= 1

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.parts.append(data)


def words_of(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    return re.sub(r"\s+", " ", "".join(parser.parts)).strip()


def words_inside(html: str) -> str:
    """The words of a fragment with nothing left out."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).replace(" ,", ",").strip()


def read(path: str, **query: str) -> str:
    """The words of a page that is there."""
    answer = Client().get(path, query)
    assert answer.status_code == 200, (path, answer.status_code)
    return words_of(answer.content.decode())


def section(html: str, anchor: str) -> str:
    """The words of one part of a page, from its anchor to the end of its `<section>`."""
    found = re.search(rf'<section[^>]* id="{anchor}".*?</section>', html, re.DOTALL)
    assert found, f"no part {anchor}"
    return words_of(found[0])
