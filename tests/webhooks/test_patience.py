"""For how long an endpoint asks to be left alone (`Retry-After`), and how far that is heeded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coalition.models import WebhookDelivery
from coalition.webhooks.claims import claim
from coalition.webhooks.delivering import Outcome, write_down
from coalition.webhooks.schedule import LIFETIME, asked_delay, next_attempt
from coalition.webhooks.worker import Worker
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.clock import Clock
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [429, 503])
def test_endpoint_that_asks_for_patience_is_left_alone_for_so_long(
    partner: Endpoint, clock: Clock, status: int
) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    for _ in range(3):
        published(PartyFactory())
    partner.answer = lambda message: status
    partner.answer_headers = {"Retry-After": "120"}
    assert Worker(clock).drain() == 1
    subscription.refresh_from_db()
    asked_for = clock.now + timedelta(minutes=2)
    assert subscription.resting_until == asked_for
    assert WebhookDelivery.objects.get(edition=1).due_at == asked_for
    assert not WebhookDelivery.objects.exclude(claimed_by="").exists()
    partner.answer = lambda message: 200
    clock.forward(minutes=1, seconds=59)
    assert Worker(clock).drain() == 0
    clock.forward(seconds=1)
    assert Worker(clock).drain() == 3


@pytest.mark.parametrize("status", [200, 301, 500])
def test_retry_after_of_other_answers_means_nothing(
    partner: Endpoint, clock: Clock, status: int
) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    partner.answer = lambda message: status
    partner.answer_headers = {"Retry-After": "600"}
    Worker(clock).drain()
    subscription.refresh_from_db()
    assert subscription.resting_until is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("28800", 28800),
        # Eight hours at most.
        ("28801", 28800),
        ("9" * 5000, 28800),
        ("Mon, 23 Nov 2026 12:02:00 GMT", 120),
        ("Monday, 23-Nov-26 12:02:00 GMT", 120),
        ("Mon Nov 23 12:02:00 2026", 120),
        ("Tue, 24 Nov 2026 12:00:00 GMT", 28800),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("Wed, 31 Feb 2026 11:00:00 GMT", 0),
        ("", 0),
        ("-5", 0),
        ("1.5", 0),
        ("٣", 0),
        ("soon", 0),
    ],
)
def test_patience_is_asked_for_in_seconds_or_until_a_date(text: str, seconds: int) -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert asked_delay(text, now=now) == timedelta(seconds=seconds)


def test_asked_delay_never_shortens_the_schedule(clock: Clock) -> None:
    due = next_attempt(
        attempts=4, first_attempt_at=clock.now, now=clock.now, asked=timedelta(seconds=1)
    )
    assert due is not None
    assert due > clock.now + timedelta(minutes=4)


def test_asked_delay_does_not_ask_a_message_to_death(clock: Clock) -> None:
    end = clock.now + timedelta(hours=1)
    asked = timedelta(hours=8)
    first = end - LIFETIME
    assert next_attempt(attempts=1, first_attempt_at=first, now=clock.now, asked=asked) == end
    assert next_attempt(attempts=2, first_attempt_at=first, now=end, asked=asked) is None


def test_rest_that_another_worker_was_asked_for_outlasts_a_success(clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory(failures=1)
    published(PartyFactory())
    published(PartyFactory())
    first, second = claim(subscription.pk, worker="one", now=clock.now)
    write_down(first, Outcome(429, "", "60"), worker="one", now=clock.now)
    write_down(second, Outcome(200, ""), worker="one", now=clock.now)
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.resting_until) == (
        0,
        clock.now + timedelta(minutes=1),
    )
