"""What became of the messages."""

from __future__ import annotations

from coalition.models import WebhookDelivery


def states() -> list[str]:
    return list(WebhookDelivery.objects.order_by("pk").values_list("state", flat=True))
