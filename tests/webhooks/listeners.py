"""Subscriptions in a standing, and about records."""

from __future__ import annotations

from typing import Any

from coalition.models import Standing, WebhookSubscription
from tests.factories.webhooks import WebhookSubscriptionFactory, WebhookTopicFactory


def at(standing: Standing, **facts: Any) -> WebhookSubscription:
    return WebhookSubscriptionFactory(standing=standing, **facts)


def about(*records: Any, **facts: Any) -> WebhookSubscription:
    subscription = WebhookSubscriptionFactory(**facts)
    for record in records:
        WebhookTopicFactory(subscription=subscription, kind=record._meta.model_name, uid=record.uid)
    return subscription
