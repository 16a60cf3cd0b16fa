"""How long somebody counts as having a form open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from coalition.desk.presence.keeping import left, opened, others, still_there
from coalition.models import Presence
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 12, 6, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def names(record: object, *, than: object, now: datetime) -> list[str]:
    return [presence.user.username for presence in others(record, than=than, now=now)]


def test_opened_form_is_seen_by_others_alone() -> None:
    alice, bob, record = factories.alice(), factories.bob(), factories.PartyFactory()
    opened(record, by=bob, now=NOON)
    assert names(record, than=alice, now=NOON + SECOND) == ["bob"]
    assert names(record, than=bob, now=NOON + SECOND) == []


def test_opened_form_is_of_its_record_alone() -> None:
    alice, bob = factories.alice(), factories.bob()
    opened(factories.PartyFactory(), by=bob, now=NOON)
    assert names(factories.PartyFactory(), than=alice, now=NOON) == []


def test_form_without_script_counts_for_some_minutes() -> None:
    alice, bob, record = factories.alice(), factories.bob(), factories.PartyFactory()
    opened(record, by=bob, now=NOON)
    assert names(record, than=alice, now=NOON + 9 * MINUTE) == ["bob"]
    assert names(record, than=alice, now=NOON + 11 * MINUTE) == []


def test_form_that_fell_silent_is_closed_after_a_minute() -> None:
    alice, bob, record = factories.alice(), factories.bob(), factories.PartyFactory()
    opened(record, by=bob, now=NOON)
    still_there(record, by=bob, now=NOON + 20 * SECOND)
    assert names(record, than=alice, now=NOON + 79 * SECOND) == ["bob"]
    assert names(record, than=alice, now=NOON + 81 * SECOND) == []


def test_word_of_an_open_form_keeps_its_beginning() -> None:
    bob, record = factories.bob(), factories.PartyFactory()
    opened(record, by=bob, now=NOON)
    still_there(record, by=bob, now=NOON + MINUTE)
    assert Presence.objects.get().opened_at == NOON


def test_opening_again_begins_anew() -> None:
    bob, record = factories.bob(), factories.PartyFactory()
    opened(record, by=bob, now=NOON)
    opened(record, by=bob, now=NOON + MINUTE)
    assert Presence.objects.get().opened_at == NOON + MINUTE


def test_left_form_is_closed() -> None:
    bob, record = factories.bob(), factories.PartyFactory()
    moment = opened(record, by=bob, now=NOON)
    left(record, by=bob, opened_at=moment)
    assert not Presence.objects.exists()


def test_page_that_was_reloaded_does_not_close_the_new_one() -> None:
    bob, record = factories.bob(), factories.PartyFactory()
    before = opened(record, by=bob, now=NOON)
    opened(record, by=bob, now=NOON + SECOND)
    left(record, by=bob, opened_at=before)
    assert Presence.objects.exists()


def test_old_rows_go_when_somebody_opens_a_form() -> None:
    opened(factories.PartyFactory(), by=factories.bob(), now=NOON)
    opened(factories.PartyFactory(), by=factories.alice(), now=NOON + 11 * MINUTE)
    assert [presence.user.username for presence in Presence.objects.all()] == ["alice"]


def test_failing_write_is_kept_from_the_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError("no room")

    bob, record = factories.bob(), factories.PartyFactory()
    monkeypatch.setattr("django.db.models.query.QuerySet.bulk_create", fail)
    assert opened(record, by=bob, now=NOON) == NOON


def test_transaction_that_cannot_begin_is_kept_from_the_editor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError("database is locked")

    meeting, user = factories.MeetingFactory(), factories.alice()
    monkeypatch.setattr("django.db.transaction.Atomic.__enter__", fail)
    still_there(meeting, by=user)
