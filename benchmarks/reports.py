"""The reports that say so: one on each meeting, on every tenth a second that differs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from benchmarks import words
from benchmarks.cast import Cast, Record

_FIRST_DAY = date(2008, 1, 1)
_DAYS = 16 * 365
#: Coprime to the days, so that meetings are spread over all of them whatever their number.
_STRIDE = 2_654_435_761


def day(number: int) -> date:
    """When meeting `number` was; the same in a newsroom of any size."""
    return _FIRST_DAY + timedelta(days=number * _STRIDE % _DAYS)


def has_two(number: int) -> bool:
    return number % 10 == 0


def claim(chance: random.Random, number: int, *, which: int = 0, **given: str) -> Record:
    """What a report on meeting `number` says: `field`, `value` and `attribution` where given."""
    return {
        "source": _slug(number, which),
        "quote": words.quote(chance),
        "paragraph": chance.randrange(1, 20),
        **{name: value for name, value in given.items() if value},
    }


def _slug(number: int, which: int) -> str:
    return f"report-{number:06d}-{which}"


@dataclass(frozen=True)
class Reports:
    cast: Cast

    def of_meeting(self, number: int) -> Iterator[Record]:
        for which in range(2 if has_two(number) else 1):
            chance = self.cast.chance("source", number, which)
            published = datetime.combine(day(number), time(chance.randrange(8, 18)), UTC)
            slug = _slug(number, which)
            yield {
                "kind": "source",
                "uid": self.cast.uid("source", number, which),
                "slug": slug,
                "stage": "approved",
                "title": f"Report {which + 1} on meeting {number}",
                "publisher": f"The {chance.choice(('Morning', 'Evening', 'Daily'))} Ledger",
                "headline": words.sentence(chance),
                "author": words.person(chance),
                "url": f"https://news.example.org/{slug}",
                "published_at": published.isoformat(),
            }
