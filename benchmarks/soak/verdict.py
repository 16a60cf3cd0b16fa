"""The verdict on a soak: what was promised, and what the ledger, the outbox and both ends say."""

from __future__ import annotations

import signal
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.databases import connect
from benchmarks.soak.receiver import Arrival
from benchmarks.soak.run import Soaked
from benchmarks.soak.subscribing import SUBSCRIPTIONS
from benchmarks.targets import Finding

_LEDGER = "SELECT sequence, uid::text, kind, cause FROM coalition_edition ORDER BY sequence"
_OUTBOX = """
    SELECT s.name, d.edition_id, d.state, d.attempts, d.claimed_by <> '',
        extract(epoch FROM d.delivered_at - d.created_at)::float8
    FROM coalition_webhookdelivery d JOIN coalition_webhooksubscription s
        ON s.id = d.subscription_id"""


@dataclass(frozen=True, slots=True)
class Published:
    sequence: int
    uid: str
    kind: str
    cause: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One row of the outbox, at the end. `seconds` are from the commit to the delivery."""

    path: str
    sequence: int
    state: str
    attempts: int
    is_claimed: bool
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was written down in the database, beside what both ends saw."""

    soaked: Soaked
    ledger: list[Published]
    outbox: list[Sent]

    def causes(self) -> Counter[str]:
        return Counter(edition.cause for edition in self.ledger)


def evidence_of(soaked: Soaked) -> Evidence:
    with connect(soaked.database_url) as connection:
        ledger = [Published(*row) for row in connection.execute(_LEDGER)]
        outbox = [Sent(*row) for row in connection.execute(_OUTBOX)]
    return Evidence(soaked, ledger, outbox)


def verdict(evidence: Evidence) -> Iterator[Finding]:
    yield from _of_acts(evidence)
    yield from _of_pollers(evidence)
    yield from _of_receiver(evidence)
    yield from _of_outbox(evidence)


def _of_acts(evidence: Evidence) -> Iterator[Finding]:
    sequences = [edition.sequence for edition in evidence.ledger]
    yield Finding(
        "the ledger counts without gaps",
        f"{len(sequences):,} editions",
        sequences == list(range(1, len(sequences) + 1)),
    )
    causes = evidence.causes()
    wanted = ("published", "corrected", "withdrawn", "merged")
    yield Finding(
        "corrections, withdrawals and merges are among them",
        ", ".join(f"{causes[cause]:,} {cause}" for cause in wanted),
        all(causes[cause] for cause in wanted),
    )
    failed = evidence.soaked.acts.failed
    yield _without("no act of publishing failed in the database", failed)


def _of_pollers(evidence: Evidence) -> Iterator[Finding]:
    pollers = evidence.soaked.pollers
    whole = [(edition.sequence, edition.cause) for edition in evidence.ledger]
    right = sum(poller.seen == whole for poller in pollers)
    yield Finding(
        "each poller saw every edition exactly once, in order",
        f"{right} of {len(pollers)}",
        right == len(pollers),
    )
    polite = sum(poller.not_modified > 0 for poller in pollers)
    yield Finding(
        "each poller was told that nothing is new without being sent it again",
        f"{polite} of {len(pollers)}, {sum(p.not_modified for p in pollers):,} times",
        polite == len(pollers),
    )
    yield _without("no poller was refused", [c for p in pollers for c in p.complaints])


def _of_receiver(evidence: Evidence) -> Iterator[Finding]:
    receiver = evidence.soaked.receiver
    for path, kinds, _documents in SUBSCRIPTIONS:
        arrived = [arrival for arrival in receiver.arrivals if arrival.path == path]
        accepted = {arrival.sequence for arrival in arrived if arrival.is_accepted}
        wanted = {e.sequence for e in evidence.ledger if not kinds or e.kind in kinds}
        missing, extra = len(wanted - accepted), len({a.sequence for a in arrived} - wanted)
        yield Finding(
            f"{path}: every edition was accepted, and nothing else came",
            f"{len(wanted):,} editions, {missing} missing, {extra} too many",
            not missing and not extra,
        )
        wrong = sum(1 for _ in _out_of_order(arrived))
        yield Finding(
            f"{path}: the editions of a record first arrived in their order",
            f"{wrong} did not",
            not wrong,
        )
        ids = {(arrival.message_id, arrival.sequence) for arrival in arrived}
        yield Finding(
            f"{path}: a message has one identifier, however often it came",
            f"{len(arrived):,} arrivals of {len(ids):,} messages",
            len(ids) == len({sequence for _id, sequence in ids}) == len({i for i, _s in ids}),
        )
    yield _without(
        "all signatures valid, no redirect followed, never two at once of a record",
        receiver.complaints,
    )


def _out_of_order(arrived: Sequence[Arrival]) -> Iterator[Arrival]:
    """The first arrivals, and the first that were accepted, of an edition after a later one."""
    for is_accepted in (False, True):
        firsts: dict[str, dict[int, Arrival]] = defaultdict(dict)
        for arrival in arrived:
            if arrival.is_accepted or not is_accepted:
                firsts[arrival.uid].setdefault(arrival.sequence, arrival)
        for by_sequence in firsts.values():
            for before, after in pairwise(by_sequence.values()):
                if after.sequence < before.sequence:
                    yield after


def _of_outbox(evidence: Evidence) -> Iterator[Finding]:
    states = Counter(row.state for row in evidence.outbox)
    yield Finding(
        "the outbox is empty, and nothing in it is dead",
        ", ".join(f"{count:,} {state}" for state, count in sorted(states.items())),
        set(states) == {"delivered"},
    )
    claimed = sum(row.is_claimed for row in evidence.outbox)
    yield Finding("nothing is claimed any more", f"{claimed}", not claimed)
    workers = evidence.soaked.workers
    yield Finding(
        "workers were killed in the middle of deliveries",
        f"{workers.interrupted} of {workers.killed}, with {workers.orphaned} messages claimed",
        workers.interrupted > 0,
    )
    codes = evidence.soaked.codes
    # One that was started just now ends before it has anything to finish.
    are_well = all(code in (0, -signal.SIGTERM) for code in codes)
    yield Finding("workers that are asked to end do so", str(codes), are_well)


def _without(target: str, complaints: Sequence[str]) -> Finding:
    told = f"{len(complaints)}: {'; '.join(complaints[:3])}" if complaints else "none"
    return Finding(target, told, not complaints)
