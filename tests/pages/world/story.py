"""A newsroom in public with everything in it that a page can show: one world for all the proofs
that look at every kind of page.

It is told in four editions: what was published first, two corrections of one meeting, and at the
end what was withdrawn and what was merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from coalition.merging import merge
from coalition.models import Edition
from coalition.publishing import approve, correct, publish_all, withdraw
from tests.factories import ClaimFactory, LeaderFactory, MeetingFactory, SourceFactory
from tests.pages.world.bargains import Bargains, strike
from tests.pages.world.cast import Cast, gather
from tests.pages.world.gatherings import Gatherings, hold

#: When each of its editions was published.
FIRST, SECOND, THIRD, LAST = (datetime(2023, 12, day, 12, tzinfo=UTC) for day in (7, 8, 9, 10))


@dataclass(frozen=True)
class World:
    cast: Cast
    held: Gatherings
    bargains: Bargains
    withdrawn: Any
    merged: Any
    draft: Any


def build_world() -> World:
    report = _newsroom()
    today = timezone.localdate()
    cast = gather(report)
    held = hold(cast, report, today=today)
    bargains = strike(cast, held, report)
    hoax = MeetingFactory(title="A meeting that never was", alliance=cast.alliance)
    report(meeting=hoax)
    twin = LeaderFactory(name="Asha R. Rao")
    records = [*cast.records(), *held.records(), *bargains.records(), hoax, twin]
    for record in records:
        record.refresh_from_db()
        approve(record, by=None)
    publish_all(records, by=None, now=FIRST)
    _amend(held.dinner, "The start was an hour off.", start_time="19:30", now=SECOND)
    _amend(held.dinner, "The venue was misspelt.", venue="10, Rajaji Marg", now=THIRD)
    hoax.refresh_from_db()
    withdraw(hoax, by=None, reason="It did not take place: the report was a hoax.", now=LAST)
    for record in (cast.leaders[0], twin):
        record.refresh_from_db()
    merge(cast.leaders[0], twin, by=None, now=LAST + timedelta(hours=1))
    draft = MeetingFactory(title="Not for anybody’s eyes yet", alliance=cast.alliance)
    return World(cast=cast, held=held, bargains=bargains, withdrawn=hoax, merged=twin, draft=draft)


def _newsroom() -> Any:
    """What makes a claim on one of five reports, in turn, as a newsroom reads few at a time."""
    sources = [
        SourceFactory(),
        SourceFactory(headline="", publisher="Evening Lantern"),
        SourceFactory(updated_at=datetime(2023, 12, 7, 5, tzinfo=UTC)),
        SourceFactory(archived_url="https://archive.example.org/1", author=""),
        SourceFactory(unidentified=True),
    ]
    turn = iter(range(1_000_000))

    def report(**what: Any) -> Any:
        return ClaimFactory(source=sources[next(turn) % len(sources)], **what)

    return report


def _amend(record: Any, note: str, *, now: datetime, **changes: Any) -> None:
    record.refresh_from_db()
    for name, value in changes.items():
        setattr(record, name, value)
    record.save()
    record.refresh_from_db()
    correct(record, by=None, note=note, now=now)
    assert Edition.objects.live().get(uid=record.uid).published_at == now
