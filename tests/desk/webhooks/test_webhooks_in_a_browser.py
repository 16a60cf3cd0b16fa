"""A webhook from its first form to the message that is sent again, as an administrator does it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription
from coalition.webhooks.schedule import LIFETIME
from coalition.webhooks.worker import Worker
from tests import factories
from tests.webhooks.receiving import Endpoint

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def look(page: Page) -> None:
    """Nothing inaccessible, and nothing out of the window."""
    page.wait_for_load_state("load")
    found = Axe().run(page, options={"runOnly": LEVELS}).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found] == [], page.url
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(beyond) <= 0, page.url


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_webhook_from_its_form_to_a_dead_letter_that_is_sent_again(
    browser: Any, live_server: LiveServer, partner: Endpoint, theme: Any, width: int
) -> None:
    factories.carol()
    party = factories.PartyFactory(name="Indian National Congress", abbreviation="INC")
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800})
    page: Page = context.new_page()
    page.goto(f"{live_server.url}/admin/login/?next=/admin/coalition/webhooksubscription/")
    page.get_by_label("Username").fill("carol")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    look(page)

    # Added, with a topic found by its name; the first address is none that we call.
    page.get_by_role("link", name="Add webhook").first.click()
    page.get_by_label("Name:").fill("The Ledger")
    page.get_by_role("combobox", name="Responsible").click()
    page.locator(".select2-dropdown .select2-search__field").fill("carol")
    page.get_by_role("option", name="carol").click()
    page.get_by_label("Address:").fill("http://10.0.0.1/hook")
    page.get_by_role("searchbox", name="Parties").fill("congress")
    page.get_by_role("option", name="Indian National Congress").click()
    look(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It leads to an address that is not public.")).to_be_visible()
    look(page)
    page.get_by_label("Address:").fill(partner.url)
    page.get_by_role("button", name="Save").click()

    # Its secret, once.
    secret = page.locator("#webhook-secret").inner_text()
    look(page)
    webhook = WebhookSubscription.objects.get()
    assert [topic.uid for topic in webhook.topics.all()] == [party.uid]
    partner.secret = secret

    # A test arrives, signed with it.
    page.get_by_role("link", name="To the webhook, to send a test").click()
    look(page)
    page.get_by_role("link", name="Send a test").click()
    look(page)
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("A worker sends the test next.")).to_be_visible()
    Worker().drain()
    assert [message["type"] for message in partner.messages] == ["ping"]

    # An edition that the partner refused for three days is among what was given up.
    factories.published(party)
    partner.answer = lambda message: 503
    tried = WebhookDelivery.objects.filter(edition__isnull=False)
    tried.update(attempts=11, first_attempt_at=timezone.now() - LIFETIME)
    Worker(lambda: timezone.now() + timedelta(seconds=1)).drain()
    partner.answer = lambda message: 200
    page.goto(f"{live_server.url}/admin/coalition/webhooksubscription/")
    row = page.get_by_role("row", name="The Ledger")
    expect(row.locator(".field-given_up")).to_have_text("1")
    page.goto(f"{live_server.url}/admin/coalition/webhookdelivery/")
    page.get_by_role("link", name="What was given up").click()
    look(page)

    # Looked at, and sent again.
    page.get_by_role("link", name="Indian National Congress, published").click()
    expect(page.get_by_text("503")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Send again").click()
    look(page)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("1 message is sent again.")).to_be_visible()
    Worker(lambda: timezone.now() + timedelta(seconds=1)).drain()
    assert tried.get().state == DeliveryState.DELIVERED
    assert partner.headers[1]["webhook-id"] == partner.headers[2]["webhook-id"]

    # From the list as well, several at once.
    page.goto(f"{live_server.url}/admin/coalition/webhookdelivery/?state__exact=delivered")
    page.get_by_role("checkbox", name="Select all objects").check()
    page.get_by_label("Action:").select_option(label="Send again")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("Send these 2 messages again?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("1 message is sent again.")).to_be_visible()

    for name in ("replay", "disable", "rotate", "history"):
        page.goto(f"{live_server.url}/admin/coalition/webhooksubscription/{webhook.pk}/{name}/")
        look(page)
    context.close()
