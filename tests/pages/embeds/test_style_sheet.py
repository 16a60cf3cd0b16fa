"""The style sheet of cards has the colours of the site's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings

STATIC = settings.BASE_DIR / "coalition" / "static" / "coalition"


def test_style_sheet_of_cards_has_the_colours_of_the_site() -> None:
    def properties(sheet: str) -> Iterator[tuple[str, str]]:
        for scheme, block in zip(
            ("light", "dark"),
            re.findall(r":root \{(.*?)\}", (STATIC / sheet).read_text(), re.DOTALL)[:2],
            strict=True,
        ):
            for name, value in re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", block):
                yield f"{scheme} {name}", value

    site, cards = dict(properties("site.css")), dict(properties("embed.css"))
    assert len(cards) > 20
    assert cards.items() <= site.items()


def test_style_sheet_of_cards_colours_pictures_as_the_site_does() -> None:
    def rules(sheet: str) -> set[str]:
        return set(re.findall(r"\.pic-[fs]-[a-z-]+ \{[^}]*\}", (STATIC / sheet).read_text()))

    assert rules("embed.css") == rules("site.css") != set()
