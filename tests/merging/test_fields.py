"""Whose value a field has after a merge, and that the other is not lost."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge
from coalition.models import Leader
from tests import factories as made
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def test_empty_field_is_filled_from_the_other(alice: Any) -> None:
    primary, other = twins()
    Leader.objects.filter(pk=other.pk).update(summary="A veteran.")
    other.refresh_from_db()

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.summary == "A veteran."


def test_differing_field_stays_unless_chosen(alice: Any) -> None:
    primary = made.MeetingFactory(city="Delhi", venue="A hall")
    other = made.MeetingFactory(city="New Delhi", venue="A house")

    merge(primary, other, choices={"venue": "other"}, by=alice)

    primary.refresh_from_db()
    assert (primary.city, primary.venue) == ("Delhi", "A house")


def test_start_brings_along_whether_it_is_approximate(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory(timed=True)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert (primary.start_time, primary.is_start_approximate) == (other.start_time, True)


def test_field_that_is_not_chosen_is_kept_in_the_merge(alice: Any) -> None:
    primary = made.MeetingFactory(summary="Ours.")
    other = made.MeetingFactory(summary="Theirs.")

    found = merge(primary, other, by=alice)

    assert "Theirs." in str(found.moves)


def test_claim_on_a_field_that_gives_way_asserts_what_it_said(alice: Any) -> None:
    primary = made.MeetingFactory(duration_minutes=60)
    other = made.MeetingFactory(duration_minutes=90)
    claim = made.ClaimFactory(meeting=other, field="duration_minutes")

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert claim.value == "90"


def test_claim_on_the_primary_asserts_what_it_said_if_the_other_is_chosen(alice: Any) -> None:
    primary = made.MeetingFactory(duration_minutes=60)
    other = made.MeetingFactory(duration_minutes=90)
    claim = made.ClaimFactory(meeting=primary, field="duration_minutes")

    merge(primary, other, choices={"duration_minutes": "other"}, by=alice)

    claim.refresh_from_db()
    assert claim.value == "60"


def test_address_of_the_primary_stays(alice: Any) -> None:
    primary, other = twins()

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.slug == "vaiko"
