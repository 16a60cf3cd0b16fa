"""The pages of webhooks: who may open them, what they show, and what they cost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coalition.models import WebhookDelivery, WebhookSubscription
from coalition.webhooks.subscriptions import mark_of
from tests.desk.conftest import signed_in
from tests.desk.webhooks.webhooks_by_hand import NAMES, WORDS, page, wanted, words
from tests.factories import PartyFactory, alice, bob, dave, erin, paula, published
from tests.factories.webhooks import SECRET, WebhookSubscriptionFactory, WebhookTopicFactory

pytestmark = pytest.mark.django_db


def test_list_shows_how_each_is_doing(administrator: Client, webhook: WebhookSubscription) -> None:
    now = timezone.now()
    for state, delivered_at in (("waiting", None), ("dead", None), ("dead", None)):
        edition = published(PartyFactory())
        WebhookDelivery.objects.filter(edition=edition).update(
            state=state, delivered_at=delivered_at
        )
    edition = published(PartyFactory())
    WebhookDelivery.objects.filter(edition=edition).update(state="delivered", delivered_at=now)
    rows = re.findall(
        r'class="field-(\w+)[^>]*>(?:<a[^>]*>)?([^<]*)',
        words(administrator.get(page("changelist"))),
    )
    shown = dict(rows)
    assert (shown["waiting"], shown["given_up"]) == ("1", "2")
    assert shown["last_success"] != "–"
    assert shown["host"] == "partner.example"


def test_pages_cost_the_same_for_many(
    administrator: Client,
    webhook: WebhookSubscription,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    addresses = [page("changelist"), page("change", webhook.pk), page("add")]
    counts = []
    WebhookTopicFactory(subscription=webhook, kind="party", uid=PartyFactory().uid)
    for address in addresses:
        with django_assert_max_num_queries(16) as asked:
            administrator.get(address)
        counts.append(len(asked))
    for _ in range(6):
        WebhookSubscriptionFactory()
        WebhookTopicFactory(subscription=webhook, kind="party", uid=PartyFactory().uid)
        published(PartyFactory())
    for address, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            administrator.get(address)


@pytest.mark.parametrize("who", [alice, bob, dave])
@pytest.mark.parametrize("name", ["changelist", "add", "change", "history", *NAMES])
def test_others_are_kept_out(who: Any, name: str, webhook: WebhookSubscription) -> None:
    address = page(name, *(() if name in ("changelist", "add") else (webhook.pk,)))
    client = signed_in(who())
    assert client.get(address).status_code == 403
    if name != "history":
        form = wanted(overlap="0", replacing=mark_of(webhook), **WORDS.get(name, {}))
        assert client.post(address, form).status_code == 403
    before = WebhookSubscription.objects.get()
    assert (before.secret, before.standing, before.name) == (SECRET, "active", "The Ledger")
    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize("who", [erin, paula])
def test_partners_and_strangers_cannot_enter(who: Any) -> None:
    answer = signed_in(who()).get(page("changelist"))
    assert (answer.status_code, "/admin/login/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("name", ["change", *NAMES])
def test_webhook_that_is_not_there_is_told(administrator: Client, name: str) -> None:
    for key in (12345, 10**30):
        assert administrator.get(page(name, key)).status_code == 302


def test_pages_have_no_inline_script_or_style(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    answers = [administrator.get(page(name, webhook.pk)) for name in ("change", *NAMES)]
    answers += [administrator.get(page("add")), administrator.post(page("add"), wanted())]
    for answer in answers:
        assert not re.search(
            r"<script(?![^>]*\bsrc=)[^>]*>\s*\S|<style|\sstyle=|\son[a-z]+=", words(answer)
        )
