"""Whether somebody belonged on a day: a membership and a day are each as exact as their source.

All pages judge by this. Only who surely belonged is *not named* where the reports are silent: of a
party that may have left by then, or not yet have joined, nothing is said but that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q

from coalition.pages.times import read_day

Document = dict[str, Any]


class Belonged(StrEnum):
    SURELY = "surely"
    PERHAPS = "perhaps"
    SURELY_NOT = "surely_not"


@dataclass(frozen=True, slots=True)
class Membership:
    """Days within `since`..`until`, both included, surely belong; None is an open side."""

    host: UUID
    since: date | None
    until: date | None

    def covers(self, earliest: date | None, latest: date | None) -> bool:
        """Whether every day from `earliest` to `latest` surely belongs; None is an open side."""
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


def membership(host: str, row: Document) -> Membership | None:
    """What is certain of a membership in a document; None if nothing is.

    Without a beginning it was always so. What ended nobody knows when may have ended before
    whatever day is asked about.
    """
    since, until = row["since"], row["until"]
    if until is None and row.get("ending"):
        return None
    if (since and not since["latest"]) or (until and not until["earliest"]):
        return None
    return Membership(
        host=UUID(host),
        since=date.fromisoformat(since["latest"]) if since else None,
        until=date.fromisoformat(until["earliest"]) if until else None,
    )


@dataclass(frozen=True, slots=True)
class Tenure:
    """A membership with all that its source leaves open. `certain` is None if no day of it is; no
    day before `begins` or after `ends` can belong to it, None is an open side. Without an end, none
    is recorded in any way."""

    certain: Membership | None
    begins: date | None
    ends: date | None
    has_end: bool

    def excludes(self, earliest: date | None, latest: date | None) -> bool:
        """Whether no day from `earliest` to `latest` can belong to it; None is an open side."""
        is_before = self.begins is not None and latest is not None and latest < self.begins
        is_after = self.ends is not None and earliest is not None and earliest > self.ends
        return is_before or is_after


def tenures_of(alliance: Document) -> dict[str, list[Tenure]]:
    """Those of each party that is or was a member, by its uid."""
    found: dict[str, list[Tenure]] = {}
    for row in alliance["members"]:
        since, until = row["since"], row["until"]
        tenure = Tenure(
            certain=membership(alliance["id"], row),
            begins=read_day(since["earliest"]) if since else None,
            ends=read_day(until["latest"]) if until else None,
            has_end=until is not None or bool(row.get("ending")),
        )
        found.setdefault(row["party"]["id"], []).append(tenure)
    return found


def belonged(tenures: Iterable[Tenure], earliest: date | None, latest: date | None) -> Belonged:
    """Whether a party with these `tenures` was a member at a time from `earliest` to `latest`, of
    which None is an open side."""
    tenures = list(tenures)
    if any(own.certain is not None and own.certain.covers(earliest, latest) for own in tenures):
        return Belonged.SURELY
    if all(own.excludes(earliest, latest) for own in tenures):
        return Belonged.SURELY_NOT
    return Belonged.PERHAPS


def is_over(row: Document, *, today: date) -> bool:
    """Of a membership or an office in a document: whether it has ended.

    Its end may be known while it lies ahead, and even how it will end: it lasts until then. Of a
    day that may have been or may be to come, only a recorded ending says that it is over.
    """
    until, ending = row["until"], bool(row.get("ending"))
    if until is None:
        return ending
    earliest, latest = read_day(until["earliest"]), read_day(until["latest"])
    if earliest is not None and earliest > today:
        return False
    # Some day from a day on: an end is recorded, if not when.
    return ending or latest is None or latest < today


def present_members(alliance: Document, *, today: date) -> list[Document]:
    """References to the parties that belong to it, each once. Counted anew wherever they are told:
    the number in a document is that of its day."""
    found = {
        row["party"]["id"]: row["party"]
        for row in alliance["members"]
        if not is_over(row, today=today)
    }
    return list(found.values())


def memberships_of(uid: str, hosts: Iterable[Document]) -> list[Membership]:
    """Where the party `uid` surely belonged, by the documents of alliances."""
    found = [
        membership(host["id"], row)
        for host in hosts
        for row in host["members"]
        if row["party"]["id"] == uid
    ]
    return [period for period in found if period is not None]
