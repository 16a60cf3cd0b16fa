"""The editions of a record as its pages tell them: when each appeared, why, what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coalition.document_differences import Change
from coalition.edition_history import PastEdition, editions_of, told
from coalition.models.editions import Cause, Edition
from coalition.pages.addresses import page_path
from coalition.pages.vantage import PARAMETER, Vantage

#: How many a record's own page tells; the rest has pages of its own.
NEWEST = 10
PAGE_SIZE = 25

CAUSES: Mapping[str, str | Promise] = {
    Cause.PUBLISHED: _("Published"),
    Cause.CORRECTED: _("Corrected"),
    Cause.REFRESHED: _("Brought up to date with other pages"),
    Cause.WITHDRAWN: _("Withdrawn"),
    Cause.REPUBLISHED: _("Published again"),
    Cause.MERGED: _("Merged into another"),
}


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    section: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """`path` shows the record as it was then; empty for what may not be shown, and for the end of a
    record, which had nothing to show.

    `groups` is None where it cannot be told what changed.
    """

    number: int
    cause_word: str
    note: str
    published_at: datetime
    path: str
    is_current: bool
    is_first: bool
    is_closed: bool
    groups: list[ChangeGroup] | None

    @property
    def count(self) -> int:
        return sum(len(group.changes) for group in self.groups or [])


@dataclass(frozen=True, slots=True)
class History:
    """Some editions of a record, the newest first. `following` is the number after which to go
    on, None if this is all. `path` leads to all that there were."""

    entries: list[EditionEntry]
    following: int | None
    path: str

    @property
    def is_all(self) -> bool:
        return self.following is None


def editions_path(kind: str, slug: str) -> str:
    return f"{page_path(kind, slug)}editions/"


def edition_path(newest: Edition, number: int, *, vantage: Vantage) -> str:
    """Where the edition `number` of a record is told, whose `newest` one this is from `vantage`."""
    place = {"after": number + 1} if newest.number - number >= PAGE_SIZE else {}
    return f"{vantage.to(editions_path(newest.kind, newest.slug), **place)}#edition-{number}"


def history_of(
    shown: Edition, *, vantage: Vantage, below: int | None = None, limit: int = NEWEST
) -> History:
    """The last `limit` editions of `shown`'s record that there were, those under the number `below`
    if it is given. One query."""
    editions = editions_of(shown.uid, as_of=vantage.as_of)
    if below is not None:
        editions = editions.filter(number__lt=below)
    page, has_more = told(editions, limit=limit)
    return History(
        entries=[_entry(past, shown) for past in page],
        following=page[-1].edition.number if has_more else None,
        path=vantage.to(editions_path(shown.kind, shown.slug)),
    )


def _entry(past: PastEdition, shown: Edition) -> EditionEntry:
    edition = past.edition
    return EditionEntry(
        number=edition.number,
        cause_word=str(CAUSES.get(edition.cause, edition.cause)),
        note=edition.note,
        published_at=edition.published_at,
        path=_path(edition, shown) if past.is_open else "",
        is_current=edition.sequence == shown.sequence,
        is_first=edition.number == 1,
        is_closed=not past.is_ending and not past.is_open,
        groups=_groups(past),
    )


def _path(edition: Edition, shown: Edition) -> str:
    path = page_path(shown.kind, shown.slug)
    return f"{path}?{urlencode({PARAMETER: moment_of(edition)}, safe=':')}"


def moment_of(edition: Edition) -> str:
    """A moment at which `edition` was the one to be read: the first whole second of its life, or
    its very beginning if it had none."""
    start = edition.published_at.astimezone(UTC)
    second = start.replace(microsecond=0)
    if second < start:
        second += timedelta(seconds=1)
    if edition.retired_at is not None and edition.retired_at <= second:
        second = start
    return second.isoformat().replace("+00:00", "Z")


def _groups(past: PastEdition) -> list[ChangeGroup] | None:
    changes = past.changes()
    if changes is None:
        return None
    return [
        ChangeGroup(section, list(found))
        for section, found in groupby(changes, lambda change: change.section)
    ]
