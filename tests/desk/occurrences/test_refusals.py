"""Changes that make no sense: of a meeting that was held, twice, or too early."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Meeting
from tests import factories
from tests.desk.forms_by_hand import change_url
from tests.desk.occurrences.changes_by_hand import CHANGES, planned, said, url_of

pytestmark = pytest.mark.django_db


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
