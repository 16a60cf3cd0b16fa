"""The page that publishes: what will happen, in words, and only what was shown goes along."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coalition.models import Edition, ScheduledPublication
from coalition.publishing.rehearsal import RehearsalBusy
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import fields_of
from tests.desk.publication.meetings_to_publish import NOON, approved_meeting, live_meeting, page_of
from tests.desk.steps_by_hand import step_url

pytestmark = pytest.mark.django_db


def test_differences_from_what_readers_see_are_told(editor: Client) -> None:
    meeting = live_meeting(venue="")
    meeting.venue = "10 Rajaji Marg"
    meeting.save()
    page = page_of(editor, meeting)
    assert "What changes for readers since Edition 1" in page
    assert "<dt>Venue</dt>" in page
    assert "<ins>10 Rajaji Marg</ins>" in page


def test_added_row_is_told_in_words(editor: Client) -> None:
    meeting = live_meeting()
    party = factories.PartyFactory(abbreviation="TMC")
    factories.AttendanceFactory(meeting=meeting, party=party, party_level=True, absent=True)
    page = page_of(editor, meeting)
    assert '<span class="desk-change-subject">TMC, absent</span>' in page


def test_first_publication_is_told_in_an_outline(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True, meeting__approved=True)
    page = page_of(editor, row.meeting)
    assert "What becomes public" in page
    assert "1 (1 attended)" in page


def test_differences_are_told_behind_closed_gates_too(editor: Client) -> None:
    meeting = live_meeting()
    meeting.claims.all().delete()
    meeting.title = "Another title"
    meeting.save()
    page = page_of(editor, meeting)
    assert "It cannot be published yet" in page
    assert "<ins>Another title</ins>" in page


def test_row_that_wants_a_look_is_linked(editor: Client) -> None:
    meeting = approved_meeting()
    row = factories.AttendanceFactory(meeting=meeting)
    url = reverse("admin:coalition_attendance_change", args=[row.pk])
    assert f'<a href="{url}">{row.leader}</a>' in page_of(editor, meeting)


def test_record_that_is_not_public_is_linked_from_its_gate(editor: Client) -> None:
    earlier = factories.MeetingFactory(title="The first round")
    page = page_of(editor, approved_meeting(follows=earlier))
    url = reverse("admin:coalition_meeting_change", args=[earlier.pk])
    assert f'<a href="{url}">The first round</a>' in page


def test_page_leads_to_the_preview(editor: Client) -> None:
    meeting = approved_meeting()
    url = reverse("admin:coalition_meeting_preview", args=[meeting.pk])
    assert f'href="{url}"' in page_of(editor, meeting)


def test_page_that_cannot_have_its_turn_says_try_again(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise RehearsalBusy

    monkeypatch.setattr("coalition.desk.step_pages.foresee", busy)
    answer = editor.get(step_url("publish", approved_meeting()))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Try again" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 15])
def test_page_asks_a_bounded_number_of_queries(
    editor: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    meeting = approved_meeting()
    for _ in range(rows):
        factories.AttendanceFactory(meeting=meeting)
    with django_assert_max_num_queries(85):
        page_of(editor, meeting)


@pytest.mark.parametrize(
    "when", [{"when": "now"}, {"when": "later", "day": "2026-03-03", "clock": "19:30"}]
)
@time_machine.travel(NOON, tick=False)
def test_draft_that_was_changed_since_the_look_does_not_go_along(when: dict[str, str]) -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    row = factories.AttendanceFactory(leader=leader, sourced=True, meeting__approved=True)
    editor = signed_in(factories.alice())
    form = fields_of(page_of(editor, row.meeting)) | when
    leader.summary = "Nobody but a reporter has read this."
    leader.save()
    answer = editor.post(step_url("publish", row.meeting), form)
    assert answer.status_code == 409
    assert not Edition.objects.exists()
    assert not ScheduledPublication.objects.exists()


def test_draft_that_was_shown_goes_along(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True, meeting__sourced=True, meeting__approved=True)
    form = fields_of(page_of(editor, row.meeting))
    assert editor.post(step_url("publish", row.meeting), form).status_code == 302
    assert Edition.objects.live().filter(uid=row.leader.uid).exists()
