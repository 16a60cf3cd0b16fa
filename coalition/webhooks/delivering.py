"""Delivering one message, and what follows from the answer."""

import logging
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription
from coalition.webhooks.endpoints import rules
from coalition.webhooks.messages import message_of
from coalition.webhooks.schedule import asked_delay, next_attempt, rest_after
from coalition.webhooks.subscriptions import disable, locked
from newsroom.outbound import OutboundError, fetch

logger = logging.getLogger(__name__)

_ANSWER_BYTES = 2000
_EXCERPT = 300
_GONE = 410
#: "Too many requests" and "unavailable": of others Retry-After says nothing about trying again.
_PATIENCE_ASKED = (429, 503)


class Outcome(NamedTuple):
    """What an attempt came to: the status, or None and why there was no answer."""

    status: int | None
    answer: str
    #: As the endpoint wrote it; empty where it asked for nothing.
    retry_after: str = ""

    @property
    def is_success(self) -> bool:
        """A redirect is none: it was not followed."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_of_endpoint(self) -> bool:
        """It is away, or gone, or wants to be left alone: other messages would fare no better."""
        return self.status in (None, _GONE) or bool(self.retry_after)


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
            timeout=settings.WEBHOOK_TIMEOUT_SECONDS,
            most_bytes=_ANSWER_BYTES,
        )
    except OutboundError as error:
        return Outcome(None, _excerpt(str(error)))
    asked = answer.headers.get("retry-after", "") if answer.status in _PATIENCE_ASKED else ""
    return Outcome(answer.status, _excerpt(answer.body.decode("utf-8", "replace")), asked)


def _excerpt(text: str) -> str:
    """Printable, and on one line: it was written by a stranger."""
    words = "".join(c if c.isprintable() else " " for c in text).split()
    return " ".join(words)[:_EXCERPT]


@transaction.atomic
def write_down(delivery: WebhookDelivery, outcome: Outcome, *, worker: str, now: datetime) -> None:
    """Write what came of an attempt, unless the loan ran out and another has it now.

    Where the subscription is written too it is locked before the message, as by whoever pauses or
    disables it: else two would each hold what the other waits for.
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
    if outcome.is_success:
        if delivery.subscription.failures:
            _welcome_back(delivery.subscription, now=now)
        # Even if another has it by now: it has arrived.
        ours.update(state=DeliveryState.DELIVERED, delivered_at=now, **changes)
        return
    subscription = locked(delivery.subscription)
    asked = asked_delay(outcome.retry_after, now=now)
    due = next_attempt(attempts=attempts, first_attempt_at=first, now=now, asked=asked)
    if outcome.status == _GONE:
        due = None
    given_up = {"state": DeliveryState.DEAD} if due is None else {"due_at": due}
    if not ours.filter(claimed_by=worker).update(**changes, **given_up):
        return
    if outcome.status == _GONE:
        disable(subscription, because="The endpoint answered 410: it is gone for good.")
        return
    subscription.failures += 1
    if rest := rest_after(subscription.failures, asked=asked):
        until = subscription.resting_until or now
        subscription.resting_until = max(until, now + rest)
    subscription.save(update_fields=["failures", "resting_until"])
    if due is None:
        logger.warning("Gave up %s to %s.", delivery, delivery.subscription)


def _welcome_back(subscription: WebhookSubscription, *, now: datetime) -> None:
    """It answers again. A rest that another worker's message has just brought about is kept."""
    ours = WebhookSubscription.objects.filter(pk=subscription.pk)
    ours.update(failures=0)
    ours.filter(resting_until__lte=now).update(resting_until=None)
