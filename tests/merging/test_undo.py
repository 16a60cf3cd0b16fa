"""A merge that was wrong: everything goes back, or what is in the way is named."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry

from coalition.interchange.exporting import export_lines
from coalition.merging import UndoBlocked, merge, undo
from coalition.merging.obstacles import obstacles_of
from coalition.models import Leader, Meeting, Merge, Record, Stage
from coalition.publishing.review import approve, reopen_for_edit, submit
from tests import factories as made
from tests.merging.world import WORLDS, pair

pytestmark = pytest.mark.django_db

#: What happened stays on record, and a version only rises.
_MOVING = {"merge", "version", "revision"}


def everything() -> list[str]:
    """The export of all records, byte for byte but for the versions, which only ever rise."""
    return [re.sub(r'"version": \d+, ', "", line, count=1) for line in export_lines()]


def rows() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every table with all its columns, versions apart."""
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    for model in apps.get_app_config("coalition").get_models(include_auto_created=True):
        if model._meta.model_name in _MOVING:
            continue
        found[model._meta.label] = {
            row["pk"]: {name: value for name, value in row.items() if name != "version"}
            for row in model._base_manager.values("pk", *columns(model))
        }
    return found


def columns(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def merged(primary: Record, other: Record, by: Any, **choices: str) -> Merge:
    return merge(primary, other, choices=choices, by=by)


@pytest.mark.parametrize("kind", WORLDS)
def test_export_is_the_same_byte_for_byte_after_undoing(kind: str, alice: Any) -> None:
    primary, other = pair(kind)
    before = everything()

    found = merged(primary, other, alice)
    assert everything() != before
    undo(found, by=alice)

    assert everything() == before


@pytest.mark.parametrize("kind", WORLDS)
def test_every_row_is_the_same_after_undoing(kind: str, alice: Any) -> None:
    primary, other = pair(kind)
    before = rows()

    undo(merged(primary, other, alice), by=alice)

    assert rows() == before


def test_export_is_the_same_if_every_field_of_the_other_was_chosen(alice: Any) -> None:
    primary, other = pair("meeting")
    before = everything()

    undo(merged(primary, other, alice, title="other", duration_minutes="other"), by=alice)

    assert everything() == before


def test_chain_is_undone_from_its_end(alice: Any) -> None:
    first, second, third = made.LeaderFactory(), made.LeaderFactory(), made.LeaderFactory()
    made.AttendanceFactory(leader=first)
    before = everything()
    one = merged(second, first, alice)
    two = merged(third, Leader.objects.get(pk=second.pk), alice)

    undo(two, by=alice)
    undo(one, by=alice)

    assert everything() == before


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


def test_record_can_be_merged_again_after_undoing(alice: Any) -> None:
    primary, other = pair("leader")
    undo(merged(primary, other, alice), by=alice)

    merged(Leader.objects.get(pk=primary.pk), Leader.objects.get(pk=other.pk), alice)

    assert Merge.objects.filter(undone_at=None).count() == 1


def test_row_added_since_stays_with_the_primary(alice: Any) -> None:
    primary, other = pair("leader")
    found = merged(primary, other, alice)
    row = made.AttendanceFactory(leader=Leader.objects.get(pk=primary.pk))

    undo(found, by=alice)

    row.refresh_from_db()
    assert row.leader == primary


def test_field_edited_since_that_was_not_touched_stays(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    found = merged(primary, other, alice)
    Leader.objects.filter(pk=primary.pk).update(summary="Added since.")

    undo(found, by=alice)

    primary.refresh_from_db()
    assert primary.summary == "Added since."


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


def test_blocked_undo_leaves_everything_as_it_is(alice: Any) -> None:
    primary, other = pair("leader")
    found = merged(primary, other, alice)
    primary.attendances.first().delete()
    before = everything()

    with pytest.raises(UndoBlocked):
        undo(found, by=alice)

    assert everything() == before


def test_nothing_is_in_the_way_of_a_fresh_merge(alice: Any) -> None:
    assert obstacles_of(merged(*pair("meeting"), alice)) == []


def test_undoing_raises_the_versions_of_what_it_changes(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    meeting = made.AttendanceFactory(leader=other).meeting
    found = merged(primary, other, alice)

    undo(found, by=alice)

    assert Meeting.objects.get().version == meeting.version + 2
    assert Leader.objects.get(pk=primary.pk).version == primary.version + 2


def test_approval_that_the_merge_took_away_comes_back(alice: Any) -> None:
    primary, other = made.LeaderFactory(approved=True), made.LeaderFactory()

    undo(merged(primary, other, alice), by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.APPROVED


def edited(record: Any, by: Any, **fields: Any) -> None:
    """Saved as the desk saves."""
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    reopen_for_edit(record, by=by)
    record.save()


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


def test_undoing_is_on_the_history_of_both(alice: Any) -> None:
    primary, other = made.LeaderFactory(name="Vaiko"), made.LeaderFactory(name="Gopalsamy")
    found = merged(primary, other, alice)
    LogEntry.objects.all().delete()

    undo(found, by=alice)

    assert {entry.object_id for entry in LogEntry.objects.all()} == {
        str(primary.pk),
        str(other.pk),
    }
