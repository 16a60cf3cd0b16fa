"""Keeping presences: opened, still there, left. Telling of a colleague never stands in the way.

A form that runs its script says every few seconds that it is open still. One without a script says
so once, when it is opened, and counts for a few minutes. What is older goes with the next write.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from coalition.models import Presence, Record

logger = logging.getLogger(__name__)

#: How long after its last word a form that used to speak counts as closed.
SILENT_AFTER = timedelta(seconds=60)
#: How long a form counts as open that has never said more than that it was opened.
OPENED_FOR = timedelta(minutes=10)


def opened(record: Record, *, by: Any, now: datetime | None = None) -> datetime:
    """Write down that `by` opens the form of `record` now; an earlier opening is forgotten."""
    now = now or timezone.now()

    def write() -> None:
        Presence.objects.filter(seen_at__lt=now - OPENED_FOR).delete()
        _put(Presence(uid=record.uid, user=by, opened_at=now, seen_at=now), "opened_at")

    _if_possible(write)
    return now


def still_there(record: Record, *, by: Any, now: datetime | None = None) -> None:
    """The form of `by` is open still. If it was thought closed, it opens anew."""
    now = now or timezone.now()
    _if_possible(lambda: _put(Presence(uid=record.uid, user=by, opened_at=now, seen_at=now)))


def left(record: Record, *, by: Any, opened_at: datetime) -> None:
    """The form that `by` opened at `opened_at` was closed.

    Whoever reloads a page opens the new one before the old one is closed: that stays.
    """
    _if_possible(Presence.objects.filter(uid=record.uid, user=by, opened_at=opened_at).delete)


def others(record: Record, *, than: Any, now: datetime | None = None) -> list[Presence]:
    """Who else has `record` open now, whoever opened it first at the head."""
    now = now or timezone.now()
    is_speaking = models.Q(seen_at__gte=now - SILENT_AFTER)
    has_never_spoken = models.Q(seen_at=models.F("opened_at"), seen_at__gte=now - OPENED_FOR)
    found = Presence.objects.filter(is_speaking | has_never_spoken, uid=record.uid)
    return list(found.exclude(user=than).select_related("user").order_by("opened_at", "pk"))


def _put(presence: Presence, *renewed: str) -> None:
    Presence.objects.bulk_create(
        [presence],
        update_conflicts=True,
        unique_fields=["uid", "user"],
        update_fields=["seen_at", *renewed],
    )


def _if_possible(write: Callable[[], object]) -> None:
    """A presence that cannot be written is no reason to keep a form from its editor.

    A busy database may refuse as early as the beginning of the transaction.
    """
    try:
        with transaction.atomic():
            write()
    except DatabaseError:
        logger.warning("A presence could not be written.", exc_info=True)
