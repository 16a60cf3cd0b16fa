"""Delivery: order, retries, giving up, workers side by side."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from coalition.models import (
    DeliveryState,
    Standing,
    WebhookDelivery,
    WebhookSubscription,
)
from coalition.publishing import publish
from coalition.webhooks import delivering, worker
from coalition.webhooks.claims import LEASE, claim, ready
from coalition.webhooks.delivering import Outcome, write_down
from coalition.webhooks.outbox import send_test
from coalition.webhooks.schedule import LIFETIME, delay_after, next_attempt, rest_after
from coalition.webhooks.worker import Worker, clean_up
from newsroom.outbound import Answer, OutboundRefused
from tests.factories import PartyFactory, published
from tests.factories.webhooks import WebhookDeliveryFactory, WebhookSubscriptionFactory
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db


class Clock:
    """A worker's clock that is set by hand."""

    def __init__(self) -> None:
        # Ahead of what a test publishes, however long that takes; within what a signature allows.
        self.now = timezone.now() + timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def edit_and_publish(party: Any, name: str) -> None:
    party.refresh_from_db()
    party.name = name
    party.save()
    publish(party, by=None)


def states() -> list[str]:
    return list(WebhookDelivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_due_is_delivered_once(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    editions = [published(PartyFactory()) for _ in range(25)]
    assert Worker(clock).drain() == 25
    assert partner.sequences == [edition.sequence for edition in editions]
    assert states() == ["delivered"] * 25
    assert Worker(clock).drain() == 0


def test_delivery_keeps_what_the_endpoint_said(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    Worker(clock).drain()
    row = WebhookDelivery.objects.get()
    assert (row.status, row.answer, row.attempts) == (200, "thanks", 1)
    assert row.delivered_at == row.first_attempt_at == row.last_attempt_at == clock.now
    assert (row.claimed_by, row.claimed_until) == ("", None)


@pytest.mark.parametrize("status", [300, 302, 400, 404, 429, 500, 503])
def test_any_answer_but_2xx_is_a_failure(partner: Endpoint, clock: Clock, status: int) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    partner.answer = lambda message: status
    assert Worker(clock).drain() == 1
    row = WebhookDelivery.objects.get()
    assert (row.state, row.status, row.attempts, row.answer) == ("waiting", status, 1, "thanks")
    assert row.due_at > clock.now
    clock.forward(minutes=1)
    partner.answer = lambda message: 200
    assert Worker(clock).drain() == 1
    assert states() == ["delivered"]
    assert partner.headers[0]["webhook-id"] == partner.headers[1]["webhook-id"]


def test_endpoint_inside_is_never_called(clock: Clock, settings: Any) -> None:
    WebhookSubscriptionFactory(url="https://169.254.169.254/latest/meta-data/")
    published(PartyFactory())
    Worker(clock).drain()
    row = WebhookDelivery.objects.get()
    assert (row.state, row.status) == ("waiting", None)
    assert "not public" in row.answer


def test_loopback_is_refused_unless_it_was_allowed(
    partner: Endpoint, clock: Clock, settings: Any
) -> None:
    settings.OUTBOUND_LOOPBACK = False
    WebhookSubscriptionFactory(url=partner.url.replace("http://", "https://"))
    published(PartyFactory())
    Worker(clock).drain()
    assert partner.messages == []
    assert states() == ["waiting"]


def test_plain_http_is_refused_outside_of_development(clock: Clock, settings: Any) -> None:
    WebhookSubscriptionFactory(url="http://8.8.8.8/")
    published(PartyFactory())
    Worker(clock).drain()
    assert "https://" in WebhookDelivery.objects.get().answer


def test_later_edition_waits_for_the_one_before_it(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    party, other = PartyFactory(name="One"), PartyFactory(name="Other")
    published(party)
    published(other)
    edit_and_publish(party, "Two")
    partner.answer = lambda message: 500 if message["data"]["sequence"] == 1 else 200
    Worker(clock).drain()
    assert partner.sequences == [1, 2]
    partner.answer = lambda message: 200
    clock.forward(minutes=1)
    Worker(clock).drain()
    assert partner.sequences == [1, 2, 1, 3]


def test_later_edition_goes_on_once_the_one_before_it_is_given_up(
    partner: Endpoint, clock: Clock
) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    party = PartyFactory(name="One")
    published(party)
    edit_and_publish(party, "Two")
    WebhookDelivery.objects.filter(edition=1).update(state="dead")
    Worker(clock).drain()
    assert partner.sequences == [2]


def test_order_is_kept_between_workers(partner: Endpoint, clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    party = PartyFactory(name="One")
    published(party)
    edit_and_publish(party, "Two")
    first = claim(subscription.pk, worker="one", now=clock.now)
    assert [row.edition_id for row in first] == [1]
    assert claim(subscription.pk, worker="two", now=clock.now) == []
    assert Worker(clock).drain() == 0
    write_down(first[0], Outcome(200, ""), worker="one", now=clock.now)
    assert [row.edition_id for row in claim(subscription.pk, worker="two", now=clock.now)] == [2]


def test_order_holds_for_each_subscription_by_itself(partner: Endpoint, clock: Clock) -> None:
    slow = WebhookSubscriptionFactory(standing=Standing.PAUSED)
    WebhookSubscriptionFactory(url=partner.url)
    party = PartyFactory(name="One")
    published(party)
    edit_and_publish(party, "Two")
    Worker(clock).drain()
    assert partner.sequences == [1, 2]
    assert slow.deliveries.waiting().count() == 2


def test_claim_of_a_killed_worker_comes_back(partner: Endpoint, clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    claim(subscription.pk, worker="killed", now=clock.now)
    assert Worker(clock).drain() == 0
    clock.forward(seconds=LEASE.total_seconds() + 1)
    assert Worker(clock).drain() == 1
    assert states() == ["delivered"]


def test_late_failure_of_a_lost_claim_is_not_written(clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory()
    published(PartyFactory())
    [late] = claim(subscription.pk, worker="late", now=clock.now)
    clock.forward(seconds=LEASE.total_seconds() + 1)
    claim(subscription.pk, worker="other", now=clock.now)
    write_down(late, Outcome(500, ""), worker="late", now=clock.now)
    row = WebhookDelivery.objects.get()
    assert (row.claimed_by, row.attempts) == ("other", 0)


def test_late_success_of_a_lost_claim_counts(clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory()
    published(PartyFactory())
    [late] = claim(subscription.pk, worker="late", now=clock.now)
    clock.forward(seconds=LEASE.total_seconds() + 1)
    [other] = claim(subscription.pk, worker="other", now=clock.now)
    write_down(late, Outcome(200, ""), worker="late", now=clock.now)
    write_down(other, Outcome(500, ""), worker="other", now=clock.now)
    assert states() == ["delivered"]


def test_endpoint_that_is_gone_disables_its_subscription(partner: Endpoint, clock: Clock) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    published(PartyFactory())
    partner.answer = lambda message: 410
    Worker(clock).drain()
    subscription.refresh_from_db()
    assert subscription.standing == Standing.DISABLED
    assert "410" in subscription.disabled_because
    assert states() == ["dead", "dead"]
    assert len(partner.messages) == 1
    published(PartyFactory())
    assert len(states()) == 2


def test_paused_subscription_is_sent_nothing_until_it_goes_on(
    partner: Endpoint, clock: Clock
) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url, standing=Standing.PAUSED)
    published(PartyFactory())
    assert Worker(clock).drain() == 0
    WebhookSubscription.objects.filter(pk=subscription.pk).update(standing=Standing.ACTIVE)
    assert Worker(clock).drain() == 1


def test_message_is_given_up_after_three_days(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory())
    tried: list[datetime] = []

    def fetch(*arguments: Any, **more: Any) -> Answer:
        tried.append(clock.now)
        return Answer(503, {}, b"", False)

    monkeypatch.setattr(delivering, "fetch", fetch)
    started = clock.now
    while states() == ["waiting"]:
        Worker(clock).drain()
        rest = WebhookSubscription.objects.get().resting_until or clock.now
        clock.now = max(WebhookDelivery.objects.get().due_at, rest, clock.now)
    row = WebhookDelivery.objects.get()
    assert row.state == DeliveryState.DEAD
    assert timedelta(days=2.5) < row.last_attempt_at - started <= LIFETIME + timedelta(minutes=1)
    assert row.attempts == len(tried)
    assert 12 <= row.attempts <= 20


def test_delays_grow_fourfold_up_to_a_third_of_a_day(settings: Any) -> None:
    seconds = [delay_after(attempt).total_seconds() for attempt in range(1, 12)]
    for found, whole in zip(
        seconds, [5, 20, 80, 320, 1280, 5120, 20480, *[28800] * 4], strict=True
    ):
        assert 0.8 * whole <= found <= 1.2 * whole


def test_delays_differ() -> None:
    assert len({delay_after(3) for _ in range(20)}) > 10


def test_attempt_beyond_the_lifetime_is_none(clock: Clock) -> None:
    first = clock.now - LIFETIME
    assert next_attempt(attempts=3, first_attempt_at=first, now=clock.now) is None
    assert next_attempt(attempts=3, first_attempt_at=clock.now, now=clock.now) is not None


def test_endpoint_that_keeps_failing_is_left_alone_for_a_while(
    partner: Endpoint, clock: Clock
) -> None:
    """Its other messages wait with the one that failed, and the workers have time for others."""
    dead = WebhookSubscriptionFactory(url=partner.url)
    for _ in range(30):
        published(PartyFactory())
    partner.answer = lambda message: 500
    Worker(clock).drain()
    # Those that one worker had taken already.
    assert len(partner.messages) <= 10
    assert ready(now=clock.now) == []
    clock.forward(minutes=2)
    partner.answer = lambda message: 200
    Worker(clock).drain()
    assert set(states()) == {"delivered"}
    dead.refresh_from_db()
    assert (dead.failures, dead.resting_until) == (0, None)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (2, 0), (3, 1), (5, 4), (9, 60), (999, 60)]
)
def test_rest_grows_with_the_failures(failures: int, seconds: int) -> None:
    assert rest_after(failures) == timedelta(seconds=seconds)


def test_one_endpoint_that_fails_does_not_hold_up_another(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url="https://127.0.0.1:1/")
    WebhookSubscriptionFactory(url=partner.url)
    for _ in range(30):
        published(PartyFactory())
    Worker(clock).drain()
    assert len(partner.messages) == 30


def test_message_that_cannot_be_made_is_a_failure_like_any(
    partner: Endpoint, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    published(PartyFactory())
    monkeypatch.setattr(delivering, "message_of", lambda *a, **k: 1 / 0)
    logging.getLogger("coalition").propagate = True
    assert Worker(clock).drain() == 1
    row = WebhookDelivery.objects.get()
    assert (row.state, row.attempts, row.answer) == (
        "waiting",
        1,
        "An error of ours; it has been recorded.",
    )


def test_answer_of_a_stranger_is_kept_short_and_printable(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory())
    body = "a\x00b\x1b[31m \u202edeb\n".encode() + b"\xff" + "क़".encode() * 500
    monkeypatch.setattr(delivering, "fetch", lambda *a, **k: Answer(500, {}, body, False))
    Worker(clock).drain()
    answer = WebhookDelivery.objects.get().answer
    assert answer.startswith("a b [31m deb \ufffd")
    assert answer.isprintable()
    assert len(answer) <= 700


def test_stopped_worker_gives_back_what_it_has_not_sent(partner: Endpoint, clock: Clock) -> None:
    WebhookSubscriptionFactory(url=partner.url)
    for _ in range(5):
        published(PartyFactory())
    ours = Worker(clock)

    def stop(message: Any) -> int:
        ours.stop()
        return 200

    partner.answer = stop
    ours.drain()
    assert states() == ["delivered", *["waiting"] * 4]
    assert not WebhookDelivery.objects.exclude(claimed_by="").exists()


def test_worker_waits_for_a_database_that_is_away(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = Worker(clock)
    looks: list[int] = []

    def look(**time: Any) -> list[int]:
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError("gone")
        ours.stop()
        return []

    monkeypatch.setattr(worker, "ready", look)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    monkeypatch.setattr(worker, "_IDLE", 0)
    ours.run()
    assert len(looks) == 2


def test_claim_that_lasts_not_long_enough_is_given_back(partner: Endpoint, clock: Clock) -> None:
    """Ten slow answers take longer than the loan."""
    WebhookSubscriptionFactory(url=partner.url)
    for _ in range(10):
        published(PartyFactory())

    def slowly(message: Any) -> int:
        clock.forward(seconds=9)
        return 200

    partner.answer = slowly
    started = clock.now
    assert Worker(clock)._round() == 5
    assert clock.now - started < LEASE
    assert not WebhookDelivery.objects.exclude(claimed_by="").exists()
    Worker(clock).drain()
    assert partner.sequences == list(range(1, 11))


def test_old_deliveries_are_removed_and_the_dead_are_kept(settings: Any) -> None:
    settings.WEBHOOK_KEEP_DAYS = 30
    now = timezone.now()
    old, fresh = now - timedelta(days=31), now - timedelta(days=29)
    deaf = WebhookSubscriptionFactory(standing=Standing.DISABLED)
    WebhookDeliveryFactory(subscription=deaf, state="delivered", delivered_at=old)
    kept = [
        WebhookDeliveryFactory(subscription=deaf, state="delivered", delivered_at=fresh),
        WebhookDeliveryFactory(subscription=deaf, state="dead", created_at=old),
        WebhookDeliveryFactory(subscription=deaf, created_at=old),
    ]
    assert clean_up(now=now) == 1
    assert list(WebhookDelivery.objects.order_by("pk")) == kept


def test_command_sends_what_is_due_once(partner: Endpoint, capsys: Any) -> None:
    subscription = WebhookSubscriptionFactory(url=partner.url)
    send_test(subscription, now=timezone.now())
    call_command("deliver_webhooks", "--once")
    assert [message["type"] for message in partner.messages] == ["ping"]
    assert capsys.readouterr().out == "Tried 1 messages; removed 0 old ones.\n"


def test_publishing_asks_no_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **more: Any) -> Iterator[Any]:
        raise OutboundRefused("Nobody calls out while publishing.")

    monkeypatch.setattr(delivering, "fetch", refuse)
    WebhookSubscriptionFactory(url="https://partner.invalid/")
    published(PartyFactory())
    assert states() == ["waiting"]
