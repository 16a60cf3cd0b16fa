"""The report: what was measured, as tables that fit a terminal and a page of documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.rounds import BARE, NESTED, ROW, SITE, Trial, growth
from benchmarks.targets import Finding

_HEAD = (
    "",
    "requests/s",
    "p50 ms",
    "p99 ms",
    "queries",
    "of bare",
    "of one row",
    "bare/s",
    "row/s",
)


def measurements(trials: Sequence[Trial]) -> Iterator[str]:
    """One table per size of newsroom."""
    for meetings in sorted({trial.meetings for trial in trials}):
        yield f"\n{meetings:,} meetings\n"
        yield from _table(
            _HEAD, [_measurement(trial) for trial in trials if trial.meetings == meetings]
        )


def _measurement(trial: Trial) -> tuple[str, ...]:
    return (
        trial.scenario,
        f"{trial.rate(SITE):,.0f}",
        f"{1000 * trial.percentile(0.5):.1f}",
        f"{1000 * trial.percentile(0.99):.1f}",
        str(trial.queries),
        *(f"{trial.ratio(floor):.2f}" if trial.has(floor) else "" for floor in (BARE, ROW)),
        *(f"{trial.rate(floor):,.0f}" if trial.has(floor) else "" for floor in (BARE, ROW)),
    )


def comparisons(trials: Sequence[Trial]) -> Iterator[str]:
    """How many times what nested serializers answer in a second."""
    rows = [
        (
            trial.scenario,
            f"{trial.meetings:,}",
            f"{trial.rate(SITE):,.0f}",
            f"{trial.rate(NESTED):,.1f}",
            f"{trial.ratio(NESTED):.1f}",
        )
        for trial in trials
        if trial.has(NESTED)
    ]
    if rows:
        yield "\nBeside nested serializers\n"
        yield from _table(("", "meetings", "requests/s", "theirs", "times"), rows)


def movements(trials: Sequence[Trial]) -> Iterator[str]:
    """How costs and ratios move from the smallest newsroom to the largest."""
    sizes = sorted({trial.meetings for trial in trials})
    if len(sizes) < 2:
        return
    small = {trial.scenario: trial for trial in trials if trial.meetings == sizes[0]}
    large = {trial.scenario: trial for trial in trials if trial.meetings == sizes[-1]}
    yield f"\nFrom {sizes[0]:,} to {sizes[-1]:,} meetings\n"
    rows = [
        (
            scenario,
            f"{growth(before, large[scenario]):.2f}",
            *(
                f"{before.ratio(floor):.2f} -> {large[scenario].ratio(floor):.2f}"
                if before.has(floor)
                else ""
                for floor in (BARE, ROW)
            ),
        )
        for scenario, before in small.items()
    ]
    yield from _table(("", "times the cost", "of bare", "of one row"), rows)


def loads(imports: Sequence[str]) -> Iterator[str]:
    if imports:
        yield "\nLoading\n"
        yield from imports


def verdict(findings: Sequence[Finding]) -> Iterator[str]:
    yield "\nTargets\n"
    for finding in findings:
        word = "PASS" if finding.is_met else "FAIL"
        yield f"{word}  {finding.target}: {finding.measured}"


def as_data(trials: Sequence[Trial], findings: Iterable[Finding]) -> dict[str, Any]:
    """Everything that was measured, for a program."""
    return {
        "trials": [
            {
                "scenario": trial.scenario,
                "meetings": trial.meetings,
                "queries": trial.queries,
                "p50": trial.percentile(0.5),
                "p99": trial.percentile(0.99),
                "rates": trial.rates,
                **{
                    f"of_{name}": trial.ratio(name)
                    for name in (BARE, ROW, NESTED)
                    if trial.has(name)
                },
            }
            for trial in trials
        ],
        "targets": [
            {"target": found.target, "measured": found.measured, "is_met": found.is_met}
            for found in findings
        ],
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column reads as text, the others as numbers."""
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        yield "  ".join(cells).rstrip()
