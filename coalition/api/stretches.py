"""The stretch of a list that lies between two days, for lists in the order of their days.

A dated document stands in its list at the last day that it may have been on, or at its first one
if the last is open. So what may have been on or after a day stands behind it, and what may have
been on or before it in front of it; beside the stretch stand only some of those that may have been
on several days, which are few and have an index of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end`, both included; None is an open side.

    Both `within` and `beside` say only where to look: that dates overlap is asked as well.
    """

    start: date | None = None
    end: date | None = None

    @property
    def within(self) -> Q:
        found = Q()
        if self.start is not None:
            found &= Q(sort_key__gte=self.start.isoformat())
        if self._behind is not None:
            found &= Q(sort_key__lt=self._behind)
        return found

    @property
    def beside(self) -> list[Q]:
        """Where else to look, each by one part of an index."""
        found = []
        if self._behind is not None:
            # Known to the last day, which is behind the end.
            late = Q(sort_key__gte=self._behind)
            found += [
                late & Q(earliest__lte=self.end, earliest__lt=F("latest")),
                late & Q(earliest=None),
            ]
        if self.start is not None:
            # Since a day before the start, nobody knows until when.
            before = Q(sort_key__lt=self.start.isoformat())
            found.append(before & Q(earliest__lt=self.start, latest=None))
        return found

    @property
    def _behind(self) -> str | None:
        if self.end is None or self.end == date.max:
            return None
        return (self.end + timedelta(days=1)).isoformat()
