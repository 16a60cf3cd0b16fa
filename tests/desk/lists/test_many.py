"""A step with many records at once: what the page shows, what is done, and what is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coalition.models import Edition, Leader, Meeting, Record, Stage, Transition
from coalition.publishing import submit
from tests import factories
from tests.desk.forms_by_hand import fields_of

pytestmark = pytest.mark.django_db

URL = "admin:coalition_meeting_changelist"


def choose(client: Client, action: str, *records: Record) -> HttpResponse:
    """Tick them in the list and press Go."""
    keys = [record.pk for record in records]
    return client.post(reverse(URL), {"action": action, "_selected_action": keys, "index": "0"})


def confirm(client: Client, action: str, *records: Record, note: str = "") -> HttpResponse:
    form = {
        "action": action,
        "confirmed": "yes",
        "_selected_action": [record.pk for record in records],
        "read": [f"{record.pk}:{record.version}" for record in records],
        "note": note,
    }
    return client.post(reverse(URL), form)


def submitted(**kwargs: Any) -> Meeting:
    return submit(factories.MeetingFactory(sourced=True, **kwargs), by=factories.bob())


def stage_of(record: Record) -> str:
    record.refresh_from_db()
    return record.stage


def told(answer: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def offered(client: Client) -> list[str]:
    form = client.get(reverse(URL)).context["action_form"]
    return [name for name, _label in form.fields["action"].choices if name]


def test_editor_is_offered_every_step_and_no_deletion(editor: Client) -> None:
    factories.MeetingFactory()
    assert offered(editor) == [
        "submit_selected",
        "return_selected",
        "approve_selected",
        "publish_selected",
    ]


def test_reporter_is_offered_to_submit_alone(reporter: Client) -> None:
    factories.MeetingFactory()
    assert offered(reporter) == ["submit_selected"]


@pytest.mark.parametrize("action", ["return_selected", "approve_selected", "publish_selected"])
def test_reporter_cannot_take_an_editors_step(reporter: Client, action: str) -> None:
    meeting = submitted()
    confirm(reporter, action, meeting, note="Why?")
    assert stage_of(meeting) == Stage.IN_REVIEW
    assert not Edition.objects.exists()


def test_choosing_shows_and_writes_nothing(editor: Client) -> None:
    meeting = submitted()
    before = LogEntry.objects.count()
    page = choose(editor, "approve_selected", meeting)
    assert page.status_code == 200
    assert meeting.title in page.content.decode()
    assert stage_of(meeting) == Stage.IN_REVIEW
    assert LogEntry.objects.count() == before


def test_reporter_submits_many(reporter: Client) -> None:
    first, second = factories.MeetingFactory(), factories.MeetingFactory()
    answer = confirm(reporter, "submit_selected", first, second)
    assert answer.status_code == 302
    assert {stage_of(first), stage_of(second)} == {Stage.IN_REVIEW}
    assert Transition.objects.filter(action="submitted").count() == 2
    assert LogEntry.objects.count() == 2


def test_what_cannot_move_is_told_and_the_rest_moves(editor: Client) -> None:
    waiting, done = submitted(), factories.MeetingFactory(approved=True)
    answer = confirm(editor, "approve_selected", waiting, done)
    assert stage_of(waiting) == Stage.APPROVED
    assert f"“{done}” is in the stage" in told(answer)


def test_returning_needs_a_note(editor: Client) -> None:
    meeting = submitted()
    assert confirm(editor, "return_selected", meeting).status_code == 200
    assert stage_of(meeting) == Stage.IN_REVIEW


def test_note_reaches_every_record_that_is_returned(editor: Client) -> None:
    first, second = submitted(), submitted()
    confirm(editor, "return_selected", first, second, note="Who was the host?")
    notes = Transition.objects.filter(action="returned").values_list("note", flat=True)
    assert list(notes) == ["Who was the host?"] * 2


def test_nobody_approves_their_own_among_many(editor: Client) -> None:
    own = submit(factories.MeetingFactory(sourced=True), by=factories.alice())
    page = choose(editor, "approve_selected", own)
    assert "another editor has to" in page.content.decode()
    confirm(editor, "approve_selected", own)
    assert stage_of(own) == Stage.IN_REVIEW


def test_many_are_approved_and_published(editor: Client) -> None:
    first, second = submitted(), submitted(follows=factories.MeetingFactory(approved=True))
    factories.ClaimFactory(meeting=second.follows)
    answer = confirm(editor, "publish_selected", first, second)
    assert answer.status_code == 302, answer.content.decode()
    live = set(Edition.objects.live().values_list("uid", flat=True))
    assert {first.uid, second.uid} <= live
    words = LogEntry.objects.filter(object_id=str(first.pk)).values_list(
        "change_message", flat=True
    )
    assert any("Published edition 1" in text for text in words)


def test_one_closed_gate_keeps_all_from_the_public(editor: Client) -> None:
    ready, unsourced = submitted(), submit(factories.MeetingFactory(), by=factories.bob())
    page = choose(editor, "publish_selected", ready, unsourced)
    assert "No source says so" in page.content.decode()
    assert confirm(editor, "publish_selected", ready, unsourced).status_code == 409
    assert not Edition.objects.exists()
    assert stage_of(ready) == Stage.IN_REVIEW


def test_gate_of_what_goes_along_keeps_all_from_the_public(editor: Client) -> None:
    before = factories.MeetingFactory(approved=True)
    ready, meeting = submitted(), submitted(follows=before)
    answer = confirm(editor, "publish_selected", ready, meeting)
    assert answer.status_code == 409
    assert "Nothing was published" in answer.content.decode()
    assert not Edition.objects.exists()
    assert stage_of(ready) == Stage.IN_REVIEW


def test_change_since_the_look_stops_it(editor: Client) -> None:
    meeting = submitted()
    read = Meeting.objects.get(pk=meeting.pk)
    meeting.title = "Another title"
    meeting.save()
    assert confirm(editor, "approve_selected", read).status_code == 409
    assert stage_of(meeting) == Stage.IN_REVIEW


def test_more_than_can_be_looked_at_are_refused(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coalition.desk.lists.many_pages.MANY", 1)
    answer = choose(editor, "approve_selected", submitted(), submitted())
    assert "Choose 1 at most" in told(answer)


def test_page_of_many_asks_few_questions(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    meetings = [submitted() for _number in range(6)]
    with django_assert_max_num_queries(40):
        choose(editor, "publish_selected", *meetings)


def with_a_newcomer() -> tuple[Meeting, Leader]:
    """A meeting in review that names a leader whom nobody has approved."""
    leader = factories.LeaderFactory(name="Vaiko")
    row = factories.AttendanceFactory(meeting__sourced=True, leader=leader, sourced=True)
    return submit(row.meeting, by=factories.bob()), leader


def test_drafts_that_go_along_are_named_before(editor: Client) -> None:
    meeting, leader = with_a_newcomer()
    page = choose(editor, "publish_selected", meeting)
    assert leader in [record for record, _url, _mark in page.context["along"]]
    assert "become public with them" in page.content.decode()
    assert not Edition.objects.exists()


def test_drafts_that_were_named_go_along(editor: Client) -> None:
    meeting, leader = with_a_newcomer()
    page = choose(editor, "publish_selected", meeting)
    form = fields_of(page.content.decode())
    assert editor.post(reverse(URL), form).status_code == 302
    assert Edition.objects.live().filter(uid=leader.uid).exists()


def test_draft_that_was_changed_since_the_look_does_not_go_along(editor: Client) -> None:
    meeting, leader = with_a_newcomer()
    page = choose(editor, "publish_selected", meeting)
    form = fields_of(page.content.decode())
    leader.summary = "Nobody but a reporter has read this."
    leader.save()
    answer = editor.post(reverse(URL), form)
    assert answer.status_code == 409
    assert "was changed since you looked" in answer.content.decode()
    assert not Edition.objects.exists()
