"""What is written to be sent, and that it is written again when it is to be sent again."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from coalition.models import Standing, WebhookDelivery
from coalition.publishing import correct, publish, refresh, withdraw
from coalition.publishing.rehearsal import rehearsed
from coalition.webhooks.outbox import replay, replay_since, send_test
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.deliveries import outbox

pytestmark = pytest.mark.django_db


def test_edition_is_written_for_every_subscription() -> None:
    first, second = WebhookSubscriptionFactory(), WebhookSubscriptionFactory()
    edition = published(PartyFactory(name="Congress"))
    rows = WebhookDelivery.objects.order_by("subscription")
    assert [(row.subscription, row.edition, row.uid, row.state) for row in rows] == [
        (first, edition, edition.uid, "waiting"),
        (second, edition, edition.uid, "waiting"),
    ]
    assert {row.due_at for row in rows} == {edition.published_at}


def test_act_that_is_undone_leaves_nothing_to_send() -> None:
    WebhookSubscriptionFactory()
    with transaction.atomic():
        published(PartyFactory())
        assert WebhookDelivery.objects.exists()
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists()


def test_rehearsal_writes_nothing() -> None:
    WebhookSubscriptionFactory()
    party = PartyFactory(approved=True)
    with rehearsed(party, by=None) as rehearsal:
        assert rehearsal.newest.title == party.name
        assert not WebhookDelivery.objects.exists()
    assert not WebhookDelivery.objects.exists()


def test_every_cause_is_written() -> None:
    subscription = WebhookSubscriptionFactory()
    party = PartyFactory(name="One", approved=True)
    meeting = MeetingFactory(title="Dinner")
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(party)
    published(meeting)
    party.refresh_from_db()
    party.name = "Two"
    party.save()
    correct(party, by=None, note="Misspelt.")
    refresh([meeting.uid], by=None, names=True)
    meeting.refresh_from_db()
    withdraw(meeting, by=None, reason="Never held.")
    publish(meeting, by=None)
    assert outbox(subscription) == [
        ("One", "published"),
        ("Dinner", "published"),
        ("Two", "corrected"),
        ("Dinner", "refreshed"),
        ("Dinner", "withdrawn"),
        ("Dinner", "republished"),
    ]


@pytest.mark.parametrize(("standing", "written"), [("active", 1), ("paused", 1), ("disabled", 0)])
def test_standing_decides_whether_anything_is_kept(standing: str, written: int) -> None:
    WebhookSubscriptionFactory(standing=standing)
    published(PartyFactory())
    assert WebhookDelivery.objects.count() == written


def test_replay_since_sends_everything_again_and_what_never_was() -> None:
    published(PartyFactory(name="Before"))
    subscription = WebhookSubscriptionFactory()
    published(PartyFactory(name="Delivered"))
    published(PartyFactory(name="Waiting"))
    done = WebhookDelivery.objects.get(edition__title="Delivered")
    now = timezone.now()
    WebhookDelivery.objects.filter(pk=done.pk).update(state="delivered", delivered_at=now)
    assert replay_since(subscription, after=0, now=now) == 2
    assert [title for title, _cause in outbox(subscription)] == ["Before", "Delivered", "Waiting"]
    assert WebhookDelivery.objects.waiting().count() == 3
    assert WebhookDelivery.objects.get(edition__title="Delivered") == done


def test_replay_since_heeds_the_sequence_the_filters_and_the_subscription() -> None:
    published(PartyFactory())
    newer = published(PartyFactory(name="Newer"))
    published(LeaderFactory())
    subscription, other = (
        WebhookSubscriptionFactory(kinds=["party"]),
        WebhookSubscriptionFactory(),
    )
    assert replay_since(subscription, after=newer.sequence - 1, now=timezone.now()) == 1
    assert outbox(subscription) == [("Newer", "published")]
    assert outbox(other) == []


def test_replay_wakes_the_dead_and_the_delivered_only() -> None:
    subscription = WebhookSubscriptionFactory()
    for _ in range(3):
        published(PartyFactory())
    send_test(subscription, now=timezone.now())
    dead, delivered, waiting, ping = WebhookDelivery.objects.order_by("pk")
    now = timezone.now()
    keys = [row.pk for row in (dead, delivered, waiting, ping)]
    WebhookDelivery.objects.filter(pk__in=[dead.pk, ping.pk]).update(state="dead", attempts=9)
    WebhookDelivery.objects.filter(pk=delivered.pk).update(state="delivered", delivered_at=now)
    assert replay(keys, now=now) == 2
    states = WebhookDelivery.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("waiting", 0), ("waiting", 0), ("waiting", 0), ("dead", 9)]


def test_standing_has_the_words_of_the_statement() -> None:
    """The statement is written by hand."""
    assert Standing.DISABLED.value == "disabled"
