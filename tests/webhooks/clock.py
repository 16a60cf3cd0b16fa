"""The time as a worker of the tests sees it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone


class Clock:
    """A worker's clock that is set by hand."""

    def __init__(self) -> None:
        # Later than all that a test publishes, however slow the machine is.
        self.now = timezone.now() + timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)
