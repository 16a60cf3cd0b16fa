"""Cancelled, postponed, rescheduled, held: what each writes, refuses and shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.models import (
    Attendance,
    Claim,
    Edition,
    Meeting,
    Occurrence,
    ScheduledPublication,
    Stage,
)
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import change_url, form_at

pytestmark = pytest.mark.django_db

CHANGES = ("cancel", "postpone", "reschedule", "mark-held")


@pytest.fixture(autouse=True)
def _days_after() -> Any:
    with time_machine.travel("2023-12-20T12:00:00+05:30", tick=False):
        yield


def url_of(change: str, meeting: Meeting) -> str:
    return reverse(f"admin:coalition_meeting_{change}", args=[meeting.pk])


def make(client: Client, change: str, meeting: Meeting, **given: str) -> Any:
    url = url_of(change, meeting)
    fields = {name.replace("__", "-"): value for name, value in given.items()}
    return client.post(url, form_at(client, url) | fields)


def planned(**given: Any) -> Meeting:
    meeting: Meeting = factories.MeetingFactory(**({"confirmed": True, "timed": True} | given))
    return meeting


def said(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


# --- Cancel and postpone --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "becomes"), [("cancel", "cancelled"), ("postpone", "postponed")]
)
def test_change_keeps_date_and_time_and_has_its_reason(
    editor: Client, change: str, becomes: str
) -> None:
    meeting = planned()
    make(editor, change, meeting, reason="Three hosts fell ill.")
    after = Meeting.objects.get()
    assert (after.occurrence, after.occurrence_reason) == (becomes, "Three hosts fell ill.")
    assert (after.date, after.start_time) == (meeting.date, meeting.start_time)


def test_report_of_the_change_is_a_claim_on_the_occurrence(editor: Client) -> None:
    meeting, source = planned(), factories.SourceFactory()
    details = {"paragraph": "3", "attribution": "an aide", "quote": "is off"}
    make(editor, "cancel", meeting, source=str(source.pk), **details)
    claim = Claim.objects.get()
    assert (claim.meeting, claim.field, claim.value) == (meeting, "occurrence", "")
    assert (claim.source, claim.paragraph, claim.attribution) == (source, 3, "an aide")


def test_earlier_report_keeps_that_it_was_confirmed(editor: Client) -> None:
    meeting = planned()
    earlier = factories.ClaimFactory(meeting=meeting, field="occurrence")
    make(editor, "cancel", meeting, source=str(factories.SourceFactory().pk))
    earlier.refresh_from_db()
    assert earlier.value == "confirmed"


def test_neither_reason_nor_report_is_refused(editor: Client) -> None:
    meeting = planned()
    answer = make(editor, "cancel", meeting)
    assert "Give the reason, or name the report" in answer.content.decode()
    assert Meeting.objects.get().occurrence == Occurrence.CONFIRMED


def test_paragraph_without_a_report_is_refused(editor: Client) -> None:
    answer = make(editor, "cancel", planned(), reason="Ill.", paragraph="3")
    assert "In which report does that stand?" in answer.content.decode()


def test_public_is_told_nothing_and_publishing_is_offered(editor: Client) -> None:
    meeting = planned()
    factories.published(meeting)
    answer = make(editor, "cancel", meeting, reason="Three hosts fell ill.")
    assert Edition.objects.filter(uid=meeting.uid).count() == 1
    assert url_of("publish", meeting) in said(answer)
    assert url_of("correct", meeting) in said(answer)


def test_reporter_is_not_offered_to_publish(reporter: Client) -> None:
    meeting = planned()
    answer = make(reporter, "cancel", meeting, reason="Three hosts fell ill.")
    assert url_of("publish", meeting) not in said(answer)


def test_change_by_a_reporter_returns_an_approved_record(reporter: Client) -> None:
    meeting = planned(approved=True)
    make(reporter, "cancel", meeting, reason="Three hosts fell ill.")
    assert Meeting.objects.get().stage == Stage.DRAFTING


def test_change_is_in_the_log_once(editor: Client) -> None:
    make(editor, "cancel", planned(), reason="Three hosts fell ill.")
    assert LogEntry.objects.get().change_message == "Cancel meeting: Three hosts fell ill."


# --- What makes no sense --------------------------------------------------------------------------


@pytest.mark.parametrize("change", CHANGES)
def test_held_meeting_takes_no_change(editor: Client, change: str) -> None:
    meeting = factories.MeetingFactory(held=True)
    answer = editor.get(url_of(change, meeting))
    assert answer.status_code == 302
    assert "was held" in said(answer)


@pytest.mark.parametrize("change", CHANGES)
def test_refused_change_is_no_change_by_post_either(editor: Client, change: str) -> None:
    meeting = factories.MeetingFactory(cancelled=True)
    form = {"read_version": "1", "reason": "Because.", "date": "2024", "occurrence": "tentative"}
    editor.post(url_of(change, meeting), form)
    assert list(Meeting.objects.values_list("pk", "occurrence")) == [(meeting.pk, "cancelled")]


def test_postponed_meeting_is_not_postponed_again(editor: Client) -> None:
    answer = editor.get(url_of("postpone", factories.MeetingFactory(postponed=True)))
    assert "reschedule it" in said(answer)


def test_meeting_ahead_cannot_have_been_held(editor: Client) -> None:
    answer = editor.get(url_of("mark-held", planned(date="2024-01-10")))
    assert "it cannot have been held" in said(answer)


def test_form_offers_only_what_makes_sense(editor: Client) -> None:
    held, open_ = factories.MeetingFactory(held=True), planned()
    page = {m.pk: editor.get(change_url(m)).content.decode() for m in (held, open_)}
    assert [change for change in CHANGES if url_of(change, held) in page[held.pk]] == []
    assert [change for change in CHANGES if url_of(change, open_) in page[open_.pk]] == [*CHANGES]


# --- Reschedule -----------------------------------------------------------------------------------


def rescheduled(client: Client, meeting: Meeting, **given: str) -> Meeting:
    defaults = {"date": "first week of January 2024", "reason": "Three hosts fell ill."}
    make(client, "reschedule", meeting, **(defaults | given))
    return Meeting.objects.exclude(pk=meeting.pk).get()


def test_rescheduling_makes_the_linked_meeting(editor: Client) -> None:
    old = planned(placed=True, in_alliance=True, purpose="To dine.")
    new = rescheduled(editor, old)
    old.refresh_from_db()
    assert (old.occurrence, old.occurrence_reason) == ("postponed", "Three hosts fell ill.")
    assert (new.rescheduled_from, new.occurrence, new.stage) == (old, "tentative", "drafting")
    assert new.date.label == "first week of January 2024"
    for name in ("title", "category", "alliance", "venue", "city", "region", "purpose"):
        assert getattr(new, name) == getattr(old, name)


def test_time_of_the_old_date_is_not_that_of_the_new(editor: Client) -> None:
    assert rescheduled(editor, planned()).start_time is None


def test_expected_and_invited_go_along_and_no_others(editor: Client) -> None:
    old = planned()
    for state in ("expected", "invited", "declined"):
        factories.AttendanceFactory(meeting=old, **{state: True})
    new = rescheduled(editor, old)
    assert sorted(new.attendances.values_list("status", flat=True)) == ["expected", "invited"]
    assert old.attendances.count() == 3


def test_report_of_the_new_date_is_a_claim_on_both(editor: Client) -> None:
    old = planned()
    new = rescheduled(editor, old, source=str(factories.SourceFactory().pk))
    assert (old.claims.get().field, new.claims.get().field) == ("occurrence", "date")


def test_editor_goes_on_to_the_form_of_the_new_meeting(editor: Client) -> None:
    old = planned()
    answer = make(editor, "reschedule", old, date="2024-01-05", reason="Ill.")
    new = Meeting.objects.exclude(pk=old.pk).get()
    assert answer.headers["Location"] == change_url(new)
    assert editor.get(change_url(new)).status_code == 200


def test_date_that_cannot_be_read_is_refused(editor: Client) -> None:
    answer = make(editor, "reschedule", planned(), date="when pigs fly", reason="Ill.")
    assert answer.status_code == 200
    assert Meeting.objects.count() == 1


def test_meeting_is_rescheduled_once(editor: Client) -> None:
    old = planned()
    new = rescheduled(editor, old)
    answer = editor.get(url_of("reschedule", old))
    assert f"was rescheduled already: see “{new}”" in said(answer)


# --- Mark held ------------------------------------------------------------------------------------


def expecting(**given: Any) -> Attendance:
    row: Attendance = factories.AttendanceFactory(meeting=planned(**given), expected=True)
    factories.ClaimFactory(attendance=row, quote="is likely to attend")
    return row


def test_who_was_expected_is_a_question_and_stays_one(editor: Client) -> None:
    row = expecting()
    make(editor, "mark-held", row.meeting)
    row.refresh_from_db()
    assert (Meeting.objects.get().occurrence, row.status) == ("held", "expected")


def test_who_came_attended_says_the_report(editor: Client) -> None:
    row, source = expecting(), factories.SourceFactory()
    given = {f"row__{row.pk}__answer": "came", f"row__{row.pk}__paragraph": "4"}
    make(editor, "mark-held", row.meeting, source=str(source.pk), **given)
    row.refresh_from_db()
    claim = row.claims.get(source=source)
    assert (row.status, claim.paragraph, claim.value) == ("attended", 4, "")


def test_report_that_expected_her_goes_on_saying_so(editor: Client) -> None:
    row = expecting()
    given = {f"row__{row.pk}__answer": "came", "source": str(factories.SourceFactory().pk)}
    make(editor, "mark-held", row.meeting, **given)
    assert row.claims.get(quote="is likely to attend").value == "expected"


def test_who_stayed_away_has_a_reason_if_one_was_given(editor: Client) -> None:
    row = expecting()
    key = f"row__{row.pk}"
    given = {f"{key}__answer": "stayed_away", f"{key}__source": str(factories.SourceFactory().pk)}
    given |= {f"{key}__reason_given": "given", f"{key}__reason": "Travelling."}
    make(editor, "mark-held", row.meeting, **given)
    row.refresh_from_db()
    assert (row.status, row.reason_given, row.reason) == ("absent", "given", "Travelling.")


def test_answer_without_a_report_is_refused(editor: Client) -> None:
    row = expecting()
    answer = make(editor, "mark-held", row.meeting, **{f"row__{row.pk}__answer": "came"})
    assert "Which report says so?" in answer.content.decode()
    assert Meeting.objects.get().occurrence == Occurrence.CONFIRMED


@pytest.mark.parametrize(
    ("answer", "given", "reason", "words"),
    [
        ("came", "given", "Late.", "Only an absence has a reason"),
        ("stayed_away", "given", "", "if, and only if, one was given"),
        ("stayed_away", "not_given", "Ill.", "if, and only if, one was given"),
        ("", "", "Ill.", "Answer, or empty the rest"),
    ],
)
def test_reason_that_fits_no_absence_is_refused(
    editor: Client, answer: str, given: str, reason: str, words: str
) -> None:
    row = expecting()
    key = f"row__{row.pk}"
    fields = {f"{key}__answer": answer, f"{key}__reason_given": given, f"{key}__reason": reason}
    source = str(factories.SourceFactory().pk)
    page = make(editor, "mark-held", row.meeting, source=source, **fields).content.decode()
    assert words in page
    assert Meeting.objects.get().occurrence == Occurrence.CONFIRMED


def test_reason_why_it_was_postponed_goes_once_it_was_held(editor: Client) -> None:
    make(editor, "mark-held", factories.MeetingFactory(postponed=True))
    assert Meeting.objects.get().occurrence_reason == ""


# --- What it shows, and to whom -------------------------------------------------------------------


def test_page_shows_everything_that_hangs_on_it(editor: Client) -> None:
    row = expecting(title="The summit")
    meeting = row.meeting
    factories.published(meeting)
    factories.SeatSharingTalkFactory(title="Talks on seats", meetings=[meeting])
    factories.MeetingFactory(title="The one after", follows=meeting)
    factories.StatementFactory(title="A word on it", meeting=meeting)
    ScheduledPublication.objects.create(
        kind="meeting",
        uid=meeting.uid,
        version=1,
        due_at=timezone.now() + timedelta(days=1),
        scheduled_by=factories.alice(),
    )
    page = editor.get(url_of("cancel", meeting)).content.decode()
    words = (row.leader.name, "Talks on seats", "The one after", "A word on it", "calendars")
    for word in (*words, "it will be held back"):
        assert word in page


@pytest.mark.parametrize("change", CHANGES)
def test_stranger_to_the_desk_is_kept_out(change: str) -> None:
    meeting = planned()
    assert signed_in(factories.dave()).get(url_of(change, meeting)).status_code == 403


@pytest.mark.parametrize("change", CHANGES)
def test_version_that_moved_on_is_refused_with_everything_given_back(
    editor: Client, change: str
) -> None:
    meeting = planned()
    late = form_at(editor, url_of(change, meeting)) | {"quote": "in my own words", "date": "2024"}
    Meeting.objects.get().save()
    answer = editor.post(url_of(change, meeting), late)
    assert answer.status_code == 409
    assert "in my own words" in answer.content.decode()
    assert Meeting.objects.get().occurrence == Occurrence.CONFIRMED


def test_second_click_makes_no_second_meeting(editor: Client) -> None:
    meeting = planned()
    form = form_at(editor, url_of("reschedule", meeting)) | {"date": "2024", "reason": "Ill."}
    for _click in range(2):
        editor.post(url_of("reschedule", meeting), form)
    assert Meeting.objects.count() == 2


def test_meeting_that_is_gone_is_a_message(editor: Client) -> None:
    meeting = planned()
    url = url_of("cancel", meeting)
    meeting.delete()
    assert editor.get(url).status_code == 302


def test_page_for_sixty_costs_as_much_as_for_one(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    meeting = planned()
    for _number in range(60):
        factories.AttendanceFactory(meeting=meeting, expected=True)
    url = url_of("mark-held", meeting)
    editor.get(url)
    with django_assert_max_num_queries(14):
        editor.get(url)
