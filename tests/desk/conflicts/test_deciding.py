"""The conflict desk: each fact by what each report says, and what the desk goes by."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from coalition.models import AttendanceStatus, Claim, Decision, Meeting, ReasonGiven, Stage
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import form_at

pytestmark = pytest.mark.django_db


def url_of(record: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_conflicts", args=[record.pk])


def key(owner: Any, fact: str = "row") -> str:
    return f"{owner._meta.model_name}-{owner.pk}-{fact}"


def disputed_start() -> tuple[Meeting, Claim]:
    """A meeting at seven, says one report, and at eight, says another."""
    meeting = factories.MeetingFactory(timed=True)
    factories.ClaimFactory(meeting=meeting, field="start", quote="around seven")
    other = factories.ClaimFactory(meeting=meeting, field="start", value="8 pm")
    return meeting, other


def decide(client: Client, record: Any, **given: str) -> Any:
    """Post the page with `given`, fields with their dashes as underscores left as they are."""
    return client.post(url_of(record), form_at(client, url_of(record)) | given)


def chosen(owner: Any, fact: str, choice: str, reason: str = "") -> dict[str, str]:
    return {f"{key(owner, fact)}-choice": choice, f"{key(owner, fact)}-reason": reason}


def test_columns_stand_in_the_order_of_publication(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    for day, title in ((8, "Later"), (6, "First")):
        source = factories.SourceFactory(
            title=title, published_at=datetime(2023, 12, day, tzinfo=UTC)
        )
        factories.ClaimFactory(meeting=meeting, field="start", source=source)
    page = editor.get(url_of(meeting)).content.decode()
    assert page.index("First<br>") < page.index("Later<br>")


def test_cell_says_value_quote_paragraph_and_speaker(editor: Client) -> None:
    meeting, _claim = disputed_start()
    factories.ClaimFactory(
        meeting=meeting,
        field="start",
        value="half past",
        quote="at half past",
        paragraph=9,
        attribution="an aide",
    )
    page = editor.get(url_of(meeting)).content.decode()
    for words in ("half past", "<q>at half past</q>", "¶ 9", "an aide", "as recorded"):
        assert words in page


def test_silence_is_said_too(editor: Client) -> None:
    meeting, _claim = disputed_start()
    assert (
        '<span class="visually-hidden">silent</span>'
        in editor.get(url_of(meeting)).content.decode()
    )


def test_disagreement_is_marked_in_words(editor: Client) -> None:
    meeting, _claim = disputed_start()
    assert "Sources differ: undecided" in editor.get(url_of(meeting)).content.decode()


def test_fact_on_which_all_agree_has_no_choice(editor: Client) -> None:
    meeting, _claim = disputed_start()
    page = editor.get(url_of(meeting)).content.decode()
    assert f"{key(meeting, 'start')}-choice" in page
    assert f"{key(meeting, 'title')}-choice" not in page


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


def test_start_of_a_source_can_be_taken_over(editor: Client) -> None:
    meeting, other = disputed_start()
    reason = "The photograph is timed."
    decide(editor, meeting, **chosen(meeting, "start", f"take:{other.pk}:", reason))
    meeting.refresh_from_db()
    assert (meeting.start_time.hour, meeting.is_start_approximate) == (20, False)
    assert Decision.objects.get().reason == reason


def test_source_that_agreed_keeps_what_it_said(editor: Client) -> None:
    """Without its value it would seem to say eight, now that the record does."""
    meeting, other = disputed_start()
    decide(editor, meeting, **chosen(meeting, "start", f"take:{other.pk}:", "A photograph."))
    agreed = meeting.claims.exclude(pk=other.pk).get()
    assert agreed.value == "about 19:00"


@pytest.mark.parametrize(
    ("field", "value", "column", "expected"),
    [
        ("date", "7 December 2023", "date_label", "7 December 2023"),
        ("duration_minutes", "an hour and 30 minutes", "duration_minutes", 90),
        ("venue", "A hotel", "venue", "A hotel"),
        ("city", "Patna", "city", "Patna"),
        ("region", "IN-BR", "region", "IN-BR"),
        ("category", "Dinner", "category", "dinner"),
        ("occurrence", "cancelled", "occurrence", "cancelled"),
        ("title", "Another title", "title", "Another title"),
        ("purpose", "To dine.", "purpose", "To dine."),
        ("reported_parties", "at least 26", "reported_parties_qualifier", "at_least"),
        ("reported_leaders", "30 leaders", "reported_leaders", 30),
    ],
)
def test_value_of_any_fact_can_be_taken_over(
    editor: Client, field: str, value: str, column: str, expected: Any
) -> None:
    meeting = factories.MeetingFactory(
        placed=True,
        counted=True,
        duration_minutes=60,
        purpose="To talk.",
        reported_leaders=20,
        reported_leaders_qualifier="exactly",
    )
    factories.ClaimFactory(meeting=meeting, field=field)
    other = factories.ClaimFactory(meeting=meeting, field=field, value=value)
    decide(editor, meeting, **chosen(meeting, field, f"take:{other.pk}:", "It was there."))
    assert Meeting.objects.values_list(column, flat=True).get() == expected


def test_place_is_taken_over_as_what_the_desk_says(editor: Client) -> None:
    meeting = factories.MeetingFactory(placed=True)
    factories.ClaimFactory(meeting=meeting, field="place")
    other = factories.ClaimFactory(meeting=meeting, field="place", value="A hotel")
    decide(editor, meeting, **chosen(meeting, "place", f"take:{other.pk}:venue", "It was there."))
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.city) == ("A hotel", "New Delhi")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("start", "after sunset", "Start time: “after sunset” cannot be taken over."),
        ("date", "the day after", "Date: “the day after” cannot be taken over."),
        ("region", "Bihar", "Region: “Bihar” cannot be taken over."),
        ("duration_minutes", "0", "Duration in minutes: “0” cannot be taken over."),
    ],
)
def test_value_that_the_record_cannot_hold_is_refused_by_name(
    editor: Client, field: str, value: str, message: str
) -> None:
    meeting = factories.MeetingFactory(timed=True, placed=True)
    factories.ClaimFactory(meeting=meeting, field=field)
    other = factories.ClaimFactory(meeting=meeting, field=field, value=value)
    answer = decide(editor, meeting, **chosen(meeting, field, f"take:{other.pk}:", "Because."))
    assert message in answer.content.decode()
    assert Meeting.objects.get().version == meeting.version


def test_status_can_be_taken_over_and_its_reason_goes(editor: Client) -> None:
    row = factories.AttendanceFactory(declined=True)
    other = factories.ClaimFactory(attendance=row, value="attended")
    decide(editor, row.meeting, **chosen(row, "row", f"take:{other.pk}:", "A photograph."))
    row.refresh_from_db()
    assert (row.status, row.reason, row.reason_given) == (AttendanceStatus.ATTENDED, "", "")
    assert Decision.objects.get().attendance == row


def test_role_can_be_taken_over(editor: Client) -> None:
    row = factories.AttendanceFactory()
    other = factories.ClaimFactory(attendance=row, field="role", value="chair")
    decide(editor, row.meeting, **chosen(row, "role", f"take:{other.pk}:", "He opened it."))
    row.refresh_from_db()
    assert row.role == "chair"


def test_absence_keeps_why_while_its_status_is_kept(editor: Client) -> None:
    row = factories.AttendanceFactory(absent=True)
    factories.ClaimFactory(attendance=row, value="attended")
    decide(editor, row.meeting, **chosen(row, "row", "keep", "Her office says so."))
    row.refresh_from_db()
    assert (row.status, row.reason_given) == ("absent", ReasonGiven.NOT_GIVEN)


def test_status_of_talks_and_total_can_be_taken_over(editor: Client) -> None:
    talk = factories.SeatSharingTalkFactory(total_seats=80)
    claims = [
        factories.ClaimFactory(talk=talk, field="status", value="stalled"),
        factories.ClaimFactory(talk=talk, field="total_seats", value="85 seats"),
    ]
    factories.ClaimFactory(talk=talk, field="status")
    factories.ClaimFactory(talk=talk, field="total_seats")
    given: dict[str, str] = {}
    for claim in claims:
        given |= chosen(talk, claim.field, f"take:{claim.pk}:", "It was announced.")
    decide(editor, talk, **given)
    talk.refresh_from_db()
    assert (talk.status, talk.total_seats) == ("stalled", 85)


def test_seats_can_be_taken_over(editor: Client) -> None:
    row = factories.SeatPositionFactory(seats=17)
    other = factories.ClaimFactory(position=row, value="20 seats")
    decide(editor, row.talk, **chosen(row, "row", f"take:{other.pk}:", "It was announced."))
    row.refresh_from_db()
    assert row.seats == 20


def test_seats_that_exceed_the_total_are_refused_and_nothing_is_written(editor: Client) -> None:
    talk = factories.SeatSharingTalkFactory(agreed=True, total_seats=18)
    row = factories.SeatPositionFactory(talk=talk, agreement=True, seats=17)
    other = factories.ClaimFactory(position=row, value="20")
    answer = decide(editor, talk, **chosen(row, "row", f"take:{other.pk}:", "Announced."))
    assert answer.status_code == 409
    assert "more than the seats in all" in answer.content.decode()
    assert not Decision.objects.exists()


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


def test_stranger_to_the_desk_is_kept_out() -> None:
    meeting, _claim = disputed_start()
    assert signed_in(factories.dave()).get(url_of(meeting)).status_code == 403
    assert signed_in(factories.erin()).get(url_of(meeting)).status_code == 302


def test_record_that_is_gone_is_a_message(editor: Client) -> None:
    meeting, _claim = disputed_start()
    url = url_of(meeting)
    meeting.delete()
    assert editor.get(url).status_code == 302


def test_grid_of_sixty_rows_costs_as_many_queries_as_one_of_two(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    meeting, _claim = disputed_start()
    for _number in range(60):
        factories.AttendanceFactory(meeting=meeting, sourced=True)
    url = url_of(meeting)
    editor.get(url)
    with django_assert_max_num_queries(16):
        editor.get(url)
