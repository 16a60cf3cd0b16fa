"""Whether somebody belonged on a day: a membership and a day are each as exact as their source.

Pages and answers judge by this alone. Only who surely belonged is *not named* where the reports are
silent: of a party that may have left by then, or not yet have joined, nothing is said but that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q

Document = dict[str, Any]


class Belonged(StrEnum):
    SURELY = "surely"
    PERHAPS = "perhaps"
    SURELY_NOT = "surely_not"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included; None is an open side."""

    since: date | None
    until: date | None

    def covers(self, earliest: date | None, latest: date | None) -> bool:
        """Whether every day from `earliest` to `latest` is within; None is an open side."""
        begun = self.since is None or (earliest is not None and self.since <= earliest)
        lasts = self.until is None or (latest is not None and latest <= self.until)
        return begun and lasts

    def days(self) -> Q:
        """The same as `covers`, asked of the columns of editions."""
        condition = Q()
        if self.since is not None:
            condition &= Q(earliest__gte=self.since)
        if self.until is not None:
            condition &= Q(latest__lte=self.until)
        return condition


def certain_period(row: Document) -> Period | None:
    """When somebody surely belonged, by a membership in a document; None if on no day.

    Without a beginning it was always so. What ended nobody knows when may have ended before
    whatever day is asked about.
    """
    since, until = row["since"], row["until"]
    if until is None and row.get("ending"):
        return None
    if (since and not since["latest"]) or (until and not until["earliest"]):
        return None
    return Period(
        since=date.fromisoformat(since["latest"]) if since else None,
        until=date.fromisoformat(until["earliest"]) if until else None,
    )


@dataclass(frozen=True, slots=True)
class Tenure:
    """A membership with all that its source leaves open. `certain` is None if no day of it is; no
    day before `begins` or after `ends` can belong to it, None is an open side. Without an end, none
    is recorded in any way."""

    certain: Period | None
    begins: date | None
    ends: date | None
    has_end: bool

    def excludes(self, earliest: date | None, latest: date | None) -> bool:
        """Whether no day from `earliest` to `latest` can belong to it; None is an open side."""
        is_before = self.begins is not None and latest is not None and latest < self.begins
        is_after = self.ends is not None and earliest is not None and earliest > self.ends
        return is_before or is_after


def tenure_of(row: Document) -> Tenure:
    """The tenure that a row of a document tells of."""
    since, until = row["since"], row["until"]
    return Tenure(
        certain=certain_period(row),
        begins=_day(since["earliest"]) if since else None,
        ends=_day(until["latest"]) if until else None,
        has_end=until is not None or bool(row.get("ending")),
    )


def belonged(tenures: Iterable[Tenure], earliest: date | None, latest: date | None) -> Belonged:
    """Whether a party with these `tenures` was a member at a time from `earliest` to `latest`, of
    which None is an open side."""
    tenures = list(tenures)
    if any(own.certain is not None and own.certain.covers(earliest, latest) for own in tenures):
        return Belonged.SURELY
    if all(own.excludes(earliest, latest) for own in tenures):
        return Belonged.SURELY_NOT
    return Belonged.PERHAPS


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
