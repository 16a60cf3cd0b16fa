"""What is written to be sent, to whom, and that publishing hardly notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.merging import merge, undo
from coalition.models import Merge, Standing, WebhookDelivery, WebhookSubscription
from coalition.publishing import correct, publish, publish_all, refresh, withdraw
from coalition.publishing.rehearsal import rehearsed
from coalition.webhooks.outbox import replay, replay_since, send_test
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.factories.webhooks import WebhookSubscriptionFactory, WebhookTopicFactory

pytestmark = pytest.mark.django_db


def outbox(subscription: WebhookSubscription) -> list[tuple[str, str]]:
    """(title, cause) of what is to be sent, in the order of the ledger."""
    rows = WebhookDelivery.objects.filter(subscription=subscription).order_by("edition")
    return list(rows.values_list("edition__title", "edition__cause"))


TABLE = "Relation Name"


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A plan of PostgreSQL, and all that is in it."""
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def about(*records: Any, **facts: Any) -> WebhookSubscription:
    subscription = WebhookSubscriptionFactory(**facts)
    for record in records:
        WebhookTopicFactory(subscription=subscription, kind=record._meta.model_name, uid=record.uid)
    return subscription


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


def test_kinds_narrow_what_is_written() -> None:
    subscription = WebhookSubscriptionFactory(kinds=["leader", "seat_sharing_talk"])
    published(PartyFactory())
    published(LeaderFactory(name="Kharge"))
    assert outbox(subscription) == [("Kharge", "published")]


def test_causes_narrow_what_is_written_but_never_a_withdrawal() -> None:
    subscription = WebhookSubscriptionFactory(causes=["corrected"])
    party = PartyFactory(name="One", approved=True)
    published(party)
    party.refresh_from_db()
    party.name = "Two"
    party.save()
    correct(party, by=None, note="Misspelt.")
    withdraw(party, by=None, reason="A hoax.")
    assert outbox(subscription) == [("Two", "corrected"), ("Two", "withdrawn")]


def test_topic_narrows_to_itself_and_to_what_names_it() -> None:
    ours, other = PartyFactory(name="Ours"), PartyFactory(name="Other")
    subscription = about(ours)
    meeting = MeetingFactory(title="Ours came")
    AttendanceFactory(meeting=meeting, party=ours, leader=None)
    elsewhere = MeetingFactory(title="Others came")
    AttendanceFactory(meeting=elsewhere, party=other, leader=None)
    for record in (ours, other, meeting, elsewhere):
        published(record)
    assert outbox(subscription) == [("Ours", "published"), ("Ours came", "published")]


def test_topic_still_matches_what_does_not_name_it_any_more() -> None:
    """Else a partner would never learn that what it was told is wrong, or withdrawn."""
    party = PartyFactory(name="Ours")
    subscription = about(party)
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting)
    row.delete()
    meeting.refresh_from_db()
    AttendanceFactory(meeting=meeting, leader=None)
    meeting.save()
    correct(meeting, by=None, note="They were not there.")
    withdraw(meeting, by=None, reason="A hoax.")
    assert outbox(subscription) == [
        ("Ours", "published"),
        ("Dinner", "published"),
        ("Dinner", "corrected"),
        ("Dinner", "withdrawn"),
    ]


def test_any_of_several_topics_is_enough_and_written_once() -> None:
    first, second = PartyFactory(), PartyFactory()
    subscription = about(first, second, kinds=["meeting"])
    meeting = MeetingFactory(title="Both came")
    for party in (first, second):
        AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting)
    assert outbox(subscription) == [("Both came", "published")]


def test_merged_topic_is_followed_to_what_it_became() -> None:
    kept, gone = LeaderFactory(name="Kept"), LeaderFactory(name="Gone")
    published(kept)
    published(gone)
    subscription = about(gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    merge(kept, gone, by=None)
    kept.refresh_from_db()
    kept.name = "Kept, and renamed"
    kept.save()
    publish(kept, by=None)
    assert outbox(subscription) == [
        ("Gone", "merged"),
        # With the names of both.
        ("Kept", "published"),
        ("Kept, and renamed", "published"),
    ]


def test_merged_topic_is_followed_though_it_was_withdrawn_before() -> None:
    kept, gone = LeaderFactory(name="Kept"), LeaderFactory(name="Gone")
    published(kept)
    published(gone)
    withdraw(gone, by=None, reason="The same as another.")
    subscription = about(gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    merge(kept, gone, by=None)
    kept.refresh_from_db()
    publish(kept, by=None)
    assert outbox(subscription) == [("Kept", "published")]


def test_merged_topic_is_followed_though_it_was_never_public() -> None:
    kept, gone = LeaderFactory(name="Kept"), LeaderFactory(name="Gone", approved=True)
    published(kept)
    subscription = about(gone)
    kept.refresh_from_db()
    merge(kept, gone, by=None)
    kept.refresh_from_db()
    publish(kept, by=None)
    assert outbox(subscription) == [("Kept", "published")]


def test_topic_of_both_sides_of_a_merge_is_followed_once() -> None:
    kept, gone = LeaderFactory(name="Kept"), LeaderFactory(name="Gone")
    published(kept)
    published(gone)
    subscription = about(kept, gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    merge(kept, gone, by=None)
    assert outbox(subscription) == [("Gone", "merged"), ("Kept", "published")]


def test_undone_merge_is_written() -> None:
    kept, gone = LeaderFactory(name="Kept"), LeaderFactory(name="Gone")
    published(kept)
    published(gone)
    subscription = about(gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    merge(kept, gone, by=None)
    undo(Merge.objects.get(), by=None)
    assert ("Gone", "republished") in outbox(subscription)


@pytest.mark.parametrize(("standing", "written"), [("active", 1), ("paused", 1), ("disabled", 0)])
def test_standing_decides_whether_anything_is_kept(standing: str, written: int) -> None:
    WebhookSubscriptionFactory(standing=standing)
    published(PartyFactory())
    assert WebhookDelivery.objects.count() == written


@pytest.mark.parametrize("subscriptions", [0, 1, 12])
def test_outbox_costs_one_query_whoever_listens(subscriptions: int) -> None:
    for _ in range(subscriptions):
        about(PartyFactory())
    parties = [PartyFactory(approved=True) for _ in range(15)]
    with CaptureQueriesContext(connection) as queries:
        publish_all(parties, by=None)
    written = [query for query in queries if "coalition_webhook" in query["sql"]]
    assert len(written) == 1


@pytest.mark.postgres
def test_history_of_a_record_is_searched_once_whoever_listens() -> None:
    """It can be long, and publishing waits for it."""
    for _ in range(12):
        about(PartyFactory())
    party = PartyFactory(approved=True)
    for number in range(5):
        party.refresh_from_db()
        party.name = f"Name {number}"
        party.save()
        with CaptureQueriesContext(connection) as queries:
            publish(party, by=None)
    [statement] = [query["sql"] for query in queries if "coalition_webhook" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.replace('%', '%%')}", [])
        [[explained]] = cursor.fetchone()
    plan = explained["Plan"]
    looks = [node["Actual Loops"] for node in nodes(plan) if "editionlink" in str(node.get(TABLE))]
    assert looks
    assert max(looks) <= 5


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
