"""What waits for its time, and what is public in other words than the desk has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coalition.desk.dashboard import dashboard
from coalition.publishing import publish_due
from tests import factories
from tests.desk.dashboard.board import scheduled, titles, work

pytestmark = pytest.mark.django_db


def test_schedule_comes_in_the_order_of_time_with_what_was_held_back_before() -> None:
    scheduled("Later", hours=5)
    scheduled("Sooner", hours=4)
    scheduled("Held back", hours=1).save()
    publish_due(now=timezone.now() + timedelta(hours=2))
    assert titles(factories.alice(), "scheduled") == ["Held back", "Sooner", "Later"]
    first = work(factories.alice(), "scheduled").entries[0]
    assert first.mark == "held back"
    assert "changed after it was scheduled" in first.note


def test_scheduled_record_that_was_changed_is_marked_before_its_time() -> None:
    scheduled("Changed").save()
    assert [entry.mark for entry in work(factories.alice(), "scheduled").entries] == [
        "changed since"
    ]


def test_reporter_has_no_schedule() -> None:
    assert "scheduled" not in {found.name for found in dashboard(factories.bob())}


def test_public_record_with_changes_is_listed() -> None:
    party = factories.PartyFactory(name="Congress")
    factories.published(party)
    party.refresh_from_db()
    party.name = "INC"
    party.save()
    assert titles(factories.alice(), "changed") == ["INC"]


def test_change_that_was_undone_is_not_listed() -> None:
    party = factories.PartyFactory()
    factories.published(party)
    party.refresh_from_db()
    party.save()
    assert (work(factories.alice(), "changed").count, titles(factories.alice(), "changed")) == (
        0,
        [],
    )


def test_what_went_along_counts_as_unchanged() -> None:
    row = factories.AttendanceFactory(sourced=True)
    factories.published(row.meeting)
    assert work(factories.alice(), "changed").count == 0


def test_new_row_of_a_public_meeting_is_a_change(editor: Client) -> None:
    meeting = factories.MeetingFactory(sourced=True, title="Dinner")
    factories.published(meeting)
    factories.AttendanceFactory(meeting=meeting)
    meeting.refresh_from_db()
    meeting.save()
    assert titles(factories.alice(), "changed") == ["Dinner"]
