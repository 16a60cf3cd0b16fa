"""The secret of a subscription: how it is replaced, and that no log holds it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from coalition.models import Standing
from coalition.webhooks.messages import message_of
from coalition.webhooks.subscriptions import WebhookRefused, create, mark_of, rotate_secret
from tests.factories import carol
from tests.factories.webhooks import SECRET, WebhookDeliveryFactory
from tests.webhooks.journal import journal
from tests.webhooks.listeners import at
from tests.webhooks.terms import terms

pytestmark = pytest.mark.django_db


def test_replaced_secret_signs_beside_the_new_one_for_a_while() -> None:
    subscription = at(Standing.ACTIVE)
    now = timezone.now()
    rotated = rotate_secret(subscription, by=carol(), overlap=timedelta(days=1), now=now)
    assert rotated.secrets(now=now + timedelta(hours=23)) == [rotated.secret, SECRET]
    assert rotated.secrets(now=now + timedelta(days=1)) == [rotated.secret]
    delivery = WebhookDeliveryFactory(subscription=rotated, edition=None)
    message = message_of(delivery, now=now)
    for secret in (rotated.secret, SECRET):
        Webhook(secret).verify(message.body, message.headers)


def test_secret_in_wrong_hands_signs_no_longer() -> None:
    now = timezone.now()
    rotated = rotate_secret(at(Standing.ACTIVE), by=carol(), overlap=timedelta(0), now=now)
    assert rotated.secrets(now=now) == [rotated.secret]
    assert rotated.secret != SECRET


def test_secret_is_replaced_only_if_it_is_the_one_that_was_meant() -> None:
    subscription = at(Standing.ACTIVE)
    mark = mark_of(subscription)
    rotated = rotate_secret(subscription, by=carol(), replacing=mark)
    with pytest.raises(WebhookRefused):
        rotate_secret(subscription, by=carol(), replacing=mark)
    subscription.refresh_from_db()
    assert (subscription.secret, subscription.previous_secret) == (rotated.secret, SECRET)


def test_log_holds_no_secret() -> None:
    subscription = create(terms=terms(), by=carol())
    first = subscription.secret
    second = rotate_secret(subscription, by=carol()).secret
    words = " ".join(journal(subscription))
    assert first not in words
    assert second not in words
    assert mark_of(subscription) not in words
