"""Scenarios: what is asked of the site, and whether its cache may answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.rounds import BARE, NESTED, ROW

PAGE = "meeting page, cached"
PAGE_UNCACHED = "meeting page, uncached"
PARTY = "party page, cached"
PARTY_UNCACHED = "party page, uncached"
LEADER_UNCACHED = "leader page, uncached"
ALLIANCE = "alliance page, cached"
ALLIANCE_UNCACHED = "alliance page, uncached"
ELECTION = "election page, cached"
ELECTION_UNCACHED = "election page, uncached"
DETAIL = "API detail, uncached"
LIST = "API list of 50, uncached"
FILTERED = "API list of 50 of a party, uncached"
DEEPEST = "API list's last 50, uncached"
NOT_MODIFIED = "API detail, not modified"
CHANGES_NEWEST = "API changes, newest 50, uncached"
CHANGES_MIDDLE = "API changes, 50 of the middle, uncached"
CHANGES_POLL = "API changes, nothing new, not modified"


@dataclass(frozen=True, slots=True)
class Scenario:
    """`is_cached` keeps the site's cache on; `is_conditional` sends the entity tag back; `beside`
    names who is measured with the site."""

    name: str
    is_cached: bool = False
    is_conditional: bool = False
    beside: tuple[str, ...] = (BARE, ROW)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(PAGE, is_cached=True),
    Scenario(PAGE_UNCACHED),
    Scenario(PARTY, is_cached=True),
    Scenario(PARTY_UNCACHED),
    Scenario(LEADER_UNCACHED),
    Scenario(ALLIANCE, is_cached=True),
    Scenario(ALLIANCE_UNCACHED),
    Scenario(ELECTION, is_cached=True),
    Scenario(ELECTION_UNCACHED),
    Scenario(DETAIL, beside=(BARE, ROW, NESTED)),
    Scenario(LIST, beside=(BARE, ROW, NESTED)),
    Scenario(FILTERED),
    Scenario(DEEPEST),
    Scenario(NOT_MODIFIED, is_cached=True, is_conditional=True),
    Scenario(CHANGES_NEWEST),
    Scenario(CHANGES_MIDDLE),
    Scenario(CHANGES_POLL, is_cached=True, is_conditional=True),
)


def is_asked_for(name: str, text: str) -> bool:
    """Whether `name` contains `text`, as every name does an empty one."""
    return text.lower() in name.lower()


def scenarios_planned(names: Iterable[str]) -> tuple[Scenario, ...]:
    """The scenarios of a plan in its order.

    Those of the filters come from what the site declares, so they are known by their names alone,
    and what is asked of them is whether their cost grows: nobody is measured beside them.
    """
    known = {scenario.name: scenario for scenario in SCENARIOS}
    return tuple(known.get(name) or Scenario(name, beside=()) for name in names)
