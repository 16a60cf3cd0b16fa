"""Events to be followed up: their day has passed, or somebody is still expected."""

from __future__ import annotations

import pytest

from coalition.models import AttendanceStatus, Occurrence
from tests import factories
from tests.desk.dashboard.board import titles, work

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("occurrence", "date", "is_listed"),
    [
        (Occurrence.CONFIRMED, "2023-12-06", True),
        (Occurrence.TENTATIVE, "[2023-12-15..2023-12-21]", True),
        (Occurrence.CONFIRMED, "2999", False),
        (Occurrence.CONFIRMED, "", False),
        (Occurrence.HELD, "2023-12-06", False),
        (Occurrence.CANCELLED, "2023-12-06", False),
    ],
)
def test_planned_event_is_followed_up_once_its_window_has_passed(
    occurrence: str, date: str, is_listed: bool
) -> None:
    factories.MeetingFactory(title="Rally", occurrence=occurrence, date=date)
    assert titles(factories.bob(), "follow-up") == ["Rally"] * is_listed


def test_held_event_that_still_expects_somebody_is_followed_up() -> None:
    meeting = factories.MeetingFactory(title="Dinner", occurrence=Occurrence.HELD)
    for _ in range(2):
        factories.AttendanceFactory(meeting=meeting, status=AttendanceStatus.EXPECTED)
    factories.AttendanceFactory(meeting=meeting)
    [entry] = work(factories.bob(), "follow-up").entries
    assert entry.detail == "Held, and 2 rows are still expected. Did they come?"
