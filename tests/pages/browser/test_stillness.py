"""Nothing moves while a page loads, on a phone whose connection brings the fonts late."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Route

from newsroom.languages import languages
from tests.pages.page_kinds import pages

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

#: What the Web Vitals call good is five times as much.
_MOST = 0.02
_WATCH = """
    window.moved = 0;
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({type: "layout-shift", buffered: true});
"""
_SETTLED = """() => document.fonts.ready.then(() => new Promise(resolve =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.moved)))))"""


def _late(route: Route) -> None:
    time.sleep(0.1)
    route.continue_()


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(spoken.segment, marks=pytest.mark.xdist_group(f"pages-{spoken.subtag}"))
        for spoken in languages()
    ],
)
def test_nothing_moves_when_fonts_come_late(site: str, browser: Browser, language: str) -> None:
    moved = {}
    for kind in pages(language):
        # A reader's first page each time, who has none of the fonts yet.
        with browser.new_context(viewport={"width": 390, "height": 844}) as context:
            page = context.new_page()
            page.add_init_script(_WATCH)
            page.route("**/*.woff2", _late)
            page.goto(site + kind.path)
            shift = page.evaluate(_SETTLED)
        if shift >= _MOST:
            moved[kind.path] = round(shift, 3)
    assert moved == {}
