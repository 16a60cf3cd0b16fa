"""Sending again to a webhook: from which edition or moment on, and never from nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coalition.models import WebhookDelivery, WebhookSubscription
from coalition.webhooks.worker import Worker
from tests.desk.webhooks.webhooks_by_hand import page, words
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db


def test_everything_after_a_sequence_is_really_sent_again(
    administrator: Client, partner: Endpoint
) -> None:
    webhook = WebhookSubscriptionFactory(url=partner.url)
    editions = [published(PartyFactory()) for _ in range(3)]
    later = timezone.now() + timedelta(minutes=1)
    assert Worker(lambda: later).drain() == 3
    answer = administrator.post(page("replay", webhook.pk), {"after": editions[0].sequence})
    assert answer.status_code == 302
    assert Worker(lambda: later).drain() == 2
    assert partner.sequences == [1, 2, 3, 2, 3]
    identifiers = [headers["webhook-id"] for headers in partner.headers]
    assert identifiers[3:] == identifiers[1:3]


def test_everything_since_a_moment_is_sent_again(
    administrator: Client, webhook: WebhookSubscription, settings: Any
) -> None:
    settings.TIME_ZONE = "UTC"
    first, second = published(PartyFactory()), published(PartyFactory())
    WebhookDelivery.objects.update(state="dead")
    day = timezone.now() + timedelta(days=1)
    type(first).objects.filter(pk=second.pk).update(published_at=day)
    form = {"since_0": day.date().isoformat(), "since_1": "00:00:00"}
    administrator.post(page("replay", webhook.pk), form)
    assert [row.edition for row in WebhookDelivery.objects.waiting()] == [second]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"after": "0", "since_0": "2023-12-06", "since_1": "10:00"},
        {"after": "-1"},
        {"after": "9" * 30},
        {"since_0": "2923-12-06", "since_1": "10:00"},
        {"since_0": "2023-12-06", "since_1": ""},
    ],
)
def test_replay_from_nowhere_is_refused(
    administrator: Client, webhook: WebhookSubscription, given: dict[str, str]
) -> None:
    published(PartyFactory())
    WebhookDelivery.objects.update(state="dead")
    answer = administrator.post(page("replay", webhook.pk), given)
    assert (answer.status_code, "errorlist" in words(answer)) == (200, True)
    assert not WebhookDelivery.objects.waiting().exists()
