"""Every page says the same to a browser that runs no script, and works in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.page_kinds import pages

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.xdist_group("pages-en"),
]


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_pages_say_the_same_without_script(scriptless: Page, browser: Browser, site: str) -> None:
    different = []
    with browser.new_context() as context:
        scripted = context.new_page()
        for kind in pages(""):
            for page in (scripted, scriptless):
                page.goto(site + kind.path)
            if scripted.inner_text("body") != scriptless.inner_text("body"):
                different.append(kind.path)
    assert different == []


def test_comparison_would_notice_a_script(scriptless: Page, browser: Browser, site: str) -> None:
    with browser.new_context() as context:
        scripted = context.new_page()
        for page in (scripted, scriptless):
            page.goto(
                "data:text/html,<body><p>One</p><script>document.body.append('Two')</script></body>"
            )
        assert scripted.inner_text("body") != scriptless.inner_text("body")


def test_filters_work_without_script(scriptless: Page, site: str) -> None:
    scriptless.goto(f"{site}/meetings/")
    scriptless.get_by_role("main").get_by_role("link", name="Cancelled", exact=True).click()
    expect(scriptless).to_have_url(re.compile("occurrence=cancelled"))
    expect(scriptless.get_by_role("link", name="Joint rally in Bhopal")).to_be_visible()
    expect(scriptless.get_by_role("link", name="Gathering 01")).to_have_count(0)


def test_search_works_without_script(scriptless: Page, site: str) -> None:
    scriptless.goto(site)
    scriptless.get_by_role("search").first.get_by_role("searchbox").fill("bhopal")
    scriptless.keyboard.press("Enter")
    expect(scriptless.get_by_role("main").get_by_text("Joint rally in Bhopal")).to_be_visible()


def test_claims_open_without_script(scriptless: Page, site: str) -> None:
    scriptless.goto(f"{site}/meetings/dinner/")
    claims = scriptless.locator("main details").first
    claims.locator("summary").click()
    expect(claims.locator(":scope > :not(summary)").first).to_be_visible()
