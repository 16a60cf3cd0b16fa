"""A walk through all pages of a language, which looks at each once and writes down what it sees.

Loading a page takes longer than looking at it, so every proof judges what one walk brought home.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.pages.page_kinds import PageKind, pages

#: From the narrowest window that nothing may have to be scrolled in, by WCAG 2.2, to a wide one.
WIDTHS = (320, 768, 1440)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

Rules = dict[str, Any]

_LAYOUT = Path(__file__).with_name("layout.js").read_text()
#: No style sheet has to be fetched again for what is asked here.
_OPTIONS = {"resultTypes": ["violations"], "preload": False}
#: The size of targets is a rule that has to be asked for.
_ALL_RULES: Rules = _OPTIONS | {"rules": {"target-size": {"enabled": True}}}
#: What else depends on the theme, and on the width.
_COLOURS = ["color-contrast", "link-in-text-block"]
_PLACES = ["target-size", "scrollable-region-focusable"]

_UNFOLD = """() => {
    for (const details of document.querySelectorAll("details")) {
        details.dataset.name = details.getAttribute("name") || "";
        details.removeAttribute("name");
        details.toggleAttribute("data-was-open", details.open);
        details.open = true;
    }
}"""
_FOLD = """() => {
    for (const details of document.querySelectorAll("details")) {
        details.open = details.hasAttribute("data-was-open");
        if (details.dataset.name) details.setAttribute("name", details.dataset.name);
    }
}"""


@dataclass
class Sight:
    """What was seen on one page. `layout` is by width and by whether everything is unfolded."""

    kind: PageKind
    status: int = 0
    violations: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    layout: dict[tuple[int, bool], dict[str, list[str]]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


def look_around(browser: Browser, site: str, *, language: str) -> list[Sight]:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        return [look_at(page, site, kind) for kind in pages(language)]


def look_at(page: Page, site: str, kind: PageKind) -> Sight:
    sight = Sight(kind)

    def complain(message: ConsoleMessage) -> None:
        # Of what did not load, `answered` tells more.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load"):
            sight.complaints.append(message.text)

    def called(request: Request) -> None:
        sight.hosts.add(request.url.split("/")[2])

    def answered(response: Response) -> None:
        if response.status >= 400 and response.url != site + kind.path:
            sight.complaints.append(f"{response.status} for {response.url}")

    def failed(error: Any) -> None:
        sight.complaints.append(str(error))

    events: list[tuple[Any, Any]] = [
        ("console", complain),
        ("request", called),
        ("response", answered),
        ("pageerror", failed),
    ]
    for name, heard in events:
        page.on(name, heard)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    answer = page.goto(site + kind.path)
    sight.status = answer.status if answer else 0
    page.evaluate("document.fonts.ready")
    _look(page, sight)
    for name, heard in events:
        page.remove_listener(name, heard)
    return sight


def _look(page: Page, sight: Sight) -> None:
    page.evaluate(Axe().axe_script)
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        sight.layout[width, False] = page.evaluate(_LAYOUT)
        page.evaluate(_UNFOLD)
        sight.layout[width, True] = page.evaluate(_LAYOUT)
        if width in (WIDTHS[0], WIDTHS[-1]):
            _examine(page, sight, width)
        page.evaluate(_FOLD)


def _examine(page: Page, sight: Sight, width: int) -> None:
    """All rules once, and beside that what depends on the theme and on the width."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        if theme == THEMES[0] and width == WIDTHS[-1]:
            rules = _ALL_RULES
        else:
            values = [*_COLOURS, *(_PLACES if theme == THEMES[0] else ())]
            rules = _OPTIONS | {"runOnly": {"type": "rule", "values": values}}
        sight.violations[theme, width] = _violations(page, rules)
    page.emulate_media(color_scheme=THEMES[0])


def _violations(page: Page, rules: Rules) -> list[str]:
    found = page.evaluate("rules => axe.run(rules)", rules)
    return sorted(
        {
            f"{violation['id']}: {_place(node)}"
            for violation in found["violations"]
            for node in violation["nodes"]
        }
    )


def _place(node: Any) -> str:
    """The end of its selector, and what is asked for: one line for all rows of a list."""
    selector = re.sub(r":nth-child\(\d+\)", "", str(node["target"][-1]))
    asked = node["failureSummary"].split("\n")[1].strip()
    return f"{' > '.join(selector.split(' > ')[-4:])} … {re.sub(r'[0-9.]+px', '…', asked)}"
