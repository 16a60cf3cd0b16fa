"""What happened in a soak, as a table that fits a terminal and a page of documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median

from benchmarks.soak.verdict import Evidence


def table(evidence: Evidence) -> Iterator[str]:
    soaked = evidence.soaked
    rows = [
        *_publishers(evidence),
        *_pollers(evidence),
        *_receiver(evidence),
        (
            f"{soaked.size.workers} workers",
            f"{soaked.workers.killed} killed, {soaked.workers.interrupted} of them with "
            f"{soaked.workers.orphaned} messages claimed",
        ),
        *_outbox(evidence),
    ]
    width = max(len(name) for name, _told in rows)
    for name, told in rows:
        yield f"{name.ljust(width)}  {told}"


def _publishers(evidence: Evidence) -> Iterator[tuple[str, str]]:
    soaked = evidence.soaked
    editions = len(evidence.ledger)
    yield (
        f"{soaked.size.publishers} publishers",
        f"{soaked.acts.done.total():,} acts in {soaked.published_in:.0f} s, "
        f"{editions:,} editions, {editions / soaked.published_in:.1f} a second",
    )
    yield "", _counted(evidence.causes())
    yield "refused", _counted(soaked.acts.refused)


def _pollers(evidence: Evidence) -> Iterator[tuple[str, str]]:
    pollers = evidence.soaked.pollers
    yield (
        f"{len(pollers)} pollers",
        f"{sum(len(p.seen) for p in pollers):,} entries in {sum(p.answers for p in pollers):,} "
        f"answers, {sum(p.not_modified for p in pollers):,} not modified, "
        f"{sum(p.unavailable for p in pollers):,} unavailable",
    )


def _receiver(evidence: Evidence) -> Iterator[tuple[str, str]]:
    troubles = evidence.soaked.receiver.troubles
    total = troubles.total()
    accepted = sum(1 for arrival in evidence.soaked.receiver.arrivals if arrival.is_accepted)
    yield "receiver", f"{total:,} requests, {1 - accepted / max(total, 1):.0%} of them failed"
    yield "", _counted(Counter({str(trouble): n for trouble, n in troubles.items()}))


def _outbox(evidence: Evidence) -> Iterator[tuple[str, str]]:
    attempts = Counter(row.attempts for row in evidence.outbox)
    seconds = [row.seconds for row in evidence.outbox if row.seconds is not None]
    yield (
        "outbox",
        f"{len(evidence.outbox):,} messages, empty {evidence.soaked.emptied_in:.0f} s after "
        "the last act",
    )
    yield "", "attempts: " + ", ".join(f"{n} {attempts[n]:,}" for n in sorted(attempts))
    if seconds:
        taken = f"{median(seconds):.1f} s in the median, {max(seconds):.0f} s at most"
        yield "", f"from commit to delivery: {taken}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.most_common()) or "none"
