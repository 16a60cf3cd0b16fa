"""Scenarios: what is asked of the site, and whether its cache may answer."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Scenario:
    """`is_cached` keeps the site's cache on; `is_conditional` sends the entity tag back."""

    name: str
    is_cached: bool = False
    is_conditional: bool = False


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
    Scenario(DETAIL),
    Scenario(LIST),
    Scenario(FILTERED),
    Scenario(DEEPEST),
    Scenario(NOT_MODIFIED, is_cached=True, is_conditional=True),
)


def scenarios_named(text: str) -> tuple[Scenario, ...]:
    """Those whose name contains `text`, all of them for an empty one."""
    return tuple(scenario for scenario in SCENARIOS if text.lower() in scenario.name.lower())
