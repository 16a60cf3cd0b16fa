"""Messages in a state, what is to be sent, and what became of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookDeliveryFactory


def message_to(subscription: WebhookSubscription, **facts: Any) -> WebhookDelivery:
    """The only message about an edition of its own, whatever else listens."""
    edition = published(PartyFactory())
    WebhookDelivery.objects.filter(edition=edition).delete()
    return WebhookDeliveryFactory(subscription=subscription, edition=edition, **facts)


def ended(subscription: WebhookSubscription, state: DeliveryState) -> WebhookDelivery:
    delivered_at = timezone.now() if state == DeliveryState.DELIVERED else None
    return message_to(subscription, state=state, delivered_at=delivered_at, attempts=5)


def outbox(subscription: WebhookSubscription) -> list[tuple[str, str]]:
    """(title, cause) of what is to be sent, in the order of the ledger."""
    rows = WebhookDelivery.objects.filter(subscription=subscription).order_by("edition")
    return list(rows.values_list("edition__title", "edition__cause"))


def states() -> list[str]:
    return list(WebhookDelivery.objects.order_by("pk").values_list("state", flat=True))
