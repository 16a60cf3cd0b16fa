"""What is in the way of undoing a merge is named, and what is not is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import UndoBlocked, undo
from coalition.merging.obstacles import obstacles_of
from coalition.models import Leader
from tests import factories as made
from tests.merging.merges import merged
from tests.merging.world import pair

pytestmark = pytest.mark.django_db


def test_merge_that_another_rests_on_is_not_undone(alice: Any) -> None:
    first, second = made.LeaderFactory(), made.LeaderFactory()
    third = made.LeaderFactory(name="Third")
    one = merged(second, first, alice)
    merged(third, Leader.objects.get(pk=second.pk), alice)

    with pytest.raises(UndoBlocked, match="merged into “Third” since"):
        undo(one, by=alice)


def test_merge_is_undone_once(alice: Any) -> None:
    found = merged(*pair("leader"), alice)
    undo(found, by=alice)

    with pytest.raises(UndoBlocked, match="undone already"):
        undo(found, by=alice)


def test_moved_row_that_points_elsewhere_by_now_is_in_the_way(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    row = made.AttendanceFactory(leader=other)
    found = merged(primary, other, alice)
    row.leader = made.LeaderFactory()
    row.save()

    with pytest.raises(UndoBlocked, match="has another leader since"):
        undo(found, by=alice)


def test_moved_row_that_was_deleted_is_in_the_way(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    row = made.AttendanceFactory(leader=other)
    found = merged(primary, other, alice)
    row.delete()

    with pytest.raises(UndoBlocked, match="deleted since"):
        undo(found, by=alice)


def test_address_that_somebody_else_has_by_now_is_in_the_way(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory(slug="gopalsamy")
    found = merged(primary, other, alice)
    made.LeaderFactory(name="Newcomer", slug="gopalsamy")

    with pytest.raises(UndoBlocked, match="“Newcomer” has the address “gopalsamy” now"):
        undo(found, by=alice)


def test_primary_that_was_deleted_is_in_the_way(alice: Any) -> None:
    primary, other = made.LeaderFactory(name="Kept"), made.LeaderFactory()
    found = merged(primary, other, alice)
    Leader.objects.get(pk=primary.pk).delete()

    with pytest.raises(UndoBlocked, match="“Kept” has been deleted since"):
        undo(found, by=alice)


def test_alias_that_was_worked_on_is_in_the_way(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory(name="V. Gopalsamy")
    found = merged(primary, other, alice)
    primary.other_names.update(language="ta")

    with pytest.raises(UndoBlocked, match="Gopalsamy”, which it added, has been changed"):
        undo(found, by=alice)


def test_alias_that_was_removed_is_not_in_the_way(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    found = merged(primary, other, alice)
    primary.other_names.all().delete()

    undo(found, by=alice)

    assert Leader.objects.filter(pk=other.pk).exists()


def test_nothing_is_in_the_way_of_a_fresh_merge(alice: Any) -> None:
    assert obstacles_of(merged(*pair("meeting"), alice)) == []
