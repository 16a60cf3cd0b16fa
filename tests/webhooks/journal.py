"""What the log says of a subscription, the oldest first."""

from __future__ import annotations

from django.contrib.admin.models import LogEntry

from coalition.models import WebhookSubscription


def journal(subscription: WebhookSubscription) -> list[str]:
    entries = LogEntry.objects.filter(object_id=str(subscription.pk)).order_by("pk")
    return list(entries.values_list("change_message", flat=True))
