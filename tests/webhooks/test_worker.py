"""The worker as a process: how it starts, stops, waits and cleans up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from coalition.models import Standing, WebhookDelivery, WebhookSubscription
from coalition.webhooks import delivering, worker
from coalition.webhooks.outbox import send_test
from coalition.webhooks.worker import Worker, clean_up
from newsroom.outbound import Answer
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookDeliveryFactory, WebhookSubscriptionFactory
from tests.webhooks.clock import Clock
from tests.webhooks.deliveries import states
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db


def test_stopped_worker_gives_back_what_it_has_not_sent(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    for _ in range(5):
        published(PartyFactory())
    ours = Worker(clock)

    def stop(message: Any) -> int:
        ours.stop()
        return 200

    partner.answer = stop
    ours.drain()
    assert states() == ["delivered", *["waiting"] * 4]
    assert not WebhookDelivery.objects.exclude(claimed_by="").exists()


def test_worker_waits_for_a_database_that_is_away(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = Worker(clock)
    looks: list[int] = []

    def look(**time: Any) -> list[int]:
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError("gone")
        ours.stop()
        return []

    monkeypatch.setattr(worker, "ready", look)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    monkeypatch.setattr(worker, "_IDLE", 0)
    ours.run()
    assert len(looks) == 2


def test_old_deliveries_are_removed_and_the_dead_are_kept(settings: Any) -> None:
    settings.WEBHOOK_KEEP_DAYS = 30
    now = timezone.now()
    old, fresh = now - timedelta(days=31), now - timedelta(days=29)
    deaf = WebhookSubscriptionFactory(standing=Standing.DISABLED)
    WebhookDeliveryFactory(subscription=deaf, state="delivered", delivered_at=old)
    kept = [
        WebhookDeliveryFactory(subscription=deaf, state="delivered", delivered_at=fresh),
        WebhookDeliveryFactory(subscription=deaf, state="dead", created_at=old),
        WebhookDeliveryFactory(subscription=deaf, created_at=old),
    ]
    assert clean_up(now=now) == 1
    assert list(WebhookDelivery.objects.order_by("pk")) == kept


def test_command_sends_what_is_due_once(partner: Endpoint, capsys: Any) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    send_test(subscription, now=timezone.now())
    call_command("deliver_webhooks", "--once")
    assert [message["type"] for message in partner.messages] == ["ping"]
    assert capsys.readouterr().out == "Tried 1 messages; removed 0 old ones.\n"


def test_worker_heeds_a_pause_between_two_messages(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has claimed may take minutes to send."""
    WebhookSubscriptionFactory()
    for _ in range(3):
        published(PartyFactory())

    def answer_while_it_is_paused(*arguments: Any, **more: Any) -> Answer:
        WebhookSubscription.objects.update(standing=Standing.PAUSED)
        return Answer(200, {}, b"", False)

    monkeypatch.setattr(delivering, "fetch", answer_while_it_is_paused)
    assert Worker(clock).drain() == 1
    assert states() == ["delivered", "waiting", "waiting"]
    assert not WebhookDelivery.objects.exclude(claimed_by="").exists()
