"""A meeting marked as held: who came, who stayed away, and which report says so."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Meeting, Occurrence
from tests import factories
from tests.desk.occurrences.changes_by_hand import expecting, make

pytestmark = pytest.mark.django_db


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
