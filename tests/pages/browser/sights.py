"""A walk through all pages of a language, which looks at each once and writes down what it sees.

Loading a page takes longer than looking at it, so every proof judges what one walk brought home.
"""

from __future__ import annotations

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
#: The size of targets is a rule that has to be asked for.
_ALL_RULES: Rules = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
#: Nothing else changes with the theme.
_COLOURS: Rules = {"resultTypes": ["violations"], "runOnly": ["cat.color"]}
_OPEN_ALL = """() => {
    for (const details of document.querySelectorAll("details")) {
        details.removeAttribute("name");
        details.open = true;
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
        return [_look_at(page, site, kind) for kind in pages(language)]


def _look_at(page: Page, site: str, kind: PageKind) -> Sight:
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
    for is_unfolded in (False, True):
        if is_unfolded:
            page.evaluate(_OPEN_ALL)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            sight.layout[width, is_unfolded] = page.evaluate(_LAYOUT)
    page.evaluate(Axe().axe_script)
    for theme, rules in zip(THEMES, (_ALL_RULES, _COLOURS), strict=True):
        page.emulate_media(color_scheme=theme)
        for width in (WIDTHS[0], WIDTHS[-1]):
            page.set_viewport_size({"width": width, "height": 900})
            sight.violations[theme, width] = _violations(page, rules)


def _violations(page: Page, rules: Rules) -> list[str]:
    found = page.evaluate("rules => axe.run(rules)", rules)
    return [
        f"{violation['id']}: {' '.join(node['target'][0].split())} … {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
