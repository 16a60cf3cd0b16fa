"""The colours of files are those of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coalition.pages.pictures import palette

SITE = (Path(palette.__file__).parents[2] / "static" / "coalition" / "site.css").read_text()


def tokens_of(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def _light() -> dict[str, str]:
    return tokens_of(SITE[: SITE.index("@media (prefers-color-scheme: dark)")])


def _dark() -> dict[str, str]:
    start = SITE.index("@media (prefers-color-scheme: dark)")
    return tokens_of(SITE[start : SITE.index("}", start)])


@pytest.mark.parametrize("token", palette.TOKENS)
def test_token_has_the_colours_of_the_style_sheet(token: str) -> None:
    assert palette.TOKENS[token] == (_light()[token], _dark()[token])


@pytest.mark.parametrize("token", palette.TOKENS)
def test_style_sheet_colours_the_class_of_a_token(token: str) -> None:
    assert f".{palette.fill_class(token)} {{ fill: var(--{token}); }}" in SITE
    assert f".{palette.line_class(token)} {{ stroke: var(--{token}); }}" in SITE


def test_file_has_a_dark_scheme_and_a_png_none() -> None:
    assert "prefers-color-scheme:dark" in palette.STYLE
    assert "@media" not in palette.LIGHT_STYLE
