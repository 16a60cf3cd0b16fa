"""Targets: what the site promises, as ratios, because absolute times are a machine's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.filter_questions import PREFIX
from benchmarks.rounds import BARE, NESTED, ROW, Trial, growth
from benchmarks.scenarios import (
    ALLIANCE,
    ALLIANCE_UNCACHED,
    CHANGES_MIDDLE,
    CHANGES_NEWEST,
    CHANGES_POLL,
    DEEPEST,
    DETAIL,
    ELECTION,
    ELECTION_UNCACHED,
    FILTERED,
    LEADER_UNCACHED,
    LIST,
    NOT_MODIFIED,
    PAGE,
    PAGE_UNCACHED,
    PARTY,
    PARTY_UNCACHED,
)

#: Scenario, floor, and the least share of the floor's answers per second.
FLOORS = (
    (DETAIL, ROW, 0.6),
    (LIST, ROW, 0.5),
    (PAGE, BARE, 0.7),
    (PARTY, BARE, 0.7),
    (ALLIANCE, BARE, 0.7),
    (ELECTION, BARE, 0.7),
    (NOT_MODIFIED, BARE, 0.7),
    (CHANGES_POLL, BARE, 0.7),
)
#: Scenario, and how many times the nested serializers' answers per second it gives at least.
NESTED_TIMES = ((LIST, 12.0), (DETAIL, 6.0))
#: Scenario, and how many times its cost on the smallest newsroom it may cost on the largest.
GROWTH = (
    (FILTERED, 1.5),
    (DEEPEST, 1.5),
    (CHANGES_NEWEST, 1.5),
    (CHANGES_MIDDLE, 1.5),
    (CHANGES_POLL, 1.5),
)
#: The same for every filter of the list, whichever there are.
FILTER_GROWTH = 1.5
#: Pages that look at many documents, and how many times a page of one document they may cost.
PAGES = (PARTY_UNCACHED, LEADER_UNCACHED, ALLIANCE_UNCACHED, ELECTION_UNCACHED)
PAGE_TIMES = 3.0
IMPORT_RATE = 10_000
IMPORT_MEGABYTES = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One target, what was measured, and whether that is good enough."""

    target: str
    measured: str
    is_met: bool


def of_floors(trials: Sequence[Trial]) -> Iterator[Finding]:
    """Every size has to meet them, so the worst one is shown."""
    for scenario, floor, least in FLOORS:
        found = [(t.ratio(floor), t.meetings) for t in trials if t.scenario == scenario]
        if not found:
            continue
        ratio, meetings = min(found)
        yield Finding(
            f"{scenario}: at least {least} of the {floor} floor",
            f"{ratio:.2f} with {meetings:,} meetings",
            ratio >= least,
        )


def of_nested(trials: Sequence[Trial]) -> Iterator[Finding]:
    """Every size has to meet them, so the worst one is shown."""
    for scenario, least in NESTED_TIMES:
        found = [(t.ratio(NESTED), t.meetings) for t in trials if t.scenario == scenario]
        if not found:
            continue
        times, meetings = min(found)
        yield Finding(
            f"{scenario}: at least {least:.0f} times as many a second as nested serializers",
            f"{times:.1f} times with {meetings:,} meetings",
            times >= least,
        )


def of_growth(trials: Sequence[Trial]) -> Iterator[Finding]:
    names = dict.fromkeys(t.scenario for t in trials)
    filters = [(name, FILTER_GROWTH) for name in names if name.startswith(PREFIX)]
    for scenario, most in (*GROWTH, *filters):
        found = sorted((t for t in trials if t.scenario == scenario), key=lambda t: t.meetings)
        if len(found) < 2:
            continue
        small, large = found[0], found[-1]
        times = growth(small, large)
        yield Finding(
            f"{scenario}: at {large.meetings:,} meetings at most {most} times its cost at "
            f"{small.meetings:,}",
            f"{times:.2f} times",
            times <= most,
        )


def of_pages(trials: Sequence[Trial]) -> Iterator[Finding]:
    """Every size has to meet them, so the worst one is shown."""
    single = {t.meetings: t for t in trials if t.scenario == PAGE_UNCACHED}
    for scenario in PAGES:
        found = [
            (growth(single[t.meetings], t), t.meetings)
            for t in trials
            if t.scenario == scenario and t.meetings in single
        ]
        if not found:
            continue
        times, meetings = max(found)
        yield Finding(
            f"{scenario}: at most {PAGE_TIMES} times the cost of a {PAGE_UNCACHED}",
            f"{times:.2f} times with {meetings:,} meetings",
            times <= PAGE_TIMES,
        )


def of_import(rows_per_second: float, megabytes: float) -> Iterator[Finding]:
    yield Finding(
        f"import: at least {IMPORT_RATE:,} attendances a second",
        f"{rows_per_second:,.0f} a second",
        rows_per_second >= IMPORT_RATE,
    )
    yield Finding(
        f"import: less than {IMPORT_MEGABYTES} MB of memory",
        f"{megabytes:,.0f} MB",
        megabytes < IMPORT_MEGABYTES,
    )
