"""What a source says, taken over into the record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.models import AttendanceStatus, Decision, Meeting
from tests import factories
from tests.desk.conflicts.decisions_by_hand import chosen, decide, disputed_start

pytestmark = pytest.mark.django_db


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
