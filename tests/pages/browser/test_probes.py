"""That the looks at layout and focus find what is wrong: else they would prove nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

_LAYOUT = Path(__file__).with_name("layout.js").read_text()
_FOCUS = Path(__file__).with_name("focus.js").read_text()

_HEAD = """<!doctype html><style>
    body { margin: 0; font: 16px/1.5 sans-serif; }
    .unseen { position: absolute; width: 1px; height: 1px; clip-path: inset(50%); }
    .skip { position: absolute; top: -99px; }
    .box { overflow: auto; width: 300px; }
</style>"""


@pytest.mark.parametrize(
    ("flaw", "html"),
    [
        ("scrolls", "<p style='width: 500px'>Wide</p>"),
        ("outside", "<p style='margin-left: -30px'>Begins too early</p>"),
        ("outside", "<p style='width: 500px; text-align: right'>Ends too late</p>"),
        ("overlaps", "<p>One</p><p style='margin-top: -36px'>Two</p>"),
        ("overlaps", "<p>One</p><button style='margin-top: -36px; display: block'>Two</button>"),
        (
            "overlaps",
            "<svg width='99' height='99'><text y='40'>One</text><text y='42'>Two</text></svg>",
        ),
        ("overlaps", "<p>One</p><svg width='99' height='99' style='margin-top: -40px'></svg>"),
        ("cut", "<p style='width: 60px; overflow: hidden; white-space: nowrap'>Longer than it</p>"),
        ("cut", "<p style='height: 20px; overflow: hidden'>One<br>Two<br>Three</p>"),
        ("cut", "<svg width='60' height='40'><text x='20' y='20'>Longer than it</text></svg>"),
    ],
)
def test_look_finds_the_flaw(page: Page, flaw: str, html: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(_HEAD + html)
    assert page.evaluate(_LAYOUT)[flaw]


@pytest.mark.parametrize(
    "html",
    [
        "<p>One</p><p>Two <b>three</b> <a href='/x'>four</a></p>",
        "<h1 style='line-height: 1'>Two lines of a heading that stand rather close together</h1>",
        "<p><span class='unseen'>Unseen</span>Seen</p><p class='skip'>Skip</p>",
        "<div class='box'><p style='width: 900px'>To be scrolled</p></div>",
        "<details><summary>One</summary><p>Two</p></details><p>Three</p>",
        "<button>One <b>two</b></button> <button>Three</button>",
        "<svg width='99' height='40'><text x='5' y='20'>Within</text></svg>",
        "<p lang='ur' dir='rtl'>برگد پارٹی</p><p lang='ta'>ஆலமரக் கட்சி</p>",
    ],
)
def test_look_finds_nothing_on_a_good_page(page: Page, html: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(_HEAD + html)
    found = page.evaluate(_LAYOUT)
    assert found == {"scrolls": [], "outside": [], "overlaps": [], "cut": []}


@pytest.mark.parametrize(
    ("flaw", "html"),
    [
        ({"isMarked": False}, "<a href='/x' style='outline: none'>One</a>"),
        ({"isInView": False}, "<a href='/x' style='position: fixed; top: -99px'>One</a>"),
        (
            {"isCovered": True},
            "<a href='/x'>One</a><p style='position: fixed; inset: 0; margin: 0'>Two</p>",
        ),
        ({"isMarked": True, "isInView": True, "isCovered": False}, "<a href='/x'>One</a>"),
    ],
)
def test_look_at_the_focus_tells(page: Page, flaw: dict[str, bool], html: str) -> None:
    page.set_content(_HEAD + html)
    page.keyboard.press("Tab")
    found = page.evaluate(_FOCUS)
    assert {name: found[name] for name in flaw} == flaw
