"""Days along a line, and where that line is marked with years or months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

#: Steps that people count time in, in months.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """From `first` at `left` to `last` at `right`; what lies outside is put at the nearer end."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    def ticks(self, apart: float) -> list[tuple[float, str]]:
        """Beginnings of months or years with their names, at least `apart` from one another."""
        room = max(1, int((self.right - self.left) / apart))
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((step for step in _STEPS if months / step <= room), _STEPS[-1])
        form = "Y" if step >= 12 else "M Y"
        found = []
        # From a month whose number the step divides, so that years begin at January.
        count = -(-(self.first.year * 12 + self.first.month - 1) // step) * step
        while count // 12 <= 9999 and (day := date(count // 12, count % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                found.append((self.at(day), date_format(day, form)))
            count += step
        return found


def scale_for(days: Iterable[date], *, left: float, right: float) -> TimeScale:
    """Around all of `days`, with a margin; around a year, if they are but one."""
    known = sorted(days)
    first, last = known[0], known[-1]
    margin = timedelta(days=max(15, int((last - first).days * 0.06)))
    if first == last:
        margin = timedelta(days=183)
    return TimeScale(_moved(first, -margin), _moved(last, margin), left, right)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
