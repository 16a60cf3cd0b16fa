"""Standings: which party leaders were in, and which office they held, on a day or about one.

Dates are as exact as their sources, so a membership may surely cover the day, possibly, or not at
all. What is certain comes first; where only a possibility is left, it is marked as such.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from coalition.date_phrases import parse_typed
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from coalition.models import Office, Party, PartyMembership


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day that is asked about; None is an open side."""

    earliest: date | None
    latest: date | None

    @classmethod
    def of(cls, when: ImpreciseDate | None, *, today: date) -> "Days":
        """Those of `when`; without a date, today."""
        return cls(today, today) if when is None else cls(when.earliest, when.latest)


@dataclass(frozen=True, slots=True)
class Standing:
    """`party` and `office` as they most likely were; `parties` is every one that is possible."""

    party: Party | None = None
    office: str = ""
    parties: tuple[Party, ...] = ()
    is_certain: bool = True

    def __str__(self) -> str:
        """What tells two of one name apart: "MDMK, general secretary"."""
        party = short_name(self.party) if self.party else ""
        if party and not self.is_certain:
            party = _("%(party)s (possibly)") % {"party": party}
        return ", ".join(part for part in (party, self.office) if part)


UNKNOWN = Standing()


def short_name(party: Party) -> str:
    return party.abbreviation or party.name


def typed_date(text: str) -> ImpreciseDate | None:
    """What stands in a form's field for a date; None for nothing, and for what is no date yet."""
    try:
        return parse_typed(text) if text.strip() else None
    except ImpreciseDateError:
        return None


def standings(leaders: Collection[int], days: Days) -> Mapping[int, Standing]:
    """Leader -> standing, in two queries for any number of them; one without is unknown."""
    if not leaders:
        return {}
    memberships = _by_leader(
        possible(PartyMembership.objects, days).filter(leader__in=leaders).select_related("party"),
        days,
    )
    offices = _by_leader(possible(Office.objects, days).filter(leader__in=leaders), days)
    return {
        leader: _standing(memberships.get(leader, []), offices.get(leader, []), days)
        for leader in memberships.keys() | offices.keys()
    }


def possible(rows: Any, days: Days) -> "QuerySet[Any]":
    """The memberships or offices that may have covered one of `days`."""
    condition = Q()
    if days.latest is not None:
        condition &= Q(since_earliest__isnull=True) | Q(since_earliest__lte=days.latest)
    if days.earliest is not None:
        condition &= Q(until_latest__isnull=True) | Q(until_latest__gte=days.earliest)
    found: QuerySet[Any] = rows.filter(condition)
    return found


def _by_leader(rows: Iterable[Any], days: Days) -> dict[int, list[Any]]:
    """The rows of each leader: the certain ones first, of those the latest begun."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.leader_id].append(row)
    for own in grouped.values():
        own.sort(key=lambda row: (is_certain(row, days), _began(row), -row.pk), reverse=True)
    return grouped


def is_certain(row: Any, days: Days) -> bool:
    """Whether a membership or office surely covered all of `days`. One that ended nobody knows when
    may have ended before."""
    since, until = row.since, row.until
    begun = since is None or (
        since.latest is not None and days.earliest is not None and since.latest <= days.earliest
    )
    lasts = (until is None and not getattr(row, "ending", "")) or (
        until is not None
        and until.earliest is not None
        and days.latest is not None
        and until.earliest >= days.latest
    )
    return begun and lasts


def _began(row: Any) -> date:
    """Without a beginning it was always so, and anything begun since is newer."""
    began: date | None = row.since_earliest or row.since_latest
    return began or date.min


def _standing(memberships: list[Any], offices: list[Any], days: Days) -> Standing:
    parties = tuple(dict.fromkeys(row.party for row in memberships))
    party = parties[0] if parties else None
    certain = [row for row in memberships if is_certain(row, days)]
    return Standing(
        party=party,
        office=_office(offices, party, days),
        parties=parties,
        is_certain=len({row.party_id for row in certain}) == 1 or not memberships,
    )


def _office(offices: list[Any], party: Party | None, days: Days) -> str:
    """The office by which a report would introduce them: the party's own before a government's.

    A mere possibility is no office to print.
    """
    certain = [row for row in offices if is_certain(row, days)]
    own = [row for row in certain if party is not None and row.party_id == party.pk]
    others = [row for row in certain if row.party_id is None]
    chosen = (own or others or [None])[0]
    return chosen.title if chosen else ""
