"""Sending as somebody asks for it: a test, chosen messages again, or everything since a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import Edition, Standing, WebhookDelivery, WebhookSubscription
from coalition.webhooks import journal, outbox
from coalition.webhooks.subscriptions import WebhookRefused, locked, refuse_unless_active

_BATCH = 1000


@transaction.atomic
def send_test(
    subscription: WebhookSubscription, *, by: Any, now: datetime | None = None
) -> WebhookDelivery:
    """Have a worker send a message that says nothing. One that waits already is enough.

    Raises WebhookRefused unless the subscription is active.
    """
    subscription = locked(subscription)
    refuse_unless_active(subscription)
    tests = WebhookDelivery.objects.waiting().filter(subscription=subscription, edition=None)
    waiting = tests.filter(attempts=0).first()
    if waiting is not None:
        return waiting
    delivery = outbox.send_test(subscription, now=now or timezone.now())
    journal.record_act(journal.TESTED, subscription, by=by)
    return delivery


@transaction.atomic
def replay_chosen(keys: Iterable[int], *, by: Any, now: datetime | None = None) -> int:
    """Send these messages again, given up or delivered; how many that are.

    What waits already and what was a test stays as it is. Raises WebhookRefused, and sends
    nothing, if one belongs to a subscription that is disabled.
    """
    now = now or timezone.now()
    by_subscription: dict[int, list[int]] = {}
    chosen = sorted(keys)
    for start in range(0, len(chosen), _BATCH):
        found = WebhookDelivery.objects.filter(pk__in=chosen[start : start + _BATCH])
        for pk, owner in found.values_list("pk", "subscription"):
            by_subscription.setdefault(owner, []).append(pk)
    count = 0
    for key, found_keys in sorted(by_subscription.items()):
        subscription = locked(WebhookSubscription(pk=key))
        _refuse_disabled(subscription)
        sent = sum(
            outbox.replay(found_keys[start : start + _BATCH], now=now)
            for start in range(0, len(found_keys), _BATCH)
        )
        if sent:
            journal.record_act(journal.REPLAYED, subscription, by=by, count=sent)
        count += sent
    return count


@transaction.atomic
def replay_after(
    subscription: WebhookSubscription, *, after: int, by: Any, now: datetime | None = None
) -> int:
    """Send all that has a sequence above `after` and that the subscription is about; how many.

    Raises WebhookRefused for one that is disabled.
    """
    subscription = locked(subscription)
    _refuse_disabled(subscription)
    count = outbox.replay_since(subscription, after=after, now=now or timezone.now())
    if count:
        journal.record_act(journal.REPLAYED_AFTER, subscription, by=by, count=count, after=after)
    return count


def sequence_before(moment: datetime) -> int | None:
    """The sequence after which everything stands that was published at `moment` or later; None if
    nothing was. Rather a few too many than one too few, if clocks have gone back."""
    since = Edition.objects.filter(published_at__gte=moment).order_by("sequence")
    first = since.values_list("sequence", flat=True).first()
    return None if first is None else first - 1


def _refuse_disabled(subscription: WebhookSubscription) -> None:
    if subscription.standing == Standing.DISABLED:
        raise WebhookRefused(
            _("“%s” is disabled, so nothing would be sent. Resume it first.") % subscription
        )
