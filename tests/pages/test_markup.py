"""Every kind of page is valid HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from newsroom.languages import languages
from newsroom.problems import error_answer
from tests.pages.nu_checker import complaints
from tests.pages.page_kinds import pages
from tests.pages.world.story import build_world

pytestmark = pytest.mark.django_db


def test_pages_are_valid(tmp_path: Path) -> None:
    build_world()
    client = Client()
    found = {kind.name: client.get(kind.path).content for kind in pages()}
    for language in languages():
        request = RequestFactory().get(f"{language.prefix}/somewhere/")
        with translation.override(language.code):
            for status in (400, 403, 404, 410, 413, 429, 500, 503):
                found[f"error {status} {language.code}"] = error_answer(request, status).content
    wrong = complaints(found, tmp_path)
    assert not wrong, "\n".join(wrong)


def _page(body: str) -> bytes:
    page = f'<!doctype html><html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    return page.encode()


def test_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    flaws = {
        "Duplicate ID": '<p id="a">x</p><p id="a">y</p>',
        "not allowed as child": "<ul><p>x</p></ul>",
        "must have an “alt” attribute": '<img src="/x.png">',
        "No “p” element in scope": "<div><p>x</div></p>",
        "Attribute “colour” not allowed": '<svg viewBox="0 0 1 1"><rect colour="red"/></svg>',
        # A warning.
        "The first occurrence of ID": '<p id="a">x</p><p id="a">y</p>',
    }
    found = complaints({words: _page(flaw) for words, flaw in flaws.items()}, tmp_path)
    heads = [line.partition(": ") for line in found]
    unnoticed = [
        words
        for words in flaws
        if not any(name.startswith(words) and words in said for name, _colon, said in heads)
    ]
    assert unnoticed == []


def test_checker_is_content_with_what_is_right(tmp_path: Path) -> None:
    right = '<h1>x</h1><details name="a"><summary>y</summary><p>z</p></details>'
    assert complaints({"page": _page(right)}, tmp_path) == []
