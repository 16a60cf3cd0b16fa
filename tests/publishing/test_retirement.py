"""Until when each edition was live."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from coalition.models import Edition, Party
from coalition.publishing import correct, withdraw
from tests.factories import PartyFactory, published

pytestmark = pytest.mark.django_db

migration = importlib.import_module("coalition.migrations.0012_when_editions_were_retired")

FIRST, SECOND, THIRD = (datetime(2023, 12, day, tzinfo=UTC) for day in (1, 2, 3))


@pytest.fixture
def party() -> Party:
    """Published, corrected the day after, and withdrawn on the third."""
    party = PartyFactory()
    published(party, now=FIRST)
    party.refresh_from_db()
    party.summary = "An old party."
    party.save()
    correct(party, by=None, note="The summary was missing.", now=SECOND)
    withdraw(party, by=None, reason="Recorded twice.", now=THIRD)
    return party


def retirements(party: Party) -> list[datetime | None]:
    return list(
        Edition.objects.filter(uid=party.uid)
        .order_by("number")
        .values_list("retired_at", flat=True)
    )


def test_edition_is_retired_by_the_next_one_or_a_withdrawal(party: Party) -> None:
    assert retirements(party) == [SECOND, THIRD, None]


def test_live_edition_is_not_retired() -> None:
    party = PartyFactory()
    published(party)
    assert retirements(party) == [None]


def test_older_ledgers_are_filled_in(party: Party) -> None:
    Edition.objects.exclude(retired_at=None).update(retired_at=datetime(1999, 1, 1, tzinfo=UTC))
    migration.fill_in(apps, SimpleNamespace(connection=connection))
    assert retirements(party) == [SECOND, THIRD, None]
