"""How webhooks are doing: what waits, what was given up, and when something last arrived."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, OuterRef, QuerySet, Subquery

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription


def count(rows: Sequence[WebhookSubscription]) -> None:
    """Give each row `waiting`, `dead` and `last_success_at`. Three queries, each by an index."""
    keys = [row.pk for row in rows]
    ours = WebhookDelivery.objects.filter(subscription__in=keys)
    waiting, dead = _counted(ours.waiting()), _counted(ours.dead())
    arrived = WebhookDelivery.objects.filter(
        subscription=OuterRef("pk"), state=DeliveryState.DELIVERED
    ).order_by("-delivered_at")
    newest = WebhookSubscription.objects.filter(pk__in=keys).order_by()
    last = dict(newest.values_list("pk", Subquery(arrived.values("delivered_at")[:1])))
    for row in rows:
        figures = {
            "waiting": waiting.get(row.pk, 0),
            "dead": dead.get(row.pk, 0),
            "last_success_at": last.get(row.pk),
        }
        row.__dict__.update(figures)


def _counted(rows: QuerySet[WebhookDelivery]) -> dict[int, int]:
    found = rows.order_by().values("subscription").annotate(number=Count("pk"))
    return dict(found.values_list("subscription", "number"))
