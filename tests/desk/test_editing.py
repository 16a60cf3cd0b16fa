"""What an edit does to a record: its stage, its history, and what readers see."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from coalition.models import Stage
from coalition.publishing import submit
from tests import factories
from tests.desk.forms_by_hand import change_url, form_at

pytestmark = pytest.mark.django_db


def test_reporters_edit_takes_approval_away(reporter: Client) -> None:
    party = factories.PartyFactory(approved=True)
    answer = reporter.post(change_url(party), form_at(reporter, change_url(party)))
    party.refresh_from_db()
    assert party.stage == Stage.DRAFTING
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "another editor has to approve" in said


def test_editors_edit_takes_approval_away_too(editor: Client) -> None:
    party = factories.PartyFactory(approved=True)
    editor.post(change_url(party), form_at(editor, change_url(party)))
    party.refresh_from_db()
    assert party.stage == Stage.DRAFTING


def test_editors_edit_stays_approved_at_a_desk_of_one(editor: Client, settings: Any) -> None:
    settings.ALLOW_SELF_APPROVAL = True
    party = factories.PartyFactory(approved=True)
    editor.post(change_url(party), form_at(editor, change_url(party)))
    party.refresh_from_db()
    assert party.stage == Stage.APPROVED


def test_reporters_edit_of_a_row_takes_approval_away_from_its_record(reporter: Client) -> None:
    row = factories.AttendanceFactory(meeting__approved=True)
    reporter.post(change_url(row), form_at(reporter, change_url(row)) | {"named_as": "K."})
    row.meeting.refresh_from_db()
    assert row.meeting.stage == Stage.DRAFTING


def test_stage_sent_with_the_form_is_ignored(reporter: Client) -> None:
    party = factories.PartyFactory()
    form = form_at(reporter, change_url(party)) | {"stage": "approved"}
    reporter.post(change_url(party), form)
    party.refresh_from_db()
    assert party.stage == Stage.DRAFTING


def test_edit_of_what_is_public_shows_as_unpublished(editor: Client) -> None:
    party = factories.PartyFactory(name="Congress")
    factories.published(party)
    assert "readers see it as it is here" in editor.get(change_url(party)).content.decode()
    editor.post(change_url(party), form_at(editor, change_url(party)) | {"name": "INC"})
    assert "readers do not see the changes" in editor.get(change_url(party)).content.decode()


def test_new_row_of_what_is_public_shows_as_unpublished(editor: Client) -> None:
    meeting = factories.MeetingFactory(sourced=True)
    factories.published(meeting)
    factories.AttendanceFactory(meeting=meeting)
    assert "readers do not see the changes" in editor.get(change_url(meeting)).content.decode()


def test_reporter_is_not_offered_to_publish(reporter: Client) -> None:
    page = reporter.get(change_url(factories.PartyFactory())).content.decode()
    assert "_publish" not in page
    assert "/publish/" not in page


def test_row_edit_is_in_the_history_of_its_record(editor: Client) -> None:
    row = factories.AttendanceFactory()
    editor.post(change_url(row), form_at(editor, change_url(row)) | {"named_as": "K."})
    entry = LogEntry.objects.get(content_type__model="meeting")
    assert "Changed attendance" in entry.get_change_message()
    history = reverse("admin:coalition_meeting_history", args=[row.meeting_id])
    assert editor.get(history).status_code == 200


# --- The button that saves and goes on ------------------------------------------------------------


def test_draft_is_saved_and_then_submitted(editor: Client) -> None:
    party = factories.PartyFactory()
    form = form_at(editor, change_url(party)) | {"_submit": "Save and submit…"}
    answer = editor.post(change_url(party), form)
    assert answer["Location"] == reverse("admin:coalition_party_submit", args=[party.pk])


def test_record_in_review_is_saved_and_then_published(editor: Client) -> None:
    party = factories.PartyFactory(in_review=True)
    form = form_at(editor, change_url(party)) | {"_publish": "Save and publish…"}
    answer = editor.post(change_url(party), form)
    assert answer["Location"] == reverse("admin:coalition_party_publish", args=[party.pk])


def test_own_submission_is_offered_neither(editor: Client) -> None:
    party = submit(factories.PartyFactory(), by=factories.alice())
    page = editor.get(change_url(party)).content.decode()
    assert 'name="_publish"' not in page
    assert 'name="_submit"' not in page


def test_draft_is_saved_and_then_published_at_a_desk_of_one(editor: Client, settings: Any) -> None:
    settings.ALLOW_SELF_APPROVAL = True
    party = factories.PartyFactory()
    form = form_at(editor, change_url(party)) | {"_publish": "Save and publish…"}
    answer = editor.post(change_url(party), form)
    assert answer["Location"] == reverse("admin:coalition_party_publish", args=[party.pk])


def test_new_record_goes_on_to_being_submitted(reporter: Client) -> None:
    page = reporter.get(reverse("admin:coalition_party_add")).content.decode()
    assert "Save and submit…" in page
