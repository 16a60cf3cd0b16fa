"""The hours of a schedule, and records that are put on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from coalition.models import Meeting, Record, ScheduledPublication, Transition
from coalition.publishing import schedule, submit
from tests.factories import MeetingFactory, alice, bob

NOW = datetime(2023, 12, 6, 12, 30, tzinfo=UTC)
DUE = NOW + timedelta(hours=6)
LATER = DUE + timedelta(minutes=1)


def submitted(**kwargs: Any) -> Meeting:
    """A meeting that bob has handed in."""
    return submit(MeetingFactory(sourced=True, **kwargs), by=bob(), now=NOW)


def scheduled(record: Record | None = None, **kwargs: Any) -> ScheduledPublication:
    """Six hours from now, by alice."""
    kwargs = {"by": alice(), "due_at": DUE, "now": NOW} | kwargs
    return schedule(record or submitted(), **kwargs)


def actions(record: Record) -> list[str]:
    steps = Transition.objects.filter(uid=record.uid).order_by("pk")
    return list(steps.values_list("action", flat=True))


def edit(record: Any, **fields: Any) -> None:
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
