"""Rounds: the site and its floors measured in turn, in short slices, again and again.

Machines are noisy, and noise comes in waves longer than a slice. So a ratio is taken within each
round, of slices that lie seconds apart, and the median over the rounds is what is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.traffic import Call, drive

SITE, BARE, ROW, NESTED = "site", "bare", "row", "nested"
_WARM_UP = 0.4
#: Seconds in which all answers of a scenario are made, on a machine as slow as can be.
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Contender:
    """Who answers: the site, one of the floors with the same bytes, or the nested serializers
    with the same documents."""

    name: str
    port: int
    calls: Sequence[Call]
    #: Whether its cache has to hold every answer: what it keeps ends after some minutes, and a
    #: slice in which it makes them again would measure that.
    is_kept_warm: bool = False


@dataclass(slots=True)
class Trial:
    """One scenario on one newsroom, and what was measured of it so far."""

    scenario: str
    meetings: int
    contenders: Sequence[Contender]
    queries: int
    #: Answers per second of each contender, one number per round.
    rates: dict[str, list[float]] = field(default_factory=dict)
    #: Seconds, of all the site's answers.
    latencies: list[float] = field(default_factory=list)

    def has(self, contender: str) -> bool:
        return contender in self.rates

    def ratio(self, other: str) -> float:
        """The site's answers per second as a share, or a multiple, of the other contender's."""
        pairs = zip(self.rates[SITE], self.rates[other], strict=True)
        return median(site / against for site, against in pairs)

    def rate(self, contender: str) -> float:
        return median(self.rates[contender])

    def percentile(self, share: float) -> float:
        """The latency, in seconds, that this share of answers did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def growth(small: Trial, large: Trial) -> float:
    """How many times the site's cost per answer on `small` is its cost on `large`, which may be
    another newsroom or another page.

    Both have to come out of the same `measure`, which takes their slices next to each other.
    """
    pairs = zip(small.rates[SITE], large.rates[SITE], strict=True)
    return median(first / second for first, second in pairs)


def measure(
    trials: Sequence[Trial],
    *,
    rounds: int,
    seconds: float,
    connections: int,
    report: Callable[[str], None] = lambda line: None,
) -> None:
    """Fill in `trials`, given with the trials of one scenario side by side.

    Raises RuntimeError at the first wrong answer: a fast mistake is not speed.
    """
    for trial in trials:
        trial.rates = {contender.name: [] for contender in trial.contenders}
        for contender in trial.contenders:
            _slice(contender, seconds=_WARM_UP, connections=connections)
    for number in range(rounds):
        report(f"round {number + 1} of {rounds}")
        for trial in trials:
            # Whoever comes first finds other caches warm, so everybody comes first in turn.
            shift = number % len(trial.contenders)
            for contender in [*trial.contenders[shift:], *trial.contenders[:shift]]:
                rate, latencies = _slice(contender, seconds=seconds, connections=connections)
                trial.rates[contender.name].append(rate)
                if contender.name == SITE:
                    trial.latencies += latencies


def _slice(
    contender: Contender, *, seconds: float, connections: int
) -> tuple[float, Sequence[float]]:
    if contender.is_kept_warm:
        calls = contender.calls
        drive(contender.port, calls, seconds=_PATIENCE, connections=connections, limit=len(calls))
    tally = drive(contender.port, contender.calls, seconds=seconds, connections=connections)
    if tally.failures:
        worst = "\n".join(f"{count} times {what}" for what, count in tally.failures.most_common(3))
        raise RuntimeError(f"The {contender.name} answered wrongly:\n{worst}")
    return tally.rate, tally.latencies
