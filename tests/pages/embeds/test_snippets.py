"""What partners paste, and where pages and the guide offer it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils.html import escape

from coalition.pages.embed_snippets import snippet_of
from tests.factories import PartyFactory, published
from tests.pages.embeds.asking import get

pytestmark = pytest.mark.django_db


def test_page_offers_what_to_paste(dinner: Any) -> None:
    html = get("/meetings/dinner/").content.decode()
    snippet = snippet_of("meeting", "dinner", "Dinner at the lake")
    (shown,) = re.findall(r"<textarea[^>]* readonly[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert shown == escape(str(snippet))


@pytest.mark.parametrize("path", ["/parties/banyan/", "/meetings/"])
def test_page_without_a_card_offers_nothing_to_paste(path: str) -> None:
    published(PartyFactory(name="Banyan", slug="banyan"))
    assert b"<textarea" not in get(path).content


def test_snippet_is_as_wide_as_it_may_be_and_has_a_height_without_its_script() -> None:
    snippet = snippet_of("alliance", "front", "Front")
    assert 'width="100%" height="560"' in snippet


def test_guide_shows_the_snippet_as_it_is(settings: Any) -> None:
    settings.SITE_URL = "https://desk.example.org"
    guide = (settings.BASE_DIR / "docs" / "embedding.md").read_text()
    (shown,) = re.findall(r"```html\n(.*?)\n```", guide, re.DOTALL)
    assert shown.split() == str(snippet_of("meeting", "SLUG", "TITLE")).split()
