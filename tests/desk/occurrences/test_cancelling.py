"""A meeting cancelled or postponed: its reason, its report, and who is told."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from coalition.models import Claim, Edition, Meeting, Occurrence, Stage
from tests import factories
from tests.desk.occurrences.changes_by_hand import make, planned, said, url_of

pytestmark = pytest.mark.django_db


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
