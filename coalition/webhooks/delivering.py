"""Delivering one message, and what follows from the answer."""

import logging
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription
from coalition.webhooks.endpoints import rules
from coalition.webhooks.messages import message_of
from coalition.webhooks.schedule import next_attempt, rest_after
from coalition.webhooks.subscriptions import disable, locked
from newsroom.outbound import OutboundError, fetch

logger = logging.getLogger(__name__)

#: Seconds for everything, from the name's address to the end of the answer.
TIMEOUT = 10.0
_ANSWER_BYTES = 2000
_EXCERPT = 300
GONE = 410


class Outcome(NamedTuple):
    """What an attempt came to: the status, or None and why there was no answer."""

    status: int | None
    answer: str

    @property
    def is_success(self) -> bool:
        """A redirect is none: it was not followed."""
        return self.status is not None and 200 <= self.status < 300


def attempt(delivery: WebhookDelivery, *, now: datetime) -> Outcome:
    """Send it. Whatever goes wrong is an outcome; only a failing database raises."""
    message = message_of(delivery, now=now)
    try:
        answer = fetch(
            delivery.subscription.url,
            method="POST",
            body=message.body.encode(),
            headers={"User-Agent": f"Coalition-Desk/1 (+{settings.SITE_URL})", **message.headers},
            rules=rules(),
            timeout=TIMEOUT,
            most_bytes=_ANSWER_BYTES,
        )
    except OutboundError as error:
        return Outcome(None, _excerpt(str(error)))
    return Outcome(answer.status, _excerpt(answer.body.decode("utf-8", "replace")))


def _excerpt(text: str) -> str:
    """Printable, and on one line: it was written by a stranger."""
    words = "".join(c if c.isprintable() else " " for c in text).split()
    return " ".join(words)[:_EXCERPT]


@transaction.atomic
def write_down(delivery: WebhookDelivery, outcome: Outcome, *, worker: str, now: datetime) -> None:
    """Write what came of an attempt, unless the loan ran out and another has it now.

    The subscription is locked before the message, as by whoever pauses or disables it.
    """
    ours = WebhookDelivery.objects.waiting().filter(pk=delivery.pk)
    attempts = delivery.attempts + 1
    first = delivery.first_attempt_at or now
    changes = {
        "attempts": attempts,
        "first_attempt_at": first,
        "last_attempt_at": now,
        "status": outcome.status,
        "answer": outcome.answer,
        "claimed_by": "",
        "claimed_until": None,
    }
    subscription = WebhookSubscription.objects.filter(pk=delivery.subscription_id)
    if outcome.is_success:
        if delivery.subscription.failures:
            subscription.update(failures=0, resting_until=None)
        # Even if another has it by now: it has arrived.
        ours.update(state=DeliveryState.DELIVERED, delivered_at=now, **changes)
        return
    locked(delivery.subscription)
    due = next_attempt(attempts=attempts, first_attempt_at=first, now=now)
    if outcome.status == GONE:
        due = None
    given_up = {"state": DeliveryState.DEAD} if due is None else {"due_at": due}
    if not ours.filter(claimed_by=worker).update(**changes, **given_up):
        return
    if outcome.status == GONE:
        disable(delivery.subscription, because="The endpoint answered 410: it is gone for good.")
        return
    subscription.update(failures=F("failures") + 1)
    rest = rest_after(subscription.values_list("failures", flat=True).get())
    if rest:
        subscription.update(resting_until=now + rest)
    if due is None:
        logger.warning("Gave up %s to %s.", delivery, delivery.subscription)
