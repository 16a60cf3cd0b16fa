"""When a message that failed is tried again, and when it is given up."""

import random
from datetime import datetime, timedelta

from django.conf import settings

#: From the first attempt on. What fails for so long is dead, until somebody has it replayed.
LIFETIME = timedelta(days=3)
_FACTOR = 4
_LONGEST = timedelta(hours=8)
#: So that the messages that failed together are not tried again together.
_JITTER = 0.2

#: An endpoint that fails so often in a row is left alone for a moment, with all its messages:
#: a dead one must not take the workers' time from the others.
_PATIENCE = 3
_LONGEST_REST = timedelta(minutes=1)


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 seconds, 20, 80 ... and 8 hours at most, each a
    fifth shorter or longer."""
    first = timedelta(seconds=settings.WEBHOOK_FIRST_RETRY_SECONDS)
    # Beyond ten the longest is reached anyway, and the power would only grow.
    whole: timedelta = min(first * _FACTOR ** min(attempts - 1, 10), _LONGEST)
    return whole * random.uniform(1 - _JITTER, 1 + _JITTER)


def next_attempt(*, attempts: int, first_attempt_at: datetime, now: datetime) -> datetime | None:
    """None if there is to be no other."""
    due = now + delay_after(attempts)
    return due if due <= first_attempt_at + LIFETIME else None


def rest_after(failures: int) -> timedelta:
    """How long an endpoint is left alone that failed so often since its last success."""
    if failures < _PATIENCE:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - _PATIENCE, 10)), _LONGEST_REST)
