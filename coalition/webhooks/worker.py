"""The worker: sends what is due until it is told to stop. Several may run side by side."""

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
)
from django.utils import timezone

from coalition.models import DeliveryState, WebhookDelivery, WebhookSubscription
from coalition.webhooks.claims import claim, ready, release
from coalition.webhooks.delivering import Outcome, attempt, write_down

logger = logging.getLogger(__name__)

#: Seconds between two looks at an outbox that was empty.
_IDLE = 0.5
_NAP = 0.1
_CLEANING_INTERVAL = 3600.0
_CLEANING_BATCH = 1000


class Worker:
    """One process's worth of deliveries, one at a time."""

    def __init__(self, clock: Callable[[], datetime] = timezone.now) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._clock = clock
        self._is_stopping = False

    def stop(self) -> None:
        """Finish the delivery under way, give back what is claimed, and end."""
        self._is_stopping = True

    def run(self) -> None:
        """Until stopped. A database that is away is waited for."""
        cleaned = float("-inf")
        while not self._is_stopping:
            sent = 0
            try:
                close_old_connections()
                if time.monotonic() - cleaned > _CLEANING_INTERVAL:
                    clean_up(now=self._clock())
                    cleaned = time.monotonic()
                sent = self._round()
            except (OperationalError, InterfaceError):
                logger.exception("The database does not answer; trying again.")
                connection.close()
            if not sent:
                self._doze()

    def drain(self) -> int:
        """Send all that is due, and return how many messages were tried."""
        tried = 0
        while not self._is_stopping and (sent := self._round()):
            tried += sent
        return tried

    def _round(self) -> int:
        """A few messages to each subscription in turn, so that none waits for all of another's."""
        tried = 0
        for subscription in ready(now=self._clock()):
            if self._is_stopping:
                break
            tried += self._send(claim(subscription, worker=self.name, now=self._clock()))
        return tried

    def _send(self, claimed: list[WebhookDelivery]) -> int:
        for place, delivery in enumerate(claimed):
            if self._is_stopping or not self._is_to_be_sent(delivery):
                release(claimed[place:], worker=self.name)
                return place
            outcome = self._attempt(delivery)
            write_down(delivery, outcome, worker=self.name, now=self._clock())
            if outcome.is_of_endpoint:
                release(claimed[place + 1 :], worker=self.name)
                return place + 1
        return len(claimed)

    def _is_to_be_sent(self, delivery: WebhookDelivery) -> bool:
        """Whether there is time enough, and the endpoint is still to be called.

        What was claimed together is sent one after another, which takes a while. Meanwhile another
        worker may have been asked to leave it alone, or an editor may have paused it.
        """
        now, lent_until = self._clock(), delivery.claimed_until
        assert lent_until is not None
        # An answer must be written down while the loan lasts.
        if now + timedelta(seconds=2 * settings.WEBHOOK_TIMEOUT_SECONDS) > lent_until:
            return False
        found = WebhookSubscription.objects.awake(now).filter(pk=delivery.subscription_id).first()
        if found is not None:
            delivery.subscription = found
        return found is not None

    def _attempt(self, delivery: WebhookDelivery) -> Outcome:
        """What nobody foresaw is a failure of this message, and no end of the others."""
        try:
            return attempt(delivery, now=self._clock())
        except DatabaseError:
            raise
        except Exception:
            logger.exception("The message %s could not be sent.", delivery)
            return Outcome(None, "An error of ours; it has been recorded.")

    def _doze(self) -> None:
        """In naps, so that a signal is heeded soon."""
        until = time.monotonic() + _IDLE
        while not self._is_stopping and time.monotonic() < until:
            time.sleep(_NAP)


def clean_up(*, now: datetime) -> int:
    """Remove what was delivered long ago; what was given up stays until somebody looks at it."""
    before = now - timedelta(days=settings.WEBHOOK_KEEP_DAYS)
    old = WebhookDelivery.objects.filter(state=DeliveryState.DELIVERED, delivered_at__lt=before)
    removed = 0
    while keys := list(old.order_by("delivered_at").values_list("pk", flat=True)[:_CLEANING_BATCH]):
        WebhookDelivery.objects.filter(pk__in=keys).delete()
        removed += len(keys)
    return removed
