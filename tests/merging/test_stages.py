"""What was approved stays so, unless it says now, merged or undone, what nobody approved."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge, undo
from coalition.models import Leader, Meeting, Stage
from coalition.publishing.review import approve, reopen_for_edit, submit
from tests import factories as made
from tests.merging.merges import merged
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


def edited(record: Any, by: Any, **fields: Any) -> None:
    """Saved as the desk saves."""
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    reopen_for_edit(record, by=by)
    record.save()


def test_approval_that_the_merge_took_away_comes_back(alice: Any) -> None:
    primary, other = made.LeaderFactory(approved=True), made.LeaderFactory()

    undo(merged(primary, other, alice), by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.APPROVED


def test_approval_does_not_come_back_for_what_was_edited_since(alice: Any) -> None:
    primary, other = made.LeaderFactory(approved=True), made.LeaderFactory()
    found = merged(primary, other, alice)
    edited(primary, alice, summary="Nobody else has read this.")

    undo(found, by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.DRAFTING


def test_row_that_was_edited_since_comes_back_with_a_draft(alice: Any) -> None:
    primary, other = made.LeaderFactory(approved=True), made.LeaderFactory(approved=True)
    office = made.OfficeFactory(leader=other)
    found = merged(primary, other, alice)
    office.refresh_from_db()
    office.title = "Nobody else has read this"
    office.save()
    edited(primary, alice)

    undo(found, by=alice)

    stages = set(Leader.objects.values_list("stage", flat=True))
    assert stages == {Stage.DRAFTING}


def test_approval_of_what_the_merge_made_does_not_hold_for_what_was_before(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory(approved=True)
    found = merged(primary, other, alice)
    primary.refresh_from_db()
    approve(submit(primary, by=made.bob()), by=made.carol())

    undo(found, by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.DRAFTING


def test_meeting_that_was_approved_without_a_row_is_a_draft_with_it(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    meeting = made.MeetingFactory(sourced=True)
    made.AttendanceFactory(meeting=meeting, leader=primary, sourced=True)
    made.AttendanceFactory(meeting=meeting, leader=other, sourced=True)
    found = merged(primary, other, alice)
    meeting.refresh_from_db()
    approve(submit(meeting, by=made.bob()), by=made.carol())

    undo(found, by=alice)

    meeting.refresh_from_db()
    assert meeting.stage == Stage.DRAFTING


def test_approval_from_before_stays_with_a_meeting_that_nobody_edited(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    meeting = made.AttendanceFactory(leader=other, meeting__approved=True).meeting

    undo(merged(primary, other, alice), by=alice)

    meeting.refresh_from_db()
    assert meeting.stage == Stage.APPROVED
