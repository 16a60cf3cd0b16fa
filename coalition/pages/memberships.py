"""Who belongs to an alliance, by its document. When somebody belonged is judged in `tenures`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from coalition.pages.times import read_day
from coalition.tenures import Period, Tenure, certain_period, tenure_of

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Membership:
    """That somebody surely belonged to `host` on every day of `period`."""

    host: UUID
    period: Period


def tenures_of(alliance: Document) -> dict[str, list[Tenure]]:
    """Those of each party that is or was a member, by its uid."""
    found: dict[str, list[Tenure]] = {}
    for row in alliance["members"]:
        found.setdefault(row["party"]["id"], []).append(tenure_of(row))
    return found


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
    return [
        Membership(UUID(host["id"]), period)
        for host in hosts
        for row in host["members"]
        if row["party"]["id"] == uid and (period := certain_period(row)) is not None
    ]
