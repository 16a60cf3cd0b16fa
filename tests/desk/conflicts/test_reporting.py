"""What a second report says: another column, not another meeting."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Claim, Meeting
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import form_at

pytestmark = pytest.mark.django_db


def url_of(record: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_conflicts_add", args=[record.pk])


def history_url(record: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_history", args=[record.pk])


def says(owner: Any, fact: str, what: str, **details: str) -> dict[str, str]:
    key = f"{owner._meta.model_name}-{owner.pk}-{fact}"
    return {f"{key}-says": what} | {f"{key}-{name}": value for name, value in details.items()}


def report(client: Client, record: Any, *facts: dict[str, str], source: Any = None) -> Any:
    source = source or factories.SourceFactory()
    form = form_at(client, url_of(record)) | {"source": str(source.pk)}
    for fact in facts:
        form |= fact
    return client.post(url_of(record), form)


def test_agreement_is_a_claim_without_a_value(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    source = factories.SourceFactory()
    details = {"paragraph": "4", "attribution": "an aide", "quote": "at seven"}
    report(editor, meeting, says(meeting, "start", "agrees", **details), source=source)
    claim = Claim.objects.get()
    assert (claim.source, claim.meeting, claim.field, claim.value) == (
        source,
        meeting,
        "start",
        "",
    )
    assert (claim.paragraph, claim.attribution, claim.quote) == (4, "an aide", "at seven")


def test_contradiction_is_a_claim_with_its_words(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    report(editor, meeting, says(meeting, "start", "otherwise", value="8 pm"))
    assert Claim.objects.get().value == "8 pm"


def test_fact_that_the_record_lacks_can_be_reported(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    report(editor, meeting, says(meeting, "duration_minutes", "otherwise", value="an hour"))
    assert Claim.objects.get().field == "duration_minutes"


def test_attendance_of_a_row_is_agreed_with_or_contradicted(editor: Client) -> None:
    came = factories.AttendanceFactory()
    other = factories.AttendanceFactory(meeting=came.meeting)
    report(editor, came.meeting, says(came, "row", "agrees"), says(other, "row", "absent"))
    assert (came.claims.get().value, other.claims.get().value) == ("", "absent")


def test_seats_of_a_position_are_contradicted(editor: Client) -> None:
    row = factories.SeatPositionFactory(seats=17)
    report(editor, row.talk, says(row, "row", "otherwise", value="20"))
    assert row.claims.get().value == "20"


def test_silence_writes_nothing(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    factories.AttendanceFactory(meeting=meeting)
    report(editor, meeting, says(meeting, "start", "agrees"))
    assert Claim.objects.count() == 1


def test_record_itself_stays_as_it_is(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    report(editor, meeting, says(meeting, "start", "otherwise", value="8 pm"))
    after = Meeting.objects.get()
    assert (after.start_time, after.version) == (meeting.start_time, meeting.version + 1)


def test_new_report_is_a_column_of_the_grid(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    source = factories.SourceFactory(title="The second report")
    answer = report(editor, meeting, says(meeting, "start", "agrees"), source=source)
    page = editor.get(answer.headers["Location"]).content.decode()
    assert "The second report<br>" in page


def test_report_is_required(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    form = form_at(editor, url_of(meeting)) | says(meeting, "start", "agrees")
    answer = editor.post(url_of(meeting), form)
    assert "This field is required" in answer.content.decode()
    assert not Claim.objects.exists()


def test_report_that_says_nothing_is_refused(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    assert "What does this report say?" in report(editor, meeting).content.decode()


def test_paragraph_alone_is_asked_after(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    answer = report(editor, meeting, says(meeting, "start", "", paragraph="3"))
    assert "Does it agree, or say otherwise?" in answer.content.decode()


def test_contradiction_without_words_is_refused(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    answer = report(editor, meeting, says(meeting, "start", "otherwise"))
    assert "Write down what it says" in answer.content.decode()


def test_report_in_the_address_is_chosen_already(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    source = factories.SourceFactory()
    form = form_at(editor, f"{url_of(meeting)}?source={source.pk}")
    assert form["source"] == str(source.pk)


def test_second_click_adds_no_second_column(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    form = form_at(editor, url_of(meeting)) | says(meeting, "start", "agrees", quote="at seven")
    form["source"] = str(factories.SourceFactory().pk)
    editor.post(url_of(meeting), form)
    again = editor.post(url_of(meeting), form)
    assert again.status_code == 409
    assert "at seven" in again.content.decode()
    assert Claim.objects.count() == 1


def test_stranger_to_the_desk_is_kept_out() -> None:
    meeting = factories.MeetingFactory()
    assert signed_in(factories.dave()).get(url_of(meeting)).status_code == 403


@pytest.mark.parametrize(
    ("facts", "words"), [(["venue"], "of 1 fact."), (["venue", "city"], "of 2 facts.")]
)
def test_history_counts_what_a_report_says(editor: Client, facts: list[str], words: str) -> None:
    meeting = factories.MeetingFactory()
    report(editor, meeting, *(says(meeting, fact, "otherwise", value="Goa") for fact in facts))
    assert words in editor.get(history_url(meeting)).content.decode()
