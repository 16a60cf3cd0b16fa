"""The head of a form: who handed the record on, who has to act, and what waits for its time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.models import Meeting, ScheduledPublication, Transition
from coalition.publishing import publish_due, return_to_drafting, schedule, submit
from tests import factories
from tests.desk.forms_by_hand import change_url, form_at

pytestmark = pytest.mark.django_db


def text_of(client: Client, record: Any) -> str:
    page = client.get(change_url(record)).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def disabled_tools(client: Client, record: Any) -> list[str]:
    page = client.get(change_url(record)).content.decode()
    return re.findall(r'aria-disabled="true"[^>]*desk-step-(\w+)"', page)


def scheduled(**kwargs: Any) -> Meeting:
    meeting = factories.MeetingFactory(sourced=True, approved=True, **kwargs)
    schedule(meeting, by=factories.carol(), due_at=timezone.now() + timedelta(hours=1))
    return meeting


# --- Who has to act -------------------------------------------------------------------------------


def test_who_submitted_is_told_why_a_step_is_not_theirs(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(sourced=True), by=factories.alice())
    assert disabled_tools(editor, meeting) == ["approve", "publish"]
    said = text_of(editor, meeting)
    assert "You submitted it on" in said
    assert "another editor has to approve and publish it." in said


def test_another_editor_has_the_buttons(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(sourced=True), by=factories.bob())
    assert disabled_tools(editor, meeting) == []
    assert reverse("admin:coalition_meeting_approve", args=[meeting.pk]) in (
        editor.get(change_url(meeting)).content.decode()
    )


def test_draft_says_that_it_is_to_be_submitted_first(editor: Client) -> None:
    said = text_of(editor, factories.MeetingFactory())
    assert "Submit it; another editor then approves and publishes it." in said


def test_reporter_hears_nothing_of_steps_that_are_never_theirs(reporter: Client) -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.bob())
    assert "another editor" not in text_of(reporter, meeting)


def test_own_submission_cannot_be_approved_by_its_address_either(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.alice())
    url = reverse("admin:coalition_meeting_approve", args=[meeting.pk])
    answer = editor.post(url, {"read_version": meeting.version, "read_number": 0})
    meeting.refresh_from_db()
    assert (answer["Location"], meeting.stage) == (change_url(meeting), "in_review")


# --- Who handed it on -----------------------------------------------------------------------------


def test_note_of_a_return_stands_on_the_form(reporter: Client) -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.bob())
    return_to_drafting(meeting, by=factories.alice(), note="Who was the host?")
    said = text_of(reporter, meeting)
    assert "Returned to drafting by alice" in said
    assert "Who was the host?" in said


def test_submission_names_who_handed_it_in(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.bob())
    assert "Submitted for review by bob" in text_of(editor, meeting)


def test_command_is_called_a_command(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(), by=None)
    assert "Submitted for review by a command" in text_of(editor, meeting)


def test_record_that_never_moved_has_no_such_line(reporter: Client) -> None:
    page = reporter.get(change_url(factories.MeetingFactory())).content.decode()
    assert "desk-last-step" not in page


# --- What waits for its time ----------------------------------------------------------------------


def test_schedule_warns_before_a_change_is_saved(editor: Client) -> None:
    said = text_of(editor, scheduled())
    assert re.search(r"Scheduled for \d+ \w+ \d{4}, \d\d:\d\d IST by carol\.", said)
    assert "Saving a change holds it back." in said


def test_changed_record_says_that_it_will_be_held_back(editor: Client) -> None:
    meeting = scheduled()
    form = form_at(editor, change_url(meeting)) | {"title": "Another title"}
    editor.post(change_url(meeting), form)
    assert "It was changed since, so it will be held back." in text_of(editor, meeting)


def test_held_back_record_gives_its_reason(editor: Client) -> None:
    meeting = scheduled()
    meeting.save()
    publish_due(now=timezone.now() + timedelta(hours=2))
    said = text_of(editor, meeting)
    assert "Held back at its time" in said
    assert "It was changed after it was scheduled." in said


def test_editor_takes_it_off_the_schedule(editor: Client) -> None:
    meeting = scheduled()
    url = reverse("admin:coalition_meeting_unschedule", args=[meeting.pk])
    editor.post(url, form_at(editor, url) | {"note": "The host asked for a day."})
    step = Transition.objects.filter(uid=meeting.uid).first()
    assert not ScheduledPublication.objects.exists()
    assert (step.action, step.by.username, step.note) == (
        "unscheduled",
        "alice",
        "The host asked for a day.",
    )


def test_second_click_on_unschedule_says_that_there_is_nothing(editor: Client) -> None:
    meeting = scheduled()
    url = reverse("admin:coalition_meeting_unschedule", args=[meeting.pk])
    form = form_at(editor, url)
    editor.post(url, form)
    answer = editor.post(url, form, follow=True)
    assert "is not scheduled" in answer.content.decode()


def test_reporter_sees_the_schedule_and_has_no_button(reporter: Client) -> None:
    meeting = scheduled()
    page = reporter.get(change_url(meeting)).content.decode()
    assert "Saving a change holds it back." in page
    assert "/unschedule/" not in page
