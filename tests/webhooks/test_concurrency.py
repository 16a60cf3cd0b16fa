"""Several workers beside several publishers, over real sockets (PostgreSQL)."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.databases import url_of
from benchmarks.servers import environment
from benchmarks.soak.processes import start
from coalition.models import Standing, WebhookDelivery, WebhookSubscription
from coalition.publishing import publish
from coalition.webhooks.claims import claim, lease
from coalition.webhooks.delivering import Outcome, write_down
from coalition.webhooks.worker import Worker
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.receiving import Endpoint

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WORKERS = 4


@pytest.fixture(autouse=True)
def _connections_for_everybody() -> Iterator[None]:
    """A process's pool is smaller than this crowd."""
    options = connection.settings_dict["OPTIONS"]
    before = options["pool"]
    connection.close()
    connection.close_pool()
    options["pool"] = before | {"max_size": 2 * WORKERS + 2}
    yield
    connection.close()
    connection.close_pool()
    options["pool"] = before


def at_once(act: Callable[[int], Any], times: int = WORKERS) -> list[Any]:
    """Run `act(0)`, `act(1)` ... in threads that start together, each with its own connection."""
    together = threading.Barrier(times, timeout=20)

    def run(number: int) -> Any:
        try:
            together.wait()
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def wait_until(condition: Callable[[], Any], *, seconds: float = 20) -> None:
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline, f"Still not so after {seconds} seconds."
        sleep(0.02)


def deliver_everything(workers: int) -> None:
    """With so many of them, until the outbox is empty."""
    crew = [Worker() for _ in range(workers)]

    def work(number: int) -> None:
        if number < workers:
            crew[number].run()
            return
        try:
            wait_until(lambda: not WebhookDelivery.objects.waiting().exists())
        finally:
            for worker in crew:
                worker.stop()

    at_once(work, workers + 1)


