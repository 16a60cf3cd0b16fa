"""When a message that failed is tried again, and when it is given up."""

import random
import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.http import parse_http_date_safe

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

#: Retry-After: any longer number is beyond every bound.
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)
_NO_TIME = timedelta(0)


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 seconds, 20, 80 ... and 8 hours at most, each a
    fifth shorter or longer."""
    first = timedelta(seconds=settings.WEBHOOK_FIRST_RETRY_SECONDS)
    # Beyond ten the longest is reached anyway, and the power would only grow.
    whole: timedelta = min(first * _FACTOR ** min(attempts - 1, 10), _LONGEST)
    return whole * random.uniform(1 - _JITTER, 1 + _JITTER)


def asked_delay(retry_after: str, *, now: datetime) -> timedelta:
    """What an endpoint asks for in Retry-After: seconds or an HTTP date (RFC 9110, 10.2.3).

    8 hours at most, as between any two attempts; nothing if it is neither, or a date that is past.
    """
    text = retry_after.strip()
    if text.isdigit() and text.isascii():
        seconds = int(text) if _SECONDS.fullmatch(text) else _LONGEST.total_seconds()
        return min(timedelta(seconds=seconds), _LONGEST)
    moment = parse_http_date_safe(text)
    if moment is None:
        return _NO_TIME
    return max(_NO_TIME, min(datetime.fromtimestamp(moment, UTC) - now, _LONGEST))


def next_attempt(
    *,
    attempts: int,
    first_attempt_at: datetime,
    now: datetime,
    asked: timedelta = _NO_TIME,
) -> datetime | None:
    """None if there is to be no other. Never sooner than the endpoint `asked` for, though it cannot
    ask a message to death: then the last attempt is made at the end of its life.
    """
    own, end = now + delay_after(attempts), first_attempt_at + LIFETIME
    return None if own > end else min(max(own, now + asked), end)


def rest_after(failures: int, *, asked: timedelta = _NO_TIME) -> timedelta:
    """How long an endpoint is left alone that failed so often since its last success, and `asked`
    for so long itself."""
    if failures < _PATIENCE:
        return asked
    return max(asked, min(timedelta(seconds=2 ** min(failures - _PATIENCE, 10)), _LONGEST_REST))
