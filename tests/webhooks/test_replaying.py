"""What an editor has sent: a test, what waits at once, and what is over, again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from coalition.models import DeliveryState, Standing, WebhookDelivery
from coalition.webhooks.replaying import replay_after, replay_chosen, send_test, sequence_before
from coalition.webhooks.subscriptions import WebhookRefused, hasten
from tests.factories import PartyFactory, carol, published
from tests.webhooks.deliveries import ended, message_to
from tests.webhooks.journal import journal
from tests.webhooks.listeners import at

pytestmark = pytest.mark.django_db


def test_hastened_messages_are_tried_at_once() -> None:
    now = timezone.now()
    subscription = at(Standing.ACTIVE, failures=4, resting_until=now + timedelta(minutes=1))
    for attempts in (0, 3):
        due_at = now + timedelta(hours=attempts)
        message_to(subscription, attempts=attempts, due_at=due_at)
    ended(subscription, DeliveryState.DEAD)
    assert hasten(subscription, by=carol(), now=now) == 1
    assert subscription.deliveries.due(now).count() == 2
    assert subscription.deliveries.dead().count() == 1


def test_test_that_waits_already_is_enough() -> None:
    subscription = at(Standing.ACTIVE)
    assert send_test(subscription, by=carol()) == send_test(subscription, by=carol())
    assert journal(subscription) == ["A test sent."]


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.DISABLED])
def test_nothing_is_tested_or_hastened_while_nothing_is_sent(standing: Standing) -> None:
    subscription = at(standing)
    with pytest.raises(WebhookRefused):
        send_test(subscription, by=carol())
    with pytest.raises(WebhookRefused):
        hasten(subscription, by=carol())
    assert not subscription.deliveries.exists()


def test_chosen_messages_are_sent_again_and_logged_for_each_subscription() -> None:
    first, second = at(Standing.ACTIVE), at(Standing.PAUSED)
    rows = [
        ended(first, DeliveryState.DEAD),
        ended(first, DeliveryState.DELIVERED),
        ended(second, DeliveryState.DEAD),
        message_to(first),
    ]
    left = ended(first, DeliveryState.DEAD)
    assert replay_chosen([row.pk for row in rows], by=carol()) == 3
    assert set(WebhookDelivery.objects.dead()) == {left}
    assert (journal(first), journal(second)) == (
        ["Sent again: 2 chosen."],
        ["Sent again: 1 chosen."],
    )


def test_replay_for_a_disabled_subscription_sends_nothing_at_all() -> None:
    active, disabled = at(Standing.ACTIVE), at(Standing.DISABLED)
    rows = [ended(active, DeliveryState.DEAD), ended(disabled, DeliveryState.DEAD)]
    with pytest.raises(WebhookRefused):
        replay_chosen([row.pk for row in rows], by=carol())
    with pytest.raises(WebhookRefused):
        replay_after(disabled, after=0, by=carol())
    assert WebhookDelivery.objects.dead().count() == 2


def test_everything_after_a_sequence_is_sent_again_and_logged() -> None:
    first, second = published(PartyFactory()), published(PartyFactory())
    subscription = at(Standing.ACTIVE)
    assert replay_after(subscription, after=first.sequence, by=carol()) == 1
    assert subscription.deliveries.get().edition == second
    assert journal(subscription) == [f"Sent again: 1, all after sequence {first.sequence}."]


def test_moment_is_the_sequence_before_it() -> None:
    editions = [published(PartyFactory()) for _ in range(3)]
    assert sequence_before(editions[1].published_at) == editions[0].sequence
    assert sequence_before(editions[0].published_at - timedelta(days=1)) == editions[0].sequence - 1
    assert sequence_before(timezone.now() + timedelta(days=1)) is None
