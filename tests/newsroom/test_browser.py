"""The policy in the headers, as a browser understands it."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console reports: blocked scripts and styles, errors, missing files."""
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # The browser asks for this one by itself, whether a page names it or not.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            found.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_signing_in_works_under_the_policy(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    get_user_model().objects.create_superuser("alice", password="correct horse battery")
    page.goto(f"{live_server.url}/admin/login/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_contain_text("alice")
    assert complaints == []


def test_browser_refuses_an_inline_script(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    """Or the test above would show nothing."""
    page.goto(f"{live_server.url}/admin/login/")
    page.evaluate(
        "() => { const s = document.createElement('script');"
        " s.textContent = 'window.injected = true'; document.head.append(s) }"
    )
    assert page.evaluate("() => window.injected") is None
    assert any("Content Security Policy" in complaint for complaint in complaints)
