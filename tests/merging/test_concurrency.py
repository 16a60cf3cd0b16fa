"""Two editors merge the same record at once: one of them does, the other is told (PostgreSQL)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from coalition.interchange.exporting import export_lines
from coalition.merging import UndoBlocked, merge, undo
from coalition.models import Attendance, Leader, Merge, StaleRecordError
from tests import factories as made

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def both(first: Any, second: Any) -> list[Any]:
    """Run both at the same time, each on a connection of its own; return what they raised."""
    start = Barrier(2, timeout=20)

    def run(act: Any) -> Any:
        try:
            start.wait()
            return act()
        except (StaleRecordError, UndoBlocked) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, (first, second)))


def read(leader: Leader) -> Leader:
    return Leader.objects.get(pk=leader.pk)


def three() -> list[Leader]:
    leaders = [made.LeaderFactory(approved=True) for _ in range(3)]
    for leader in leaders:
        made.AttendanceFactory(leader=leader, sourced=True)
        made.published(leader)
    return [read(leader) for leader in leaders]


def test_record_is_merged_into_one_of_two() -> None:
    alice = made.alice()
    one, two, other = three()
    copies = read(other), read(other)

    answers = both(lambda: merge(one, copies[0], by=alice), lambda: merge(two, copies[1], by=alice))

    assert sum(isinstance(answer, Merge) for answer in answers) == 1
    assert sum(isinstance(answer, StaleRecordError) for answer in answers) == 1
    assert Leader.objects.count() == 2


def test_two_merged_into_one_another_become_one() -> None:
    alice = made.alice()
    one, two, _third = three()
    again = read(one), read(two)

    answers = both(lambda: merge(one, two, by=alice), lambda: merge(again[1], again[0], by=alice))

    assert sum(isinstance(answer, Merge) for answer in answers) == 1
    assert Leader.objects.count() == 2


def test_merge_is_undone_once_by_two() -> None:
    alice = made.alice()
    one, two, _third = three()
    before = len(list(export_lines()))
    found = merge(one, two, by=alice)

    answers = both(lambda: undo(found, by=alice), lambda: undo(found, by=alice))

    assert sum(isinstance(answer, UndoBlocked) for answer in answers) == 1
    assert len(list(export_lines())) == before


def test_row_saved_at_the_same_moment_is_not_lost() -> None:
    """It moves along, or whoever saves it is refused: never does it point at nothing."""
    alice = made.alice()
    one, two, third = three()
    row = Attendance.objects.get(leader=third)

    def name_two() -> Any:
        try:
            Attendance.objects.filter(pk=row.pk).update(leader=two.pk)
        except Exception as error:
            return error
        return None

    merged, refused = both(lambda: merge(one, two, by=alice), name_two)

    assert isinstance(merged, Merge)
    row.refresh_from_db()
    assert row.leader == (third if refused else one)
