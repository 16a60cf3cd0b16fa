"""The migrations make what the models say, the triggers included, and can be undone."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from coalition.models import Edition, Position, SeatPosition, SeatSharingTalk
from coalition.publishing import withdraw
from tests.api.world import build_world
from tests.factories import (
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    published,
)
from tests.models.insertions import put_back, refused_by

pytestmark = pytest.mark.django_db

agreed_seats = importlib.import_module("coalition.migrations.0002_agreed_seats_within_total")


def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@contextmanager
def _editor() -> Iterator[Any]:
    """What runs the SQL of a migration. SQLite's own refuses to work inside a transaction, though
    a trigger does not mind one."""

    def execute(sql: str, params: object = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    yield SimpleNamespace(connection=connection, execute=execute)


@pytest.fixture
def talk() -> SeatSharingTalk:
    talk = SeatSharingTalkFactory(total_seats=80)
    SeatPositionFactory(talk=talk, agreement=True, seats=63)
    return talk


def _agreement_is_inserted(talk: SeatSharingTalk) -> None:
    SeatPosition.objects.bulk_create(
        [SeatPositionFactory.build(talk=talk, agreement=True, seats=18, party=PartyFactory())]
    )


def _agreement_is_enlarged(talk: SeatSharingTalk) -> None:
    talk.positions.update(seats=81)


def _claim_becomes_an_agreement(talk: SeatSharingTalk) -> None:
    claim = SeatPositionFactory(talk=talk, seats=18)
    SeatPosition.objects.filter(pk=claim.pk).update(position=Position.AGREES)


def _agreement_moves_to_another_talk(talk: SeatSharingTalk) -> None:
    other = SeatPositionFactory(agreement=True, seats=18, talk=SeatSharingTalkFactory())
    SeatPosition.objects.filter(pk=other.pk).update(talk=talk)


def _total_shrinks(talk: SeatSharingTalk) -> None:
    SeatSharingTalk.objects.filter(pk=talk.pk).update(total_seats=62)


def _total_is_set(talk: SeatSharingTalk) -> None:
    talk.positions.all().delete()
    SeatSharingTalk.objects.filter(pk=talk.pk).update(total_seats=None)
    SeatPositionFactory(talk=talk, agreement=True, seats=100)
    SeatSharingTalk.objects.filter(pk=talk.pk).update(total_seats=99)


EXCESSES: list[Callable[[SeatSharingTalk], None]] = [
    _agreement_is_inserted,
    _agreement_is_enlarged,
    _claim_becomes_an_agreement,
    _agreement_moves_to_another_talk,
    _total_shrinks,
    _total_is_set,
]


@pytest.mark.parametrize("exceed", EXCESSES)
def test_agreed_seats_over_the_total_are_refused(
    exceed: Callable[[SeatSharingTalk], None], talk: SeatSharingTalk
) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        exceed(talk)

    assert agreed_seats.MESSAGE in refused_by(refusal.value)


def test_agreed_seats_up_to_the_total_are_kept(talk: SeatSharingTalk) -> None:
    SeatPositionFactory(talk=talk, agreement=True, seats=17)
    SeatSharingTalk.objects.filter(pk=talk.pk).update(total_seats=80)
    assert talk.positions.count() == 2


def test_claims_may_exceed_the_total(talk: SeatSharingTalk) -> None:
    SeatPositionFactory(talk=talk, seats=80)
    SeatPositionFactory(talk=talk, seats=80, offer=True)
    assert talk.positions.count() == 3


def test_talk_without_a_total_has_no_limit() -> None:
    position = SeatPositionFactory(agreement=True, seats=1000)
    put_back(position)
    assert SeatPosition.objects.exists()


def _triggers() -> set[str]:
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall() if name.startswith("coalition")}


def test_every_trigger_has_a_case() -> None:
    """Rebuilding a table on SQLite drops its triggers; a new one needs its tests here."""
    expected = {"coalition_agreed_seats_of_position", "coalition_agreed_seats_of_talk"}
    if connection.vendor == "sqlite":
        expected |= {"coalition_agreed_seats_of_new_position"}
    assert _triggers() == expected


@pytest.mark.parametrize("times", [1, 2])
def test_triggers_can_be_installed_again(times: int, talk: SeatSharingTalk) -> None:
    """A later migration that rebuilds a table ends with this operation."""
    with _editor() as editor:
        for _ in range(times):
            agreed_seats.install(apps, editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        _total_shrinks(talk)


def test_triggers_can_be_removed(talk: SeatSharingTalk) -> None:
    with _editor() as editor:
        agreed_seats.remove(apps, editor)
    try:
        _total_shrinks(talk)
        assert not _triggers()
    finally:
        talk.positions.all().delete()
        with _editor() as editor:
            agreed_seats.install(apps, editor)


filters = importlib.import_module("coalition.migrations.0017_columns_of_filters")


def test_columns_of_filters_are_read_off_the_documents() -> None:
    """What the migration makes of every document is what publishing would have stored."""
    build_world()
    columns = ("party_count", "leader_count", "is_disputed", "is_corrected")
    rows = Edition.objects.order_by("sequence").values_list(*columns)
    stored = list(rows)
    assert len(set(stored)) > 2
    Edition.objects.update(
        party_count=None, leader_count=None, is_disputed=False, is_corrected=False
    )
    with _editor() as editor:
        filters.fill_in(apps, editor)
    assert list(rows) == stored


@pytest.mark.parametrize("batch", [1, 3])
def test_columns_of_filters_are_filled_in_to_the_last_batch(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_world()
    meetings = Edition.objects.filter(kind="meeting")
    stored = list(meetings.order_by("sequence").values_list("party_count", "is_disputed"))
    Edition.objects.update(party_count=None, is_disputed=False)
    monkeypatch.setattr(filters, "_BATCH", batch)
    with _editor() as editor:
        filters.fill_in(apps, editor)
    found = list(meetings.order_by("sequence").values_list("party_count", "is_disputed"))
    assert found == stored
    assert any(disputed for _count, disputed in found)


def test_tombstones_have_no_columns_to_fill_in() -> None:
    party = PartyFactory()
    published(party)
    withdraw(party, by=None, reason="A hoax.")
    with _editor() as editor:
        filters.fill_in(apps, editor)
    end = Edition.objects.get(body="")
    assert (end.party_count, end.leader_count, end.is_disputed) == (None, None, False)
