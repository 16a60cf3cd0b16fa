"""Now, or at a time: the clock it goes by, and times that make no sense."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client

from coalition.models import ScheduledPublication, Stage
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.publication.meetings_to_publish import NOON, approved_meeting, live_meeting, page_of
from tests.desk.steps_by_hand import live, step_url, take

pytestmark = pytest.mark.django_db


@time_machine.travel(NOON, tick=False)
def test_publication_is_scheduled_by_the_clock_of_the_desk() -> None:
    meeting = approved_meeting()
    editor = signed_in(factories.alice())
    take(editor, "publish", meeting, when="later", day="2026-03-03", clock="19:30")
    scheduled = ScheduledPublication.objects.get(uid=meeting.uid)
    assert scheduled.due_at == datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
    assert not scheduled.is_correction
    assert live(meeting) is None


@time_machine.travel(NOON, tick=False)
def test_correction_is_scheduled_with_its_note() -> None:
    meeting = live_meeting(venue="")
    meeting.venue = "Elsewhere"
    meeting.save()
    editor = signed_in(factories.alice())
    fields = {"when": "later", "day": "2026-03-03", "clock": "19:30", "note": "It was elsewhere."}
    take(editor, "correct", meeting, **fields)
    scheduled = ScheduledPublication.objects.get(uid=meeting.uid)
    assert (scheduled.is_correction, scheduled.note) == (True, "It was elsewhere.")
    assert live(meeting).number == 1


@time_machine.travel(NOON, tick=False)
def test_scheduling_has_its_audit_row() -> None:
    meeting = approved_meeting()
    editor = signed_in(factories.alice())
    take(editor, "publish", meeting, when="later", day="2026-03-03", clock="19:30")
    entry = LogEntry.objects.get(object_id=str(meeting.pk))
    assert "Scheduled for" in entry.change_message


@time_machine.travel(NOON, tick=False)
def test_record_in_review_is_approved_on_the_way_to_the_schedule() -> None:
    meeting = factories.MeetingFactory(sourced=True, in_review=True)
    editor = signed_in(factories.alice())
    take(editor, "publish", meeting, when="later", day="2026-03-03", clock="19:30")
    meeting.refresh_from_db()
    assert meeting.stage == Stage.APPROVED
    assert ScheduledPublication.objects.get(uid=meeting.uid).version == meeting.version


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day": "2026-03-02", "clock": "11:59"}, "has passed; it is 2 March 2026, 12:00 now"),
        ({"day": "2026-03-02", "clock": "12:00"}, "has passed"),
        ({"day": "2026-03-03"}, "Give the time."),
        ({"clock": "19:30"}, "Give the day."),
        ({"day": "soon", "clock": "19:30"}, "Write the date as"),
        ({"day": "2026-03-03", "clock": "late"}, "Write the time as"),
        ({"day": "9999-12-31", "clock": "23:59"}, "Check the year."),
    ],
)
def test_time_that_makes_no_sense_is_refused_and_all_is_kept(
    fields: dict[str, str], words: str
) -> None:
    meeting = approved_meeting()
    editor = signed_in(factories.alice())
    answer = take(editor, "publish", meeting, when="later", note="First.", **fields)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "First." in page
    assert all(f'value="{value}"' in page for value in fields.values())
    assert not ScheduledPublication.objects.exists()
    assert live(meeting) is None


def test_time_beside_now_is_asked_about(editor: Client) -> None:
    meeting = approved_meeting()
    answer = take(editor, "publish", meeting, when="now", day="2099-03-03", clock="19:30")
    assert "You gave a date or time, yet “now” is chosen." in answer.content.decode()
    assert live(meeting) is None


def test_neither_now_nor_a_time_is_asked_about(editor: Client) -> None:
    meeting = approved_meeting()
    form = {"read_version": str(meeting.version), "read_number": "0"}
    answer = editor.post(step_url("publish", meeting), form)
    assert "Choose: now, or at a time." in answer.content.decode()
    assert live(meeting) is None


@time_machine.travel(NOON, tick=False)
def test_gates_of_the_day_are_named_and_nothing_is_scheduled() -> None:
    meeting = live_meeting()
    editor = signed_in(factories.alice())
    answer = take(editor, "publish", meeting, when="later", day="2026-03-03", clock="19:30")
    assert "there is nothing to schedule" in answer.content.decode()
    assert not ScheduledPublication.objects.exists()


@time_machine.travel(NOON, tick=False)
def test_second_click_schedules_once() -> None:
    """The first click changed nothing that a reader sees, so the second sets the same time."""
    meeting = approved_meeting()
    editor = signed_in(factories.alice())
    for _ in range(2):
        take(editor, "publish", meeting, when="later", day="2026-03-03", clock="19:30")
    assert ScheduledPublication.objects.count() == 1


def test_page_names_the_clock(editor: Client) -> None:
    assert "By the clock of Asia/Kolkata, UTC+05:30." in page_of(editor, approved_meeting())
