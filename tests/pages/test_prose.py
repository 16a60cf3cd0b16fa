from __future__ import annotations

import pytest

from coalition.pages.prose import prose


def test_emphasis_lists_and_links_are_kept() -> None:
    html = prose("A *firm* [plan](https://example.org/plan)\n\n- one\n- two")
    assert "<em>firm</em>" in html
    assert '<a href="https://example.org/plan" rel="nofollow noopener">plan</a>' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="https://example.org" onclick="alert(1)">x</a>',
        "![pixel](https://example.org/pixel.png)",
        "<style>body{display:none}</style>",
        '<p style="color:red">x</p>',
        "<iframe src=https://example.org></iframe>",
    ],
)
def test_markup_of_an_editor_is_only_text(text: str) -> None:
    html = prose(text)
    for tag in ("<script", "<img", "<style", "<iframe", "<a href"):
        assert tag not in html.replace('<a href="https://example.org/pixel.png"', "")


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org",
        "mailto:a@example.org",
        "//example.org",
        "/admin/",
        "&#106;avascript:alert(1)",
    ],
)
def test_links_lead_out_by_http_only(target: str) -> None:
    assert "href" not in prose(f"[x]({target})")


def test_heading_does_not_break_the_outline_of_the_page() -> None:
    assert "<h" not in prose("# Big\n\nBigger\n======")


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_stays_nothing(nothing: str | None) -> None:
    assert prose(nothing) == ""
