"""The messages of webhooks: how they went, what was given up, and that they are sent again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription
from coalition.webhooks.schedule import LIFETIME
from coalition.webhooks.worker import Worker
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import fields_of
from tests.desk.webhooks.webhooks_by_hand import words
from tests.factories import PartyFactory, alice, bob, dave, published
from tests.factories.webhooks import SECRET, WebhookDeliveryFactory, WebhookSubscriptionFactory
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db

LIST = reverse("admin:coalition_webhookdelivery_changelist")


def page(name: str, key: int) -> str:
    return reverse(f"admin:coalition_webhookdelivery_{name}", args=[key])


def messages_in(state: str, *titles: str) -> list[WebhookDelivery]:
    """One about a party of each title, to the webhooks that there are."""
    found = []
    for title in titles:
        edition = published(PartyFactory(name=title))
        rows = WebhookDelivery.objects.filter(edition=edition)
        delivered_at = timezone.now() if state == DeliveryState.DELIVERED else None
        rows.update(state=state, delivered_at=delivered_at)
        found += list(rows)
    return found


def chosen(rows: list[WebhookDelivery], **more: str) -> dict[str, Any]:
    return {"action": "send_again", ACTION_CHECKBOX_NAME: [row.pk for row in rows], **more}


@pytest.fixture
def webhook(partner: Endpoint) -> WebhookSubscription:
    return WebhookSubscriptionFactory(name="The Ledger", url=partner.url)


def later() -> datetime:
    return timezone.now() + timedelta(minutes=1)


def test_list_shows_how_each_went(administrator: Client, webhook: WebhookSubscription) -> None:
    messages_in("waiting", "Congress")
    WebhookDelivery.objects.update(status=503, answer="Overloaded, sorry.", attempts=4)
    shown = words(administrator.get(LIST))
    for what in (": Congress, published", "Waiting", "503 Overloaded, sorry.", "The Ledger"):
        assert what in shown
    assert re.search(r'field-attempts">4<', shown)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?state__exact=dead", {"Dead"}),
        ("?state__exact=delivered", {"Delivered"}),
        ("?q=wait", {"Waiting"}),
        ("", {"Dead", "Delivered", "Waiting"}),
    ],
)
def test_filters_find_what_they_say(
    administrator: Client, webhook: WebhookSubscription, query: str, titles: set[str]
) -> None:
    for state, title in (("dead", "Dead"), ("delivered", "Delivered"), ("waiting", "Waiting")):
        messages_in(state, title)
    shown = words(administrator.get(LIST + query))
    assert set(re.findall(r"\d+: (\w+), published", shown)) == titles


def test_messages_of_one_webhook_are_found_from_its_page(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    other = WebhookSubscriptionFactory(name="Other", kinds=["leader"])
    WebhookDeliveryFactory(subscription=other, edition=None)
    messages_in("dead", "Ours")
    address = reverse("admin:coalition_webhooksubscription_change", args=[webhook.pk])
    links = re.findall(rf'href="({LIST}\?[^"]*)"', words(administrator.get(address)))
    dead = next(link for link in links if "dead" in link).replace("&amp;", "&")
    shown = re.findall(
        r"field-subscription[^>]*>(?:<a[^>]*>)?([^<]*)", words(administrator.get(dead))
    )
    assert shown == ["The Ledger"]


def test_message_is_shown_as_it_would_be_sent(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    [row] = messages_in("dead", "Congress")
    shown = words(administrator.get(page("change", row.pk)))
    for what in ("edition.published", "Congress", row.message_id, "Given up"):
        assert what in shown
    assert SECRET not in shown
    assert 'name="_save"' not in shown


def test_list_costs_the_same_for_many(
    administrator: Client,
    webhook: WebhookSubscription,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    messages_in("dead", "One")
    with django_assert_max_num_queries(12) as one:
        administrator.get(LIST)
    messages_in("dead", *"ABCDEFGH")
    with django_assert_num_queries(len(one)):
        administrator.get(LIST)


# --- Sending again --------------------------------------------------------------------------------


def test_dead_letter_is_really_sent_again(
    administrator: Client, webhook: WebhookSubscription, partner: Endpoint
) -> None:
    published(PartyFactory())
    partner.answer = lambda message: 500
    now = later()
    row = WebhookDelivery.objects.get()
    WebhookDelivery.objects.update(attempts=11, first_attempt_at=now - LIFETIME)
    assert Worker(lambda: now).drain() == 1
    row.refresh_from_db()
    assert row.state == DeliveryState.DEAD
    partner.answer = lambda message: 200
    assert Worker(lambda: now + timedelta(minutes=1)).drain() == 0
    ask = administrator.get(page("replay", row.pk))
    assert "Send this message again?" in words(ask)
    administrator.post(page("replay", row.pk), fields_of(words(ask)))
    WebhookSubscription.objects.update(resting_until=None)
    assert Worker(later).drain() == 1
    row.refresh_from_db()
    assert row.state == DeliveryState.DELIVERED
    first, again = partner.headers
    assert first["webhook-id"] == again["webhook-id"] == row.message_id
    assert partner.bodies[0] == partner.bodies[1]


def test_chosen_messages_are_sent_again_after_a_question(
    administrator: Client, webhook: WebhookSubscription, partner: Endpoint
) -> None:
    rows = messages_in("dead", "One", "Two", "Three")
    ask = administrator.post(LIST, chosen(rows[:2]))
    assert "Send these 2 messages again?" in words(ask)
    assert WebhookDelivery.objects.dead().count() == 3
    administrator.post(LIST, fields_of(words(ask)))
    assert list(WebhookDelivery.objects.dead()) == [rows[2]]
    assert Worker(later).drain() == 2
    [entry] = LogEntry.objects.all()
    assert entry.change_message == "Sent again: 2 chosen."


def test_all_that_match_are_sent_again_with_a_small_form(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    rows = messages_in("dead", *"ABCDE")
    messages_in("delivered", "F")
    here = f"{LIST}?state__exact=dead"
    ask = words(administrator.post(here, chosen(rows[:1], select_across="1")))
    assert "Send these 5 messages again?" in ask
    form = fields_of(ask)
    assert form[ACTION_CHECKBOX_NAME] in [str(row.pk) for row in rows]
    administrator.post(here, form)
    assert WebhookDelivery.objects.waiting().count() == 5
    assert WebhookDelivery.objects.filter(state=DeliveryState.DELIVERED).count() == 1


def test_replay_that_is_posted_twice_sends_once(
    administrator: Client, webhook: WebhookSubscription, partner: Endpoint
) -> None:
    [row] = messages_in("dead", "One")
    for _ in range(2):
        administrator.post(page("replay", row.pk), {"confirmed": "yes"})
    assert Worker(later).drain() == 1
    assert len(partner.messages) == 1
    assert LogEntry.objects.count() == 1


def test_nothing_is_sent_again_to_a_disabled_webhook(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    rows = messages_in("dead", "One")
    WebhookSubscription.objects.update(standing="disabled")
    answer = administrator.post(LIST, chosen(rows, confirmed="yes"), follow=True)
    assert "Resume it first." in words(answer)
    assert not WebhookDelivery.objects.waiting().exists()


def test_tests_and_what_waits_are_left_and_told(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    test = WebhookDeliveryFactory(subscription=webhook, edition=None, state="dead")
    rows = [test, *messages_in("waiting", "One"), *messages_in("dead", "Two")]
    answer = administrator.post(LIST, chosen(rows, confirmed="yes"), follow=True)
    assert "1 message is sent again." in words(answer)
    assert "are left as they are" in words(answer)
    test.refresh_from_db()
    assert test.state == DeliveryState.DEAD


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [alice, bob, dave])
def test_others_are_kept_out(who: Any, webhook: WebhookSubscription) -> None:
    rows = messages_in("dead", "One")
    client = signed_in(who())
    for address in (LIST, page("change", rows[0].pk), page("replay", rows[0].pk)):
        assert client.get(address).status_code == 403
    assert client.post(LIST, chosen(rows, confirmed="yes")).status_code == 403
    assert client.post(page("replay", rows[0].pk)).status_code == 403
    assert not WebhookDelivery.objects.waiting().exists()


def test_messages_are_neither_written_nor_deleted_by_hand(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    [row] = messages_in("dead", "One")
    forged = {"state": "delivered", "attempts": "0"}
    assert administrator.post(page("change", row.pk), forged).status_code == 403
    assert administrator.post(page("delete", row.pk), {"post": "yes"}).status_code == 403
    add = reverse("admin:coalition_webhookdelivery_add")
    assert administrator.post(add, forged).status_code == 403
    assert list(WebhookDelivery.objects.values_list("state", flat=True)) == ["dead"]


@pytest.mark.parametrize("name", ["change", "replay"])
def test_message_that_is_not_there_is_told(administrator: Client, name: str) -> None:
    for key in (12345, 10**30):
        assert administrator.get(page(name, key)).status_code == 302
