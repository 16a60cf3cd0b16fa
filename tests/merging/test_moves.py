"""What the other one has moves to the primary, its names included."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from coalition.merging import merge
from coalition.models import Leader, ScheduledPublication
from tests import factories as made
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def names(record: Any) -> set[str]:
    return set(record.other_names.values_list("name", flat=True))


def test_attendance_of_the_other_moves(alice: Any) -> None:
    primary, other = twins()
    row = made.AttendanceFactory(leader=other)

    merge(primary, other, by=alice)

    row.refresh_from_db()
    assert row.leader == primary


def test_other_is_no_record_any_more(alice: Any) -> None:
    primary, other = twins()

    merge(primary, other, by=alice)

    assert list(Leader.objects.all()) == [primary]


def test_name_of_the_other_becomes_an_alias(alice: Any) -> None:
    primary, other = twins()
    made.LeaderNameFactory(leader=other, name="வைகோ", kind="native_script", language="ta")

    merge(primary, other, by=alice)

    assert names(primary) == {"V. Gopalsamy", "வைகோ"}


def test_abbreviation_of_a_party_becomes_an_alias(alice: Any) -> None:
    primary = made.PartyFactory(name="Marumalarchi DMK", abbreviation="MDMK")
    other = made.PartyFactory(name="Marumalarchi Kazhagam", abbreviation="M.D.M.K.")

    merge(primary, other, by=alice)

    assert names(primary) == {"Marumalarchi Kazhagam", "M.D.M.K."}


def test_name_that_is_given_up_becomes_an_alias(alice: Any) -> None:
    primary, other = twins()

    merge(primary, other, choices={"name": "other"}, by=alice)

    primary.refresh_from_db()
    assert (primary.name, names(primary)) == ("V. Gopalsamy", {"Vaiko"})


def test_name_that_both_have_is_no_alias(alice: Any) -> None:
    primary = made.LeaderFactory(name="Vaiko", slug="vaiko")
    other = made.LeaderFactory(name="Vaiko", slug="vaiko-2")

    merge(primary, other, by=alice)

    assert names(primary) == set()


def test_claims_of_the_other_move(alice: Any) -> None:
    primary, other = twins()
    claim = made.ClaimFactory(leader=other)

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert claim.leader == primary


def test_party_of_a_talk_is_listed_once(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    talk = made.SeatSharingTalkFactory()
    talk.parties.set([primary, other])

    merge(primary, other, by=alice)

    assert list(talk.parties.all()) == [primary]


def test_meeting_that_follows_the_other_follows_the_primary(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory()
    sequel = made.MeetingFactory(follows=other)

    merge(primary, other, by=alice)

    sequel.refresh_from_db()
    assert sequel.follows == primary


def test_scheduled_publication_of_the_other_is_taken_off(alice: Any) -> None:
    primary, other = twins()
    ScheduledPublication.objects.create(
        kind="leader",
        uid=other.uid,
        version=1,
        due_at=timezone.now() + timezone.timedelta(days=1),
        scheduled_by=alice,
    )

    merge(primary, other, by=alice)

    assert not ScheduledPublication.objects.exists()
