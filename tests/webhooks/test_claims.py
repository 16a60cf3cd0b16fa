"""Claims: a worker takes messages in their order, alone, and for a time."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.models import Standing, WebhookDelivery
from coalition.publishing import publish
from coalition.webhooks.claims import claim, lease
from coalition.webhooks.delivering import Outcome, write_down
from coalition.webhooks.worker import Worker
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.clock import Clock
from tests.webhooks.deliveries import states
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db


def edit_and_publish(party: Any, name: str) -> None:
    party.refresh_from_db()
    party.name = name
    party.save()
    publish(party, by=None)


def test_later_edition_waits_for_the_one_before_it(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    party, other = PartyFactory(name="One"), PartyFactory(name="Other")
    published(party)
    published(other)
    edit_and_publish(party, "Two")
    partner.answer = lambda message: 500 if message["data"]["sequence"] == 1 else 200
    Worker(clock).drain()
    assert partner.sequences == [1, 2]
    partner.answer = lambda message: 200
    clock.forward(minutes=1)
    Worker(clock).drain()
    assert partner.sequences == [1, 2, 1, 3]


def test_later_edition_goes_on_once_the_one_before_it_is_given_up(
    partner: Endpoint, clock: Clock
) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    party = PartyFactory(name="One")
    published(party)
    edit_and_publish(party, "Two")
    WebhookDelivery.objects.filter(edition=1).update(state="dead")
    Worker(clock).drain()
    assert partner.sequences == [2]


def test_order_is_kept_between_workers(partner: Endpoint, clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    party = PartyFactory(name="One")
    published(party)
    edit_and_publish(party, "Two")
    first = claim(subscription.pk, worker="one", now=clock.now)
    assert [row.edition_id for row in first] == [1]
    assert claim(subscription.pk, worker="two", now=clock.now) == []
    assert Worker(clock).drain() == 0
    write_down(first[0], Outcome(200, ""), worker="one", now=clock.now)
    assert [row.edition_id for row in claim(subscription.pk, worker="two", now=clock.now)] == [2]


def test_order_holds_for_each_subscription_by_itself(partner: Endpoint, clock: Clock) -> None:
    slow = WebhookSubscriptionFactory(standing=Standing.PAUSED)
    WebhookSubscriptionFactory(url=partner.url)
    party = PartyFactory(name="One")
    published(party)
    edit_and_publish(party, "Two")
    Worker(clock).drain()
    assert partner.sequences == [1, 2]
    assert slow.deliveries.waiting().count() == 2


def test_claim_of_a_killed_worker_comes_back(partner: Endpoint, clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    claim(subscription.pk, worker="killed", now=clock.now)
    assert Worker(clock).drain() == 0
    clock.forward(seconds=lease().total_seconds() + 1)
    assert Worker(clock).drain() == 1
    assert states() == ["delivered"]


def test_late_failure_of_a_lost_claim_is_not_written(clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory()
    published(PartyFactory())
    [late] = claim(subscription.pk, worker="late", now=clock.now)
    clock.forward(seconds=lease().total_seconds() + 1)
    claim(subscription.pk, worker="other", now=clock.now)
    write_down(late, Outcome(500, ""), worker="late", now=clock.now)
    row = WebhookDelivery.objects.get()
    assert (row.claimed_by, row.attempts) == ("other", 0)


def test_late_success_of_a_lost_claim_counts(clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory()
    published(PartyFactory())
    [late] = claim(subscription.pk, worker="late", now=clock.now)
    clock.forward(seconds=lease().total_seconds() + 1)
    [other] = claim(subscription.pk, worker="other", now=clock.now)
    write_down(late, Outcome(200, ""), worker="late", now=clock.now)
    write_down(other, Outcome(500, ""), worker="other", now=clock.now)
    assert states() == ["delivered"]


def test_claim_that_lasts_not_long_enough_is_given_back(partner: Endpoint, clock: Clock) -> None:
    """Ten slow answers take longer than the loan."""
    WebhookSubscriptionFactory(url=partner.url)
    for _ in range(10):
        published(PartyFactory())

    def slowly(message: Any) -> int:
        clock.forward(seconds=9)
        return 200

    partner.answer = slowly
    started = clock.now
    assert Worker(clock)._round() == 5
    assert clock.now - started < lease()
    assert not WebhookDelivery.objects.exclude(claimed_by="").exists()
    Worker(clock).drain()
    assert partner.sequences == list(range(1, 11))
