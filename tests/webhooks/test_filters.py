"""What a subscription narrows what is sent to: kinds, causes and topics, through merges too."""

from __future__ import annotations

import pytest

from coalition.merging import merge, undo
from coalition.models import Merge
from coalition.publishing import correct, publish, withdraw
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.deliveries import outbox
from tests.webhooks.listeners import about

pytestmark = pytest.mark.django_db


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
