"""Two people with one record open, each in a browser of their own."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.models import Party, Presence
from tests import factories
from tests.desk.forms_by_hand import change_url

pytestmark = pytest.mark.django_db(transaction=True)


def open_form(browser: Browser, url: str, name: str, party: Party) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{url}/admin/login/?next={change_url(party)}")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#id_name")).to_be_visible()
    return page


def speak(page: Page) -> None:
    """What a form does by itself after twenty seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.fixture
def pair(page: Page, browser: Browser, live_server: LiveServer) -> Any:
    """Alice came first. (`page` marks these as tests in a browser.)"""
    factories.alice(), factories.bob()
    party = factories.PartyFactory(name="Congress")
    first = open_form(browser, live_server.url, "alice", party)
    second = open_form(browser, live_server.url, "bob", party)
    yield first, second
    for one in (first, second):
        one.context.close()


def test_each_sees_that_the_other_has_it_open(pair: Any) -> None:
    alice, bob = pair
    expect(bob.get_by_text("alice has had this open since")).to_be_visible()
    speak(alice)
    expect(alice.get_by_text("bob has had this open since")).to_be_visible()


def test_leaving_is_told_to_the_other(pair: Any) -> None:
    alice, bob = pair
    speak(alice)
    expect(alice.get_by_text("bob has had this open since")).to_be_visible()
    bob.goto("about:blank")
    for _turn in range(50):
        if not Presence.objects.filter(user__username="bob").exists():
            break
        alice.wait_for_timeout(100)
    speak(alice)
    expect(alice.get_by_text("bob has closed it.")).to_be_visible()


def test_saving_is_told_to_the_other(pair: Any) -> None:
    alice, bob = pair
    bob.locator("#id_name").fill("Indian National Congress")
    bob.locator("input[name=_continue]").first.click()
    expect(bob.locator(".messagelist .success")).to_be_visible()
    speak(alice)
    expect(alice.get_by_text("bob saved version 2 at")).to_be_visible()
