"""On which days the meetings of the long ledger may have been."""

from __future__ import annotations

from datetime import date, timedelta

MEETINGS = 6_000
NEVER_BEGAN, NEVER_ENDED = 2_005, 2_010


def day_of(number: int) -> date:
    return date(2000, 1, 1) + timedelta(days=number)


def span_of(number: int) -> tuple[date | None, date | None]:
    """The days that a meeting may have been on: its own, but for a few."""
    day = day_of(number)
    if number in (NEVER_BEGAN, NEVER_ENDED):
        return (None, day) if number == NEVER_BEGAN else (day, None)
    return (day - timedelta(days=20) if number % 500 == 3 else day), day
