"""The page that publishes: one choice, now or at a time, as an update or as a correction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from coalition.models import (
    Cause,
    Edition,
    Meeting,
    ScheduledPublication,
    Stage,
)
from coalition.publishing.rehearsal import RehearsalBusy
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import fields_of
from tests.desk.test_steps import live, step_url, take

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def approved_meeting(**given: Any) -> Meeting:
    meeting: Meeting = factories.MeetingFactory(sourced=True, approved=True, **given)
    return meeting


def live_meeting(**given: Any) -> Meeting:
    meeting = approved_meeting(**given)
    factories.published(meeting)
    meeting.refresh_from_db()
    return meeting


def page_of(client: Client, record: Any, step: str = "publish") -> str:
    answer = client.get(step_url(step, record))
    assert answer.status_code == 200
    return answer.content.decode()


# --- What will happen, in words -------------------------------------------------------------------


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


# --- As an update, or as a correction -------------------------------------------------------------


def test_first_publication_asks_nothing_about_corrections(editor: Client) -> None:
    assert 'name="reading"' not in page_of(editor, approved_meeting())


@pytest.mark.parametrize("step", ["publish", "correct"])
def test_address_decides_what_is_chosen_first(editor: Client, step: str) -> None:
    page = page_of(editor, live_meeting(), step)
    start = page.index(f'name="reading" value="{step}"')
    assert "checked" in page[start : page.index(">", start)]


def test_correction_can_be_chosen_on_the_page_that_publishes(editor: Client) -> None:
    meeting = live_meeting()
    meeting.venue = "Elsewhere"
    meeting.save()
    take(editor, "publish", meeting, reading="correct", note="It was elsewhere.")
    assert (live(meeting).cause, live(meeting).note) == (Cause.CORRECTED, "It was elsewhere.")


def test_update_can_be_chosen_on_the_page_that_corrects(editor: Client) -> None:
    meeting = live_meeting()
    meeting.venue = "Elsewhere"
    meeting.save()
    take(editor, "correct", meeting, reading="publish")
    assert (live(meeting).number, live(meeting).cause) == (2, Cause.PUBLISHED)


def test_choice_that_does_not_exist_is_refused(editor: Client) -> None:
    meeting = live_meeting()
    answer = take(editor, "publish", meeting, reading="withdraw", note="x")
    assert answer.status_code == 200
    assert Edition.objects.count() == 1


# --- Now, or at a time ----------------------------------------------------------------------------


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


# --- When somebody else is publishing -------------------------------------------------------------


def test_page_that_cannot_have_its_turn_says_try_again(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise RehearsalBusy

    monkeypatch.setattr("coalition.desk.step_pages.foresee", busy)
    answer = editor.get(step_url("publish", approved_meeting()))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Try again" in answer.content.decode()


# --- Withdrawing ----------------------------------------------------------------------------------


def test_withdrawal_shows_who_carries_speaks_of_and_refers_to_it(editor: Client) -> None:
    meeting = live_meeting(title="The dinner")
    talk = factories.SeatSharingTalkFactory(
        title="Talks at the dinner", meetings=[meeting], sourced=True, approved=True
    )
    factories.published(talk)
    factories.MeetingFactory(title="A draft that follows", follows=meeting)
    page = page_of(editor, meeting, "withdraw")
    assert "Public pages that speak of it" in page
    assert f'href="/seat-sharing/{talk.slug}/"' in page
    assert "A draft that follows" in page
    carried = page_of(editor, talk, "withdraw")
    assert "Public pages that carry its words" in carried
    assert f'href="/meetings/{meeting.slug}/"' in carried


def test_withdrawal_of_what_nothing_links_to_says_so(editor: Client) -> None:
    assert "Nothing does" in page_of(editor, live_meeting(), "withdraw")


def test_withdrawal_lists_records_by_their_rows(editor: Client) -> None:
    row = factories.AttendanceFactory(meeting__title="Where she spoke")
    factories.published(row.leader)
    page = page_of(editor, row.leader, "withdraw")
    change = reverse("admin:coalition_meeting_change", args=[row.meeting_id])
    assert f'<a href="{change}">Where she spoke</a>' in page


@pytest.mark.parametrize("rows", [1, 15])
def test_page_asks_a_bounded_number_of_queries(
    editor: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    meeting = approved_meeting()
    for _ in range(rows):
        factories.AttendanceFactory(meeting=meeting)
    with django_assert_max_num_queries(85):
        page_of(editor, meeting)


@pytest.mark.parametrize("meetings", [1, 15])
def test_withdrawal_page_asks_a_bounded_number_of_queries(
    editor: Client, django_assert_max_num_queries: Any, meetings: int
) -> None:
    leader = factories.LeaderFactory()
    factories.published(leader)
    for _ in range(meetings):
        row = factories.AttendanceFactory(leader=leader, sourced=True)
        factories.published(row.meeting)
    with django_assert_max_num_queries(22):
        page_of(editor, leader, "withdraw")


# --- What goes along ------------------------------------------------------------------------------


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
