"""What becomes of a subscription: created, changed, paused, resumed, disabled. Never deleted: who
was sent what stays known.

Each act locks the subscription before its messages, as workers do, so that none waits for another
in a circle. The lock lets publishing go on, which only refers to the row.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import (
    DeliveryState,
    Standing,
    WebhookDelivery,
    WebhookSubscription,
    WebhookTopic,
)
from coalition.webhooks import journal
from coalition.webhooks.messages import new_secret
from coalition.webhooks.terms import Terms, apply

logger = logging.getLogger(__name__)

#: How long a replaced secret goes on signing, so that the partner can put the new one in.
OVERLAP = timedelta(days=7)

_TERMS = ("name", "owner", "url", "kinds", "causes", "with_document")


class WebhookRefused(Exception):
    """The act is not possible as things stand; its text says why, to whoever asked for it."""


def locked(subscription: WebhookSubscription) -> WebhookSubscription:
    """The row as it is now, which nobody else changes meanwhile."""
    rows = WebhookSubscription.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("owner").get(pk=subscription.pk)


@transaction.atomic
def create(*, terms: Terms, by: Any, now: datetime | None = None) -> WebhookSubscription:
    """A subscription to what is published from now on, with a secret of its own.

    Raises ValidationError by field.
    """
    subscription = WebhookSubscription(
        secret=new_secret(), created_at=now or timezone.now(), created_by=by
    )
    apply(terms, subscription)
    subscription.save(force_insert=True)
    _set_topics(subscription, terms)
    journal.record_act(journal.CREATED, subscription, by=by)
    return subscription


@transaction.atomic
def change(subscription: WebhookSubscription, *, terms: Terms, by: Any) -> WebhookSubscription:
    """What waits is sent to the new address. It was chosen by the terms of its day, and stays.

    Raises ValidationError by field.
    """
    subscription = locked(subscription)
    before = {name: getattr(subscription, name) for name in _TERMS}
    apply(terms, subscription)
    changed = [name for name in _TERMS if getattr(subscription, name) != before[name]]
    if changed:
        subscription.save(update_fields=changed)
    if _set_topics(subscription, terms):
        changed.append("topics")
    if changed:
        what = ", ".join(name.replace("_", " ") for name in changed)
        journal.record_act(journal.CHANGED, subscription, by=by, what=what)
    return subscription


def _set_topics(subscription: WebhookSubscription, terms: Terms) -> bool:
    """Whether that changed any."""
    had = set(subscription.topics.values_list("uid", flat=True))
    gone, new = had - terms.topics.keys(), terms.topics.keys() - had
    subscription.topics.filter(uid__in=gone).delete()
    WebhookTopic.objects.bulk_create(
        [WebhookTopic(subscription=subscription, kind=terms.topics[uid], uid=uid) for uid in new]
    )
    return bool(gone or new)


def mark_of(subscription: WebhookSubscription) -> str:
    """Tells one secret from another, and nothing of either."""
    return hashlib.sha256(subscription.secret.encode()).hexdigest()[:16]


@transaction.atomic
def rotate_secret(
    subscription: WebhookSubscription,
    *,
    by: Any,
    overlap: timedelta = OVERLAP,
    replacing: str | None = None,
    now: datetime | None = None,
) -> WebhookSubscription:
    """A new secret. The old one signs as well for `overlap`, and the one before it no longer.

    `replacing` is the mark of the secret that is meant: raises WebhookRefused if that is not the
    present one any more.
    """
    now = now or timezone.now()
    subscription = locked(subscription)
    if replacing is not None and replacing != mark_of(subscription):
        raise WebhookRefused(
            _("The secret has been replaced since you opened this page. Look at it again first.")
        )
    until = now + overlap if overlap > timedelta(0) else None
    subscription.previous_secret = subscription.secret if until else ""
    subscription.previous_secret_until = until
    subscription.secret = new_secret()
    subscription.save(update_fields=["secret", "previous_secret", "previous_secret_until"])
    if until is None:
        journal.record_act(journal.ROTATED_AT_ONCE, subscription, by=by)
    else:
        journal.record_act(journal.ROTATED, subscription, by=by, until=until.astimezone(UTC))
    return subscription


@transaction.atomic
def pause(subscription: WebhookSubscription, *, by: Any) -> WebhookSubscription:
    """Send nothing, and keep what is new. What a worker has in its hands is still sent.

    To pause again changes nothing. Raises WebhookRefused for one that is disabled.
    """
    subscription = locked(subscription)
    if subscription.standing == Standing.DISABLED:
        raise WebhookRefused(_("It is disabled, so nothing is sent. Resume it first."))
    if subscription.standing != Standing.PAUSED:
        subscription.standing = Standing.PAUSED
        subscription.save(update_fields=["standing"])
        journal.record_act(journal.PAUSED, subscription, by=by)
    return subscription


@transaction.atomic
def resume(
    subscription: WebhookSubscription, *, by: Any, now: datetime | None = None
) -> WebhookSubscription:
    """Send again, whether it was paused or disabled. What waits is tried at once, for another
    three days; what was given up is sent if somebody has it replayed. To resume again changes
    nothing."""
    subscription = locked(subscription)
    if subscription.standing != Standing.ACTIVE:
        subscription.standing, subscription.disabled_because = Standing.ACTIVE, ""
        subscription.save(update_fields=["standing", "disabled_because"])
        _begin_anew(subscription, now=now or timezone.now())
        journal.record_act(journal.RESUMED, subscription, by=by)
    return subscription


@transaction.atomic
def hasten(subscription: WebhookSubscription, *, by: Any, now: datetime | None = None) -> int:
    """Try at once what waits for another attempt; how many that are.

    For an endpoint that was mended: the next attempt may be hours away. Raises WebhookRefused
    unless it is active.
    """
    subscription = locked(subscription)
    refuse_unless_active(subscription)
    count = _begin_anew(subscription, now=now or timezone.now())
    if count:
        journal.record_act(journal.HASTENED, subscription, by=by, count=count)
    return count


def refuse_unless_active(subscription: WebhookSubscription) -> None:
    if subscription.standing != Standing.ACTIVE:
        raise WebhookRefused(_("Nothing is sent while it is paused or disabled. Resume it first."))


def _begin_anew(subscription: WebhookSubscription, *, now: datetime) -> int:
    WebhookSubscription.objects.filter(pk=subscription.pk).update(failures=0, resting_until=None)
    tried = WebhookDelivery.objects.waiting().filter(subscription=subscription, attempts__gt=0)
    return tried.update(due_at=now, attempts=0, first_attempt_at=None)


@transaction.atomic
def disable(
    subscription: WebhookSubscription, *, because: str, by: Any = None
) -> WebhookSubscription:
    """Send nothing more, and keep nothing to be sent; what waits is given up.

    `by` is empty if a worker does it. To disable again changes nothing.
    """
    subscription = locked(subscription)
    if subscription.standing != Standing.DISABLED:
        reason: Any = WebhookSubscription._meta.get_field("disabled_because")
        subscription.standing = Standing.DISABLED
        subscription.disabled_because = reason.clean(because, subscription)
        subscription.save(update_fields=["standing", "disabled_because"])
        waiting = WebhookDelivery.objects.waiting().filter(subscription=subscription)
        waiting.update(state=DeliveryState.DEAD, claimed_by="", claimed_until=None)
        journal.record_act(journal.DISABLED, subscription, by=by, because=because)
        logger.warning("The webhook %s is disabled. %s", subscription, because)
    return subscription
