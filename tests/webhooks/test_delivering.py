"""Delivery of one message: who is called, and what is written down of the answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from coalition.models import Standing, WebhookDelivery, WebhookSubscription
from coalition.webhooks import delivering
from coalition.webhooks.worker import Worker
from newsroom.outbound import Answer, OutboundRefused
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.clock import Clock
from tests.webhooks.deliveries import states
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db


def test_what_is_due_is_delivered_once(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    editions = [published(PartyFactory()) for _ in range(25)]
    assert Worker(clock).drain() == 25
    assert partner.sequences == [edition.sequence for edition in editions]
    assert states() == ["delivered"] * 25
    assert Worker(clock).drain() == 0


def test_delivery_keeps_what_the_endpoint_said(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    Worker(clock).drain()
    row = WebhookDelivery.objects.get()
    assert (row.status, row.answer, row.attempts) == (200, "thanks", 1)
    assert row.delivered_at == row.first_attempt_at == row.last_attempt_at == clock.now
    assert (row.claimed_by, row.claimed_until) == ("", None)


@pytest.mark.parametrize("status", [300, 302, 400, 404, 429, 500, 503])
def test_any_answer_but_2xx_is_a_failure(partner: Endpoint, clock: Clock, status: int) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    partner.answer = lambda message: status
    assert Worker(clock).drain() == 1
    row = WebhookDelivery.objects.get()
    assert (row.state, row.status, row.attempts, row.answer) == ("waiting", status, 1, "thanks")
    assert row.due_at > clock.now
    clock.forward(minutes=1)
    partner.answer = lambda message: 200
    assert Worker(clock).drain() == 1
    assert states() == ["delivered"]
    assert partner.headers[0]["webhook-id"] == partner.headers[1]["webhook-id"]


def test_endpoint_inside_is_never_called(clock: Clock, settings: Any) -> None:
    WebhookSubscriptionFactory(url="https://169.254.169.254/latest/meta-data/")
    published(PartyFactory())
    Worker(clock).drain()
    row = WebhookDelivery.objects.get()
    assert (row.state, row.status) == ("waiting", None)
    assert "not public" in row.answer


def test_loopback_is_refused_unless_it_was_allowed(
    partner: Endpoint, clock: Clock, settings: Any
) -> None:
    settings.OUTBOUND_LOOPBACK = False
    WebhookSubscriptionFactory(url=partner.url.replace("http://", "https://"))
    published(PartyFactory())
    Worker(clock).drain()
    assert partner.messages == []
    assert states() == ["waiting"]


def test_plain_http_is_refused_outside_of_development(clock: Clock, settings: Any) -> None:
    WebhookSubscriptionFactory(url="http://8.8.8.8/")
    published(PartyFactory())
    Worker(clock).drain()
    assert "https://" in WebhookDelivery.objects.get().answer


def test_endpoint_that_is_gone_disables_its_subscription(partner: Endpoint, clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    published(PartyFactory())
    partner.answer = lambda message: 410
    Worker(clock).drain()
    subscription.refresh_from_db()
    assert subscription.standing == Standing.DISABLED
    assert "410" in subscription.disabled_because
    assert states() == ["dead", "dead"]
    assert len(partner.messages) == 1
    published(PartyFactory())
    assert len(states()) == 2


def test_paused_subscription_is_sent_nothing_until_it_goes_on(
    partner: Endpoint, clock: Clock
) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url, standing=Standing.PAUSED)
    published(PartyFactory())
    assert Worker(clock).drain() == 0
    WebhookSubscription.objects.filter(pk=subscription.pk).update(standing=Standing.ACTIVE)
    assert Worker(clock).drain() == 1


def test_message_that_cannot_be_made_is_a_failure_like_any(
    partner: Endpoint, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    monkeypatch.setattr(delivering, "message_of", lambda *a, **k: 1 / 0)
    logging.getLogger("coalition").propagate = True
    assert Worker(clock).drain() == 1
    row = WebhookDelivery.objects.get()
    assert (row.state, row.attempts, row.answer) == (
        "waiting",
        1,
        "An error of ours; it has been recorded.",
    )


def test_answer_of_a_stranger_is_kept_short_and_printable(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory())
    body = "a\x00b\x1b[31m \u202edeb\n".encode() + b"\xff" + "क़".encode() * 500
    monkeypatch.setattr(delivering, "fetch", lambda *a, **k: Answer(500, {}, body, False))
    Worker(clock).drain()
    answer = WebhookDelivery.objects.get().answer
    assert answer.startswith("a b [31m deb \ufffd")
    assert answer.isprintable()
    assert len(answer) <= 700


def test_publishing_asks_no_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **more: Any) -> Iterator[Any]:
        raise OutboundRefused("Nobody calls out while publishing.")

    monkeypatch.setattr(delivering, "fetch", refuse)
    WebhookSubscriptionFactory(url="https://partner.invalid/")
    published(PartyFactory())
    assert states() == ["waiting"]
