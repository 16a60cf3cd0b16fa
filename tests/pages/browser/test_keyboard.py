"""Every page by keyboard alone: each stop in its turn, in sight, and marked."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.browser.judging import judge
from tests.pages.page_kinds import pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.xdist_group("pages-hi"),
]

_FOCUS = Path(__file__).with_name("focus.js").read_text()
#: What Tab stops at.
_STOPS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex='0']"
)].filter(element => !element.disabled && element.checkVisibility({visibilityProperty: true})
    && !element.closest("svg a svg")).length"""
_REORDERED = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element);
    return element.tabIndex > 0 || style.order !== "0" || /reverse/.test(style.flexDirection)
        || style.float === "right";
}).map(element => element.outerHTML.slice(0, 80))"""
#: More than any page has.
_ENOUGH = 400


@pytest.fixture(scope="module")
def walks(site: str, browser: Browser) -> dict[str, dict[str, Any]]:
    """Of each page of the site's own language: its stops, and how many there should be."""
    found = {}
    with browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        for kind in pages(""):
            page.goto(site + kind.path)
            found[kind.path] = {
                "expected": page.evaluate(_STOPS),
                "reordered": page.evaluate(_REORDERED),
                "stops": _tab_through(page),
            }
    return found


def _tab_through(page: Page) -> list[dict[str, Any]]:
    """Until the page is left, at its end or by beginning anew."""
    stops: list[dict[str, Any]] = []
    for _ in range(_ENOUGH):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None or (len(stops) > 1 and stop["place"] == stops[0]["place"]):
            break
        # A date has several parts, each of which is a stop of its own.
        if not stops or stop["place"] != stops[-1]["place"]:
            stops.append(stop)
    return stops


def test_each_stop_comes_after_the_last_one(walks: dict[str, dict[str, Any]]) -> None:
    judge(
        {
            path: [
                f"{after['words']} after {before['words']}"
                for before, after in pairwise(walk["stops"])
                if after["place"] <= before["place"]
            ]
            for path, walk in walks.items()
        }
    )


def test_order_on_the_page_is_the_order_to_the_eye(walks: dict[str, dict[str, Any]]) -> None:
    """Nothing is moved away from where the document has it; going up means going to the right."""
    judge(
        {
            path: [
                *walk["reordered"],
                *(
                    f"{after['words']} stands above {before['words']}"
                    for before, after in pairwise(walk["stops"][1:])
                    if after["top"] < before["top"] - 40 and after["left"] <= before["left"]
                ),
            ]
            for path, walk in walks.items()
        }
    )


def test_every_control_is_reached_and_none_keeps_the_focus(
    walks: dict[str, dict[str, Any]],
) -> None:
    judge(
        {
            path: [f"{len(walk['stops'])} stops instead of {walk['expected']}"]
            for path, walk in walks.items()
            if len(walk["stops"]) != walk["expected"]
        }
    )


@pytest.mark.parametrize(
    ("flaw", "is_good"), [("isInView", True), ("isCovered", False), ("isMarked", True)]
)
def test_each_stop_can_be_seen(walks: dict[str, dict[str, Any]], flaw: str, is_good: bool) -> None:
    judge(
        {
            path: [stop["words"] for stop in walk["stops"] if stop[flaw] is not is_good]
            for path, walk in walks.items()
        }
    )


def test_what_is_folded_opens_and_closes_by_enter(site: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        stuck = []
        for kind in pages(""):
            page.goto(site + kind.path)
            folded = page.locator("summary:visible")
            for number in range(min(folded.count(), 3)):
                summary = folded.nth(number)
                was_open = summary.evaluate("element => element.parentElement.open")
                for turn in (not was_open, was_open):
                    summary.press("Enter")
                    if summary.evaluate("element => element.parentElement.open") is not turn:
                        stuck.append(f"{kind.path}: {summary.inner_text()}")
    assert stuck == []
