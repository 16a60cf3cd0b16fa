"""How pages load in a real browser on a slow line: what they ask for, and whether a thing moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

DINNER = "/meetings/india-floor-leaders-2023-12-06/"
#: Below this, Chrome's own measure calls a page still; the rest is the rounding of letters.
STILL = 0.001
#: Seconds that a font takes: the page is read in another font by then.
LATE = 1.0

_COUNT_SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Callable[[str, int], list[str]]:
    """Opens a page of a width, waits until it is at rest; gives what was asked for."""
    call_command("load_seeds", verbosity=0)
    asked: list[str] = []

    def slow(route: Route) -> None:
        time.sleep(LATE)
        route.continue_()

    def opened(path: str, width: int) -> list[str]:
        asked.clear()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}{path}")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(300)
        return list(asked)

    page.add_init_script(_COUNT_SHIFTS)
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*.woff2", slow)
    return opened


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", DINNER, f"/hi{DINNER}"])
def test_nothing_moves_when_the_fonts_come_late(
    page: Page, visit: Callable[[str, int], list[str]], path: str, width: int
) -> None:
    visit(path, width)
    assert page.evaluate("window.shifts") < STILL


@pytest.mark.parametrize(
    ("path", "fonts"),
    [
        (DINNER, {"newsreader-basic.woff2"}),
        (f"/hi{DINNER}", {"newsreader-basic.woff2", "noto-serif-devanagari.woff2"}),
    ],
)
def test_page_asks_this_site_alone_and_for_no_font_it_has_no_letter_of(
    live_server: LiveServer,
    visit: Callable[[str, int], list[str]],
    path: str,
    fonts: set[str],
) -> None:
    asked = visit(path, 360)
    assert [address for address in asked if not address.startswith(live_server.url)] == []
    names = [PurePosixPath(urlsplit(address).path) for address in asked]
    assert {name.name for name in names if name.suffix == ".woff2"} == fonts
