"""What may be deleted, and what only withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.models import Meeting, Party, ScheduledPublication
from coalition.publishing import schedule
from tests import factories
from tests.desk.forms_by_hand import add_row, change_url, form_at

pytestmark = pytest.mark.django_db


def delete_url(record: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_delete", args=[record.pk])


def test_draft_is_deleted_with_its_rows(editor: Client) -> None:
    meeting = factories.MeetingFactory(with_attendance=True, sourced=True)
    answer = editor.post(delete_url(meeting), form_at(editor, delete_url(meeting)))
    assert answer.status_code == 302
    assert not Meeting.objects.exists()


def test_what_was_ever_public_is_never_deleted(editor: Client) -> None:
    party = factories.PartyFactory()
    factories.published(party)
    assert "deletelink" not in editor.get(change_url(party)).content.decode()
    assert editor.post(delete_url(party), {"post": "yes", "read_version": "2"}).status_code == 403


def test_record_that_others_refer_to_says_which(editor: Client) -> None:
    row = factories.AttendanceFactory()
    page = editor.get(delete_url(row.leader)).content.decode()
    assert "protected" in page
    assert row.meeting.attendances.exists()


def test_deleting_a_version_that_moved_on_is_refused(editor: Client) -> None:
    party = factories.PartyFactory()
    form = form_at(editor, delete_url(party))
    party.save()
    answer = editor.post(delete_url(party), form)
    assert answer["Location"] == change_url(party)
    assert Party.objects.exists()


def test_row_page_sends_the_one_who_would_delete_to_the_record(editor: Client) -> None:
    row = factories.AttendanceFactory()
    answer = editor.post(delete_url(row), {"post": "yes"})
    assert answer["Location"] == change_url(row.meeting)
    assert row.meeting.attendances.exists()


def test_removed_row_is_gone_from_its_record(reporter: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    form = form_at(reporter, change_url(row.meeting)) | {"attendances-0-DELETE": "on"}
    reporter.post(change_url(row.meeting), form)
    assert not row.meeting.attendances.exists()


def test_other_meeting_is_untouched_by_a_forged_row(editor: Client) -> None:
    meeting, row = factories.MeetingFactory(), factories.AttendanceFactory()
    form = form_at(editor, change_url(meeting))
    prefix = add_row(form, "attendances", id=str(row.pk), status="absent", role="participant")
    form["attendances-INITIAL_FORMS"] = "1"
    answer = editor.post(change_url(meeting), form | {f"{prefix}-leader": str(row.leader_id)})
    row.refresh_from_db()
    assert answer.status_code == 200
    assert (row.status, row.meeting_id != meeting.pk) == ("attended", True)


def test_deleted_draft_leaves_the_schedule(editor: Client) -> None:
    meeting = factories.MeetingFactory(sourced=True, approved=True)
    due_at = timezone.now() + timedelta(hours=1)
    schedule(meeting, by=factories.carol(), due_at=due_at)
    editor.post(delete_url(meeting), form_at(editor, delete_url(meeting)))
    assert not Meeting.objects.exists()
    assert not ScheduledPublication.objects.exists()
