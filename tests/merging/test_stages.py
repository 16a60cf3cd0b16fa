"""What was approved stays so, unless it says now what nobody approved."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge
from coalition.models import Meeting, Stage
from tests import factories as made
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def test_record_whose_row_moved_keeps_its_stage(alice: Any) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting__approved=True, leader=other)

    merge(primary, other, by=alice)

    assert Meeting.objects.get().stage == Stage.APPROVED


def test_two_approved_records_stay_approved(alice: Any) -> None:
    primary, other = twins(approved=True)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.APPROVED


def test_words_that_nobody_approved_take_the_approval_away(alice: Any) -> None:
    primary, other = made.LeaderFactory(approved=True), made.LeaderFactory()

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.DRAFTING
