"""A meeting rescheduled: the one that takes its place, and what goes along."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Meeting
from tests import factories
from tests.desk.forms_by_hand import change_url, form_at
from tests.desk.occurrences.changes_by_hand import make, planned, said, url_of

pytestmark = pytest.mark.django_db


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


def test_second_click_makes_no_second_meeting(editor: Client) -> None:
    meeting = planned()
    form = form_at(editor, url_of("reschedule", meeting)) | {"date": "2024", "reason": "Ill."}
    for _click in range(2):
        editor.post(url_of("reschedule", meeting), form)
    assert Meeting.objects.count() == 2
