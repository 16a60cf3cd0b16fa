"""The pages of these changes: what they show, to whom, and at what cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coalition.models import Meeting, Occurrence, ScheduledPublication
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import form_at
from tests.desk.occurrences.changes_by_hand import CHANGES, expecting, planned, url_of

pytestmark = pytest.mark.django_db


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
