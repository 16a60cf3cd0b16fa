"""The steps, from their pages: what they show, what they do, and what they leave undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coalition.models import Cause, Edition, Meeting, Stage
from tests import factories
from tests.desk.forms_by_hand import form_at
from tests.desk.steps_by_hand import live, step_url, take

pytestmark = pytest.mark.django_db


def words(answer: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def history(record: Any) -> list[str]:
    entries = LogEntry.objects.filter(
        object_id=str(record.pk), content_type__model=record._meta.model_name
    )
    return [entry.change_message for entry in entries.order_by("pk")]


# --- Through the stages ---------------------------------------------------------------------------


def test_submitted_draft_is_in_review(reporter: Client) -> None:
    meeting = factories.MeetingFactory()
    take(reporter, "submit", meeting)
    meeting.refresh_from_db()
    assert meeting.stage == Stage.IN_REVIEW


def test_return_keeps_its_note_in_the_history(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True)
    take(editor, "return", meeting, note="Who was the host?")
    meeting.refresh_from_db()
    assert meeting.stage == Stage.DRAFTING
    assert history(meeting) == ["Returned to drafting: Who was the host?"]


def test_second_approval_is_refused_with_a_word(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True)
    form = form_at(editor, step_url("approve", meeting))
    editor.post(step_url("approve", meeting), form)
    again = editor.post(step_url("approve", meeting), form)
    assert again.status_code == 302
    assert "Approved" in words(again)
    assert len(history(meeting)) == 1


def test_approval_of_a_version_nobody_has_seen_is_refused(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True)
    form = form_at(editor, step_url("approve", meeting))
    meeting.title = "Changed meanwhile"
    meeting.save()
    answer = editor.post(step_url("approve", meeting), form)
    meeting.refresh_from_db()
    assert answer.status_code == 409
    assert meeting.stage == Stage.IN_REVIEW


# --- Into the public ------------------------------------------------------------------------------


def test_submitted_record_is_approved_and_published_in_one_step(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True, sourced=True)
    take(editor, "publish", meeting)
    meeting.refresh_from_db()
    assert meeting.stage == Stage.APPROVED
    assert live(meeting).number == 1


def test_publisher_is_on_the_edition(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True, sourced=True)
    take(editor, "publish", meeting)
    assert live(meeting).published_by.username == "alice"


def test_page_lists_what_will_go_along(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True, meeting__in_review=True)
    page = editor.get(step_url("publish", row.meeting)).content.decode()
    assert f">{row.leader}</a></li>" in page
    assert "2 records that it names were never public" in page


def test_opening_the_page_publishes_nothing(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True, sourced=True)
    editor.get(step_url("publish", meeting))
    meeting.refresh_from_db()
    assert not Edition.objects.exists()
    assert (meeting.stage, meeting.version) == (Stage.IN_REVIEW, 1)


def test_what_went_along_has_its_own_history(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True, meeting__in_review=True)
    take(editor, "publish", row.meeting)
    assert history(row.leader) == [f"Published along with “{row.meeting}”."]


def test_closed_gate_is_shown_before_anything_is_pressed(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True)
    page = editor.get(step_url("publish", meeting)).content.decode()
    assert "No source says so." in page
    change = reverse("admin:coalition_meeting_change", args=[meeting.pk])
    assert f'href="{change}#claims-group"' in page


def test_blocked_publication_writes_nothing_and_keeps_the_note(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True)
    answer = take(editor, "publish", meeting, note="First of its kind")
    meeting.refresh_from_db()
    assert answer.status_code == 200
    assert "No source says so." in answer.content.decode()
    assert "First of its kind" in answer.content.decode()
    assert (meeting.stage, Edition.objects.count(), history(meeting)) == (Stage.IN_REVIEW, 0, [])


def test_gate_of_another_record_is_named(editor: Client) -> None:
    meeting = factories.MeetingFactory(
        in_review=True, sourced=True, follows=factories.MeetingFactory()
    )
    page = editor.get(step_url("publish", meeting)).content.decode()
    assert "which is not public" in page


def test_advice_stands_beside_the_button(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True, sourced=True, undated=True)
    page = editor.get(step_url("publish", meeting)).content.decode()
    assert "It has no date." in page
    assert "It cannot be published yet" not in page


def test_second_click_publishes_nothing(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True, sourced=True)
    form = form_at(editor, step_url("publish", meeting))
    editor.post(step_url("publish", meeting), form)
    again = editor.post(step_url("publish", meeting), form)
    assert again.status_code == 409
    assert Edition.objects.filter(uid=meeting.uid).count() == 1


def test_publishing_what_has_not_changed_says_so(editor: Client) -> None:
    meeting = factories.MeetingFactory(in_review=True, sourced=True)
    factories.published(meeting)
    page = editor.get(step_url("publish", meeting)).content.decode()
    assert "Nothing has changed since Edition 1" in page


def test_publication_fails_as_a_whole_with_its_history(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = factories.MeetingFactory(in_review=True, sourced=True)
    form = form_at(editor, step_url("publish", meeting))

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("The audit row could not be written.")

    monkeypatch.setattr("django.contrib.admin.ModelAdmin.log_change", broken)
    with pytest.raises(RuntimeError):
        editor.post(step_url("publish", meeting), form)
    meeting.refresh_from_db()
    assert (Edition.objects.count(), meeting.stage) == (0, Stage.IN_REVIEW)


# --- Corrected and withdrawn ----------------------------------------------------------------------


def published_meeting() -> Meeting:
    meeting = factories.MeetingFactory(sourced=True)
    factories.published(meeting)
    return meeting


def test_correction_carries_its_note(editor: Client) -> None:
    meeting = published_meeting()
    take(editor, "correct", meeting, note="It began at seven.")
    edition = live(meeting)
    assert (edition.number, edition.cause, edition.note) == (
        2,
        Cause.CORRECTED,
        "It began at seven.",
    )


def test_correction_without_a_note_is_asked_for_one(editor: Client) -> None:
    meeting = published_meeting()
    answer = take(editor, "correct", meeting, note="  ")
    assert answer.status_code == 200
    assert "Say what was wrong" in answer.content.decode()
    assert live(meeting).number == 1


def test_second_click_corrects_once(editor: Client) -> None:
    meeting = published_meeting()
    form = form_at(editor, step_url("correct", meeting)) | {"note": "It began at seven."}
    editor.post(step_url("correct", meeting), form)
    again = editor.post(step_url("correct", meeting), form)
    assert again.status_code == 409
    assert "It began at seven." in again.content.decode()
    assert live(meeting).number == 2


def test_note_with_an_invisible_override_is_refused(editor: Client) -> None:
    meeting = published_meeting()
    answer = take(editor, "correct", meeting, note="It began\u202eneves ta")
    assert "U+202E" in answer.content.decode()
    assert live(meeting).number == 1


def test_withdrawn_record_is_gone_with_its_reason(editor: Client) -> None:
    meeting = published_meeting()
    take(editor, "withdraw", meeting, note="It never took place.")
    tombstone = Edition.objects.filter(uid=meeting.uid).last()
    assert live(meeting) is None
    assert (tombstone.cause, tombstone.note) == (Cause.WITHDRAWN, "It never took place.")
    assert history(meeting) == ["Withdrawn: It never took place."]


def test_withdrawal_lists_who_speaks_of_it(editor: Client) -> None:
    first = published_meeting()
    second = factories.MeetingFactory(sourced=True, follows=first, title="The next round")
    factories.published(second)
    page = editor.get(step_url("withdraw", first)).content.decode()
    change = reverse("admin:coalition_meeting_change", args=[second.pk])
    assert f'href="/meetings/{second.slug}/"' in page
    assert f'href="{change}"' in page


def test_withdrawn_record_can_be_published_again(editor: Client) -> None:
    meeting = published_meeting()
    take(editor, "withdraw", meeting, note="It never took place.")
    take(editor, "publish", meeting)
    assert live(meeting).cause == Cause.REPUBLISHED


def test_step_on_a_deleted_record_says_so(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    url = step_url("publish", meeting)
    meeting.delete()
    answer = editor.post(url, {"read_version": "1", "read_number": "0"})
    assert answer.status_code == 302
    assert "deleted" in words(answer)


def test_record_without_a_document_has_no_steps(editor: Client) -> None:
    source = factories.SourceFactory()
    answer = editor.get(f"/admin/coalition/source/{source.pk}/publish/")
    assert answer.status_code == 302
