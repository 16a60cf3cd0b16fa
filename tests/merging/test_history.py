"""A merge is a version, a revision and an entry of all that it changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from reversion.models import Version

from coalition.merging import merge
from coalition.models import Meeting
from tests import factories as made
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def test_record_whose_row_moved_has_a_new_version(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=other)

    merge(primary, other, by=alice)

    assert Meeting.objects.get().version == dinner.version + 1


def test_all_that_changed_has_a_revision(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=other)

    merge(primary, other, by=alice)

    for record in (primary, dinner):
        newest = Version.objects.get_for_object(record)[0].revision
        assert (newest.comment, newest.user) == ("Merged “V. Gopalsamy” into “Vaiko”.", alice)


def test_merge_is_on_the_history_of_all_that_changed(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=other)
    key = other.pk

    merge(primary, other, by=alice)

    logged = {(entry.content_type.model, entry.object_id) for entry in LogEntry.objects.all()}
    assert logged == {
        ("leader", str(primary.pk)),
        ("leader", str(key)),
        ("meeting", str(dinner.pk)),
    }
