"""The schedule: when a message is tried again, when it is given up, when an endpoint rests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription
from coalition.webhooks import delivering
from coalition.webhooks.claims import ready
from coalition.webhooks.schedule import LIFETIME, delay_after, next_attempt, rest_after
from coalition.webhooks.worker import Worker
from newsroom.outbound import Answer
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.clock import Clock
from tests.webhooks.deliveries import states
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db


def test_message_is_given_up_after_three_days(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory())
    tried: list[datetime] = []

    def fetch(*arguments: Any, **more: Any) -> Answer:
        tried.append(clock.now)
        return Answer(503, {}, b"", False)

    monkeypatch.setattr(delivering, "fetch", fetch)
    started = clock.now
    while states() == ["waiting"]:
        Worker(clock).drain()
        rest = WebhookSubscription.objects.get().resting_until or clock.now
        clock.now = max(WebhookDelivery.objects.get().due_at, rest, clock.now)
    row = WebhookDelivery.objects.get()
    assert row.state == DeliveryState.DEAD
    assert timedelta(days=2.5) < row.last_attempt_at - started <= LIFETIME + timedelta(minutes=1)
    assert row.attempts == len(tried)
    assert 12 <= row.attempts <= 20


def test_delays_grow_fourfold_up_to_a_third_of_a_day(settings: Any) -> None:
    seconds = [delay_after(attempt).total_seconds() for attempt in range(1, 12)]
    for found, whole in zip(
        seconds, [5, 20, 80, 320, 1280, 5120, 20480, *[28800] * 4], strict=True
    ):
        assert 0.8 * whole <= found <= 1.2 * whole


def test_delays_differ() -> None:
    assert len({delay_after(3) for _ in range(20)}) > 10


def test_attempt_beyond_the_lifetime_is_none(clock: Clock) -> None:
    first = clock.now - LIFETIME
    assert next_attempt(attempts=3, first_attempt_at=first, now=clock.now) is None
    assert next_attempt(attempts=3, first_attempt_at=clock.now, now=clock.now) is not None


def test_endpoint_that_keeps_failing_is_left_alone_for_a_while(
    partner: Endpoint, clock: Clock
) -> None:
    """Its other messages wait with the one that failed, and the workers have time for others."""
    dead = WebhookSubscriptionFactory(url=partner.url)
    for _ in range(30):
        published(PartyFactory())
    partner.answer = lambda message: 500
    Worker(clock).drain()
    assert len(partner.messages) == 3
    assert ready(now=clock.now) == []
    clock.forward(minutes=2)
    partner.answer = lambda message: 200
    Worker(clock).drain()
    assert set(states()) == {"delivered"}
    dead.refresh_from_db()
    assert (dead.failures, dead.resting_until) == (0, None)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (2, 0), (3, 1), (5, 4), (9, 60), (999, 60)]
)
def test_rest_grows_with_the_failures(failures: int, seconds: int) -> None:
    assert rest_after(failures) == timedelta(seconds=seconds)


def test_one_endpoint_that_fails_does_not_hold_up_another(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url="https://127.0.0.1:1/")
    WebhookSubscriptionFactory(url=partner.url)
    for _ in range(30):
        published(PartyFactory())
    Worker(clock).drain()
    assert len(partner.messages) == 30
