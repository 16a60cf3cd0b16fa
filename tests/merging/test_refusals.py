"""What is not merged, and that a refusal leaves everything as it was."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import MergeRefused, merge
from coalition.models import Claim, Leader, Meeting, Merge, StaleRecordError
from tests import factories as made
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def test_record_is_not_merged_with_itself(alice: Any) -> None:
    leader = made.LeaderFactory()
    with pytest.raises(MergeRefused, match="with itself"):
        merge(leader, leader, by=alice)


def test_records_of_two_kinds_are_not_merged(alice: Any) -> None:
    with pytest.raises(MergeRefused, match="of the same kind"):
        merge(made.LeaderFactory(), made.PartyFactory(), by=alice)


def test_kind_without_merging_is_refused(alice: Any) -> None:
    with pytest.raises(MergeRefused, match="Only two leaders"):
        merge(made.AllianceFactory(), made.AllianceFactory(), by=alice)


@pytest.mark.parametrize("changed", [0, 1])
def test_stale_record_is_not_merged(alice: Any, changed: int) -> None:
    pair = twins()
    Leader.objects.get(pk=pair[changed].pk).save()

    with pytest.raises(StaleRecordError):
        merge(*pair, by=alice)

    assert Leader.objects.count() == 2


def test_second_merge_of_the_same_record_is_refused(alice: Any) -> None:
    primary, other = twins()
    third = made.LeaderFactory()
    merge(primary, Leader.objects.get(pk=other.pk), by=alice)

    with pytest.raises(StaleRecordError):
        merge(third, other, by=alice)

    assert Merge.objects.count() == 1


def test_choice_of_a_field_that_does_not_differ_is_refused(alice: Any) -> None:
    with pytest.raises(MergeRefused, match="has changed"):
        merge(*twins(), choices={"slug": "other"}, by=alice)


def test_choice_that_no_record_may_have_is_refused(alice: Any) -> None:
    primary = made.MeetingFactory(occurrence="cancelled", occurrence_reason="Rain.")
    other = made.MeetingFactory(region="IN-DL")
    Meeting.objects.filter(pk=other.pk).update(timezone="Nowhere/Land", start_time="19:00")
    other.refresh_from_db()

    with pytest.raises(MergeRefused, match="Choose otherwise"):
        merge(primary, other, by=alice)

    assert Meeting.objects.count() == 2


def test_refused_merge_leaves_no_row_behind(alice: Any) -> None:
    primary, other = twins()
    claim = made.ClaimFactory(leader=other)
    with pytest.raises(MergeRefused):
        merge(primary, other, choices={"slug": "other"}, by=alice)

    assert Claim.objects.get(pk=claim.pk).leader == other
    assert not Merge.objects.exists()
