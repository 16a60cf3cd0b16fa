"""Decisions: what the desk goes by and why, saved in one act and never over another's."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from coalition.models import Decision, Meeting, ReasonGiven, Stage
from tests import factories
from tests.desk.conflicts.decisions_by_hand import chosen, decide, disputed_start, url_of
from tests.desk.forms_by_hand import form_at

pytestmark = pytest.mark.django_db


def test_present_value_can_be_kept_with_a_reason(editor: Client) -> None:
    meeting, _claim = disputed_start()
    decide(editor, meeting, **chosen(meeting, "start", "keep", "The host confirms it."))
    decision = Decision.objects.get()
    assert (decision.meeting, decision.field) == (meeting, "start")
    assert (decision.is_open, decision.reason) == (False, "The host confirms it.")


def test_settling_without_a_reason_is_refused(editor: Client) -> None:
    meeting, _claim = disputed_start()
    answer = decide(editor, meeting, **chosen(meeting, "start", "keep"))
    assert "Say why we go by this" in answer.content.decode()
    assert not Decision.objects.exists()


def test_fact_can_be_left_open_without_a_reason(editor: Client) -> None:
    meeting, _claim = disputed_start()
    decide(editor, meeting, **chosen(meeting, "start", "open"))
    assert Decision.objects.get().is_open


def test_reason_alone_decides_nothing(editor: Client) -> None:
    meeting, _claim = disputed_start()
    answer = decide(editor, meeting, **chosen(meeting, "start", "", "Because."))
    assert "choose what it is the reason for" in answer.content.decode()


def test_decision_can_be_taken_back(editor: Client) -> None:
    meeting, _claim = disputed_start()
    factories.DecisionFactory(meeting=meeting, field="start")
    decide(editor, meeting, **chosen(meeting, "start", "", ""))
    assert not Decision.objects.exists()


def test_absence_keeps_why_while_its_status_is_kept(editor: Client) -> None:
    row = factories.AttendanceFactory(absent=True)
    factories.ClaimFactory(attendance=row, value="attended")
    decide(editor, row.meeting, **chosen(row, "row", "keep", "Her office says so."))
    row.refresh_from_db()
    assert (row.status, row.reason_given) == ("absent", ReasonGiven.NOT_GIVEN)


def test_everything_is_saved_in_one_act(editor: Client) -> None:
    meeting, other = disputed_start()
    row = factories.AttendanceFactory(meeting=meeting)
    factories.ClaimFactory(attendance=row, value="absent")
    given = chosen(meeting, "start", f"take:{other.pk}:", "A photograph.")
    decide(editor, meeting, **given, **chosen(row, "row", "open"))
    assert Decision.objects.count() == 2
    assert LogEntry.objects.count() == 1


def test_version_that_moved_on_is_refused_with_everything_given_back(editor: Client) -> None:
    meeting, _claim = disputed_start()
    late = form_at(editor, url_of(meeting)) | chosen(meeting, "start", "keep", "My own reason.")
    Meeting.objects.get().save()
    answer = editor.post(url_of(meeting), late)
    assert answer.status_code == 409
    assert "My own reason." in answer.content.decode()
    assert not Decision.objects.exists()


def test_refused_page_can_be_saved_once_it_was_looked_at(editor: Client) -> None:
    meeting, _claim = disputed_start()
    late = form_at(editor, url_of(meeting)) | chosen(meeting, "start", "keep", "My own reason.")
    Meeting.objects.get().save()
    editor.post(url_of(meeting), late)
    decide(editor, meeting, **chosen(meeting, "start", "keep", "My own reason."))
    assert Decision.objects.get().reason == "My own reason."


def test_second_click_decides_nothing_twice(editor: Client) -> None:
    meeting, other = disputed_start()
    given = chosen(meeting, "start", f"take:{other.pk}:", "A photograph.")
    form = form_at(editor, url_of(meeting)) | given
    editor.post(url_of(meeting), form)
    assert editor.post(url_of(meeting), form).status_code == 409
    assert Decision.objects.count() == 1


def test_decision_of_a_reporter_returns_an_approved_record(reporter: Client) -> None:
    meeting, _claim = disputed_start()
    Meeting.objects.update(stage=Stage.APPROVED)
    decide(reporter, meeting, **chosen(meeting, "start", "open"))
    assert Meeting.objects.get().stage == Stage.DRAFTING