class Hold:
    """An answer that comes when it is allowed to."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self.allowed = threading.Event()

    def __call__(self, message: dict[str, Any]) -> int:
        self.arrived.set()
        assert self.allowed.wait(20)
        return 200


def test_workers_side_by_side_send_each_message_once(partner: Endpoint) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    for _ in range(40):
        published(PartyFactory())
    tried = at_once(lambda number: Worker().drain())
    assert Counter(partner.sequences) == Counter(range(1, 41))
    assert sum(tried) == 40


def test_one_message_is_claimed_by_one_of_all_who_ask_at_once() -> None:
    subscription = WebhookSubscriptionFactory()
    for _ in range(20):
        published(PartyFactory())
        claimed = at_once(lambda n: claim(subscription.pk, worker=f"{n}", now=timezone.now()))
        assert sorted(map(len, claimed)) == [0, 0, 0, 1]
        WebhookDelivery.objects.all().delete()


def test_no_worker_overtakes_another_with_a_record(partner: Endpoint, settings: Any) -> None:
    settings.WEBHOOK_FIRST_RETRY_SECONDS = 0.05
    WebhookSubscriptionFactory(url=partner.url)
    parties = [PartyFactory() for _ in range(5)]
    for round_ in range(6):
        for party in parties:
            party.refresh_from_db()
            party.name = f"{party.slug} {round_}"
            party.save()
            published(party)
    accepted: list[tuple[str, int]] = []
    under_way: Counter[str] = Counter()
    together: list[str] = []
    tried: Counter[int] = Counter()
    lock = threading.Lock()

    def answer(message: dict[str, Any]) -> int:
        uid, sequence = message["data"]["id"], message["data"]["sequence"]
        with lock:
            under_way[uid] += 1
            together.extend([uid] * (under_way[uid] > 1))
            tried[sequence] += 1
            is_refused = sequence % 3 == 0 and tried[sequence] == 1
        sleep(0.01)
        with lock:
            under_way[uid] -= 1
            if not is_refused:
                accepted.append((uid, sequence))
        return 500 if is_refused else 200

    partner.answer = answer
    deliver_everything(WORKERS)
    assert together == []
    assert sorted(sequence for _uid, sequence in accepted) == list(range(1, 31))
    for party in parties:
        ours = [sequence for uid, sequence in accepted if uid == str(party.uid)]
        assert ours == sorted(ours)


def test_message_of_a_worker_that_was_killed_is_sent_by_another(
    partner: Endpoint, settings: Any, tmp_path: Path
) -> None:
    """A real process, in the middle of a delivery."""
    settings.WEBHOOK_TIMEOUT_SECONDS = 20.0
    WebhookSubscriptionFactory(url=partner.url)
    party = PartyFactory(name="One")
    published(party)
    party.refresh_from_db()
    party.name = "Two"
    party.save()
    publish(party, by=None)
    hold = Hold()
    partner.answer = hold
    variables = environment(database_url(), tmp_path) | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.soak.site_settings",
        "SOAK_TIMEOUT": "20",
    }
    doomed = start("manage.py", "deliver_webhooks", variables=variables)
    try:
        assert hold.arrived.wait(60)
    finally:
        doomed.send_signal(signal.SIGKILL)
        doomed.communicate()
        hold.allowed.set()
    partner.answer = lambda message: 200
    assert Worker().drain() == 0
    later = timezone.now() + lease()
    assert Worker(lambda: later).drain() == 2
    assert partner.sequences == [1, 1, 2]
    assert [headers["webhook-id"] for headers in partner.headers[:2]] == [
        WebhookDelivery.objects.get(edition=1).message_id
    ] * 2


def test_nothing_is_locked_while_an_endpoint_takes_its_time(partner: Endpoint) -> None:
    """Neither the message nor its webhook; and no transaction is open that would keep old rows."""
    WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    hold = Hold()
    partner.answer = hold

    def deliver_or_publish(number: int) -> int:
        if number:
            return Worker().drain()
        assert hold.arrived.wait(20)
        published(PartyFactory())
        with transaction.atomic():
            assert len(WebhookSubscription.objects.select_for_update(nowait=True)) == 1
            assert len(WebhookDelivery.objects.select_for_update(nowait=True)) == 2
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND state LIKE 'idle in transaction%%' AND pid <> pg_backend_pid()"
            )
            open_transactions: int = cursor.fetchone()[0]
        hold.allowed.set()
        return open_transactions

    assert at_once(deliver_or_publish, 2) == [0, 2]


def test_publisher_does_not_wait_for_who_writes_an_outcome_down() -> None:
    subscription = WebhookSubscriptionFactory()
    published(PartyFactory())
    [row] = claim(subscription.pk, worker="one", now=timezone.now())
    written, done = threading.Event(), threading.Event()

    def write_or_publish(number: int) -> None:
        if number:
            with transaction.atomic():
                write_down(row, Outcome(500, ""), worker="one", now=timezone.now())
                written.set()
                assert done.wait(20)
            return
        assert written.wait(20)
        try:
            published(PartyFactory())
        finally:
            done.set()

    at_once(write_or_publish, 2)
    assert WebhookDelivery.objects.waiting().count() == 2


def test_workers_who_are_told_at_once_that_an_endpoint_is_gone_do_not_block_each_other() -> None:
    """Each disables the webhook, which ends the message that the other has."""
    for _ in range(5):
        subscription = WebhookSubscriptionFactory()
        for _ in range(WORKERS):
            published(PartyFactory())
        ours = subscription.deliveries.waiting()
        claimed = [(f"{number}", row) for number, row in enumerate(ours.select_related())]
        for name, row in claimed:
            until = timezone.now() + lease()
            ours.filter(pk=row.pk).update(claimed_by=name, claimed_until=until)

        def tell(number: int, claimed: Any = claimed) -> None:
            name, row = claimed[number]
            # A success and an ordinary failure as well.
            status = (410, 410, 500, 200)[number]
            row.subscription.failures = 1
            write_down(row, Outcome(status, ""), worker=name, now=timezone.now())

        at_once(tell)
        subscription.refresh_from_db()
        assert subscription.standing == Standing.DISABLED
        assert not ours.exists()


def database_url() -> str:
    """Of the database that the tests made for themselves."""
    return url_of(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
