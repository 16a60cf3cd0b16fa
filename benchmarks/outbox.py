"""`python -m benchmarks.outbox URL`: what it costs to publish one record, whoever listens.

In the newsroom at URL records are corrected again and again with no webhook, with one, with twenty,
and with twenty that are each about three records. It is all undone again: nothing stays in the
database, and no commit is waited for. Prints milliseconds, the medians of the whole act and of the
one statement that writes the outbox. Ends with 1 if that takes more than a fifth of the act.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import django

from benchmarks import servers

_ROUNDS = 15
_HISTORY = 100
_LISTENERS = 20
_TOPICS = 3
_ALLOWED = 0.2
_OUTBOX = 'INSERT INTO "coalition_webhookdelivery"'


class Cost(NamedTuple):
    record: str
    listeners: str
    #: Written into the outbox by one act.
    rows: int
    act: float
    statement: float

    def __str__(self) -> str:
        return (
            f"{self.record:<38} {self.listeners:<22} {self.rows:>4} {self.act:>8.1f} "
            f"{self.statement:>7.2f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outbox", description=__doc__)
    parser.add_argument("database", help="the URL of a database with something published in it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        os.environ |= servers.environment(options.database, Path(folder))
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        django.setup()
        print(f"{'':<38} {'webhooks':<22} {'rows':>4} {'act ms':>8} {'outbox':>7}")
        costs = []
        for cost in _costs():
            print(cost, flush=True)
            costs.append(cost)
    return 0 if all(cost.statement <= _ALLOWED * cost.act for cost in costs) else 1


def _costs() -> Iterator[Cost]:
    from coalition.models import Kind, Meeting, Party

    named = _most_named(_LISTENERS + _TOPICS)
    meeting = Meeting.objects.filter(attendances__isnull=False).order_by("-pk").first()
    party = Party.objects.get(uid=next(uid for kind, uid in named if kind == Kind.PARTY))
    # Three records each that are named often, and then three that nothing names.
    about = [named[n : n + _TOPICS] for n in range(_LISTENERS)]
    strangers = [[(Kind.PARTY, _nobody(n, m)) for m in range(_TOPICS)] for n in range(_LISTENERS)]
    listeners: dict[str, list[list[Any]]] = {
        "none": [],
        "1": [[]],
        f"{_LISTENERS}": [[]] * _LISTENERS,
        f"{_LISTENERS} with topics": about,
        f"{_LISTENERS} about others": strangers,
    }
    cases = (
        ("a meeting", meeting, "venue", 0),
        (f"a meeting after {_HISTORY} corrections", meeting, "venue", _HISTORY),
        ("the party that is named most", party, "summary", 0),
    )
    for name, record, field, history in cases:
        for label, topics in listeners.items():
            yield Cost(name, label, *_measure(record, field, history, topics))


def _measure(
    record: Any, field: str, history: int, topics: list[list[Any]]
) -> tuple[int, float, float]:
    from django.db import connection, transaction

    from coalition.models import WebhookDelivery

    acts, statements = [], []
    with transaction.atomic():
        for number in range(history):
            _correct(record, field, f"Before {number}")
        _subscribe(topics)
        for number in range(_ROUNDS):
            with _timed(connection) as taken:
                acts.append(_correct(record, field, f"Round {number}"))
            statements.append(sum(taken))
        rows = WebhookDelivery.objects.count() // _ROUNDS
        transaction.set_rollback(True)
    return rows, median(acts), median(statements)


def _correct(record: Any, field: str, words: str) -> float:
    """Milliseconds."""
    from coalition.publishing import correct

    record.refresh_from_db()
    setattr(record, field, words)
    record.save()
    started = time.perf_counter()
    correct(record, by=None, note="It said otherwise.")
    return 1000 * (time.perf_counter() - started)


@contextmanager
def _timed(connection: Any) -> Iterator[list[float]]:
    """What each statement for the outbox took, in milliseconds."""
    taken: list[float] = []

    def run(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, *rest)
        finally:
            if _OUTBOX in sql:
                taken.append(1000 * (time.perf_counter() - started))

    with connection.execute_wrapper(run):
        yield taken


def _subscribe(topics: list[list[Any]]) -> None:
    from django.contrib.auth.models import User

    from coalition.models import WebhookSubscription, WebhookTopic
    from coalition.webhooks.messages import new_secret

    owner = User.objects.create_user("outbox-benchmark")
    for number, about in enumerate(topics):
        subscription = WebhookSubscription.objects.create(
            name=f"Partner {number}",
            owner=owner,
            url="https://partner.example/",
            secret=new_secret(),
        )
        WebhookTopic.objects.bulk_create(
            WebhookTopic(subscription=subscription, kind=kind, uid=uid) for kind, uid in about
        )


def _most_named(count: int) -> list[tuple[str, Any]]:
    from django.db.models import Count

    from coalition.models import EditionLink

    named = EditionLink.objects.values_list("target_kind", "target_uid").annotate(n=Count("pk"))
    return [(kind, uid) for kind, uid, _n in named.order_by("-n", "target_uid")[:count]]


def _nobody(*numbers: int) -> str:
    return "00000000-0000-4000-8000-" + "".join(f"{number:06}" for number in numbers)


if __name__ == "__main__":
    sys.exit(main())
