"""A merge that was wrong: everything goes back, and is on the history."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry

from coalition.interchange.exporting import export_lines
from coalition.merging import UndoBlocked, undo
from coalition.models import Leader, Meeting, Merge
from tests import factories as made
from tests.merging.merges import merged
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


def test_blocked_undo_leaves_everything_as_it_is(alice: Any) -> None:
    primary, other = pair("leader")
    found = merged(primary, other, alice)
    primary.attendances.first().delete()
    before = everything()

    with pytest.raises(UndoBlocked):
        undo(found, by=alice)

    assert everything() == before


def test_undoing_raises_the_versions_of_what_it_changes(alice: Any) -> None:
    primary, other = made.LeaderFactory(), made.LeaderFactory()
    meeting = made.AttendanceFactory(leader=other).meeting
    found = merged(primary, other, alice)

    undo(found, by=alice)

    assert Meeting.objects.get().version == meeting.version + 2
    assert Leader.objects.get(pk=primary.pk).version == primary.version + 2


def test_undoing_is_on_the_history_of_both(alice: Any) -> None:
    primary, other = made.LeaderFactory(name="Vaiko"), made.LeaderFactory(name="Gopalsamy")
    found = merged(primary, other, alice)
    LogEntry.objects.all().delete()

    undo(found, by=alice)

    assert {entry.object_id for entry in LogEntry.objects.all()} == {
        str(primary.pk),
        str(other.pk),
    }
