"""Whether a subscription is served, paused or disabled, and what becomes of what waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from coalition.models import DeliveryState, Standing
from coalition.webhooks.subscriptions import WebhookRefused, disable, pause, resume
from tests.factories import carol
from tests.webhooks.deliveries import message_to
from tests.webhooks.journal import journal
from tests.webhooks.listeners import at

pytestmark = pytest.mark.django_db


def test_pausing_and_resuming_are_logged_once_each() -> None:
    subscription = at(Standing.ACTIVE)
    for _ in range(2):
        pause(subscription, by=carol())
    for _ in range(2):
        resume(subscription, by=carol())
    assert journal(subscription) == ["Paused.", "Resumed."]
    assert {entry.user for entry in LogEntry.objects.all()} == {carol()}


def test_disabled_subscription_gives_up_what_waits_and_says_why() -> None:
    subscription = at(Standing.ACTIVE)
    message_to(subscription)
    other = message_to(at(Standing.ACTIVE))
    disable(subscription, because="They closed down.", by=carol())
    subscription.refresh_from_db()
    assert (subscription.standing, subscription.disabled_because) == (
        Standing.DISABLED,
        "They closed down.",
    )
    assert subscription.deliveries.get().state == DeliveryState.DEAD
    other.refresh_from_db()
    assert other.state == DeliveryState.WAITING
    assert journal(subscription) == ["Disabled. They closed down."]


def test_disabling_by_a_worker_is_logged_under_the_responsible_account() -> None:
    subscription = at(Standing.ACTIVE)
    disable(subscription, because="It answered 410.")
    entry = LogEntry.objects.get()
    assert entry.user == subscription.owner
    assert entry.change_message.endswith("Done by a worker or a command.")


def test_reason_that_is_too_long_disables_nothing() -> None:
    subscription = at(Standing.ACTIVE)
    with pytest.raises(ValidationError):
        disable(subscription, because="x" * 501, by=carol())
    subscription.refresh_from_db()
    assert subscription.standing == Standing.ACTIVE


def test_disabled_subscription_cannot_be_paused_but_resumed() -> None:
    subscription = at(Standing.DISABLED, disabled_because="410")
    with pytest.raises(WebhookRefused):
        pause(subscription, by=carol())
    resume(subscription, by=carol())
    subscription.refresh_from_db()
    assert (subscription.standing, subscription.disabled_because) == (Standing.ACTIVE, "")


def test_resumed_subscription_tries_what_waits_at_once_for_three_more_days() -> None:
    now = timezone.now()
    late = now + timedelta(hours=5)
    subscription = at(Standing.PAUSED, failures=9, resting_until=late)
    message_to(subscription, attempts=9, due_at=late, first_attempt_at=now - timedelta(days=9))
    resume(subscription, by=carol(), now=now)
    row = subscription.deliveries.get()
    assert (row.due_at, row.attempts, row.first_attempt_at) == (now, 0, None)
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.resting_until) == (0, None)
