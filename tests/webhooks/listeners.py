"""Subscriptions in a standing."""

from __future__ import annotations

from typing import Any

from coalition.models import Standing, WebhookSubscription
from tests.factories.webhooks import WebhookSubscriptionFactory


def at(standing: Standing, **facts: Any) -> WebhookSubscription:
    return WebhookSubscriptionFactory(standing=standing, **facts)
