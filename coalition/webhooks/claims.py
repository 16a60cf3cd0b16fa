"""Claims: which worker sends what. Any number of them may ask at once.

On PostgreSQL rows that another worker is claiming are passed over; SQLite has one writer at a time,
as every transaction begins IMMEDIATE. A claim is a loan: it runs out, so that what a killed worker
had comes back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from coalition.models import WebhookDelivery, WebhookSubscription

#: How many messages to one subscription a worker takes at once.
BATCH = 10
_DELIVERIES_IN_A_LOAN = 6


def lease() -> timedelta:
    """How long a claim lasts: much longer than one delivery takes at most."""
    return _DELIVERIES_IN_A_LOAN * timedelta(seconds=settings.WEBHOOK_TIMEOUT_SECONDS)


def ready(*, now: datetime) -> list[int]:
    """The subscriptions to which something can be sent now."""
    due = WebhookDelivery.objects.due(now).filter(subscription=OuterRef("pk"))
    found = WebhookSubscription.objects.awake(now).filter(Exists(due))
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def claim(subscription: int, *, worker: str, now: datetime) -> list[WebhookDelivery]:
    """Take what is due for one subscription, one message of a record at most.

    The next edition of a record can be claimed once the one before it is delivered or given up.
    """
    rows = WebhookDelivery.objects.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",)
    )
    due = rows.due(now).filter(subscription=subscription).first_of_their_record()
    keys = [row.pk for row in due.order_by("due_at", "pk").only("pk")[:BATCH]]
    if keys:
        taken = WebhookDelivery.objects.filter(pk__in=keys)
        taken.update(claimed_by=worker, claimed_until=now + lease())
    found = WebhookDelivery.objects.filter(pk__in=keys).select_related("subscription")
    return list(found.order_by("due_at", "pk"))


def release(rows: Sequence[WebhookDelivery], *, worker: str) -> None:
    """Give back what was not sent."""
    ours = WebhookDelivery.objects.filter(pk__in=[row.pk for row in rows], claimed_by=worker)
    ours.update(claimed_by="", claimed_until=None)
