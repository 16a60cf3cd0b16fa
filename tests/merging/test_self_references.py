"""What may not point at itself points at nothing after a merge, and what may does."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge
from coalition.models import Position
from tests import factories as made
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def test_meeting_that_follows_its_twin_follows_nothing(alice: Any) -> None:
    other = made.MeetingFactory()
    primary = made.MeetingFactory(follows=other, rescheduled_from=other)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert (primary.follows, primary.rescheduled_from) == (None, None)


def test_meeting_that_its_twin_follows_follows_nothing(alice: Any) -> None:
    primary = made.MeetingFactory()
    other = made.MeetingFactory(follows=primary)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.follows is None


def test_party_split_from_its_twin_is_split_from_nothing(alice: Any) -> None:
    primary = made.PartyFactory()
    other = made.PartyFactory(split_from=primary)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.split_from is None


def test_leader_who_stood_in_for_their_twin_stands_in_for_nobody(alice: Any) -> None:
    primary, other = twins()
    row = made.AttendanceFactory(leader=primary, on_behalf_of=other)

    merge(primary, other, by=alice)

    row.refresh_from_db()
    assert (row.leader, row.on_behalf_of) == (primary, None)


def test_offer_to_the_twin_is_made_to_nobody(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    offer = made.SeatPositionFactory(party=other, to_party=primary, position=Position.OFFERS)

    merge(primary, other, by=alice)

    offer.refresh_from_db()
    assert (offer.party, offer.to_party) == (primary, None)


def test_party_that_speaks_of_its_twin_speaks_of_itself(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    statement = made.StatementFactory(speaker_leader=None, speaker_party=primary, party=other)

    merge(primary, other, by=alice)

    statement.refresh_from_db()
    assert (statement.speaker_party, statement.party) == (primary, primary)
