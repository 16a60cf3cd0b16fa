"""Drafts that were deleted are found and brought back as they were."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Meeting, Stage
from tests import factories
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import change_url, form_at

pytestmark = pytest.mark.django_db

LIST = "admin:coalition_meeting_deleted"


def _delete(client: Client, record: Any) -> None:
    url = reverse(f"admin:coalition_{record._meta.model_name}_delete", args=[record.pk])
    client.post(url, {"post": "yes", "read_version": str(record.version)})
    assert not type(record).objects.filter(pk=record.pk).exists()


def _recover(client: Client, key: int, slug: str) -> Any:
    return client.post(reverse("admin:coalition_meeting_recover", args=[key]), {"slug": slug})


@pytest.fixture
def meeting(editor: Client) -> Any:
    """A draft with a row and its claim, deleted before anybody else had saved it."""
    row = factories.AttendanceFactory(meeting__slug="a-meeting", sourced=True)
    row.meeting.gone = row.meeting.pk
    _delete(editor, row.meeting)
    return row.meeting


def test_deleted_draft_is_listed_with_who_deleted_it(editor: Client, meeting: Any) -> None:
    page = editor.get(reverse(LIST)).content.decode()
    assert meeting.title in page
    assert "deleted by alice" in page


def test_recovered_draft_is_as_it_was(editor: Client, meeting: Any) -> None:
    answer = _recover(editor, meeting.gone, "a-meeting")
    again = Meeting.objects.get()
    assert answer.status_code == 302
    assert (again.pk, again.uid, again.stage) == (meeting.gone, meeting.uid, Stage.DRAFTING)
    assert again.attendances.get().claims.count() == 1


def test_recovered_draft_can_be_saved(editor: Client, meeting: Any) -> None:
    _recover(editor, meeting.gone, "a-meeting")
    again = Meeting.objects.get()
    form = form_at(editor, change_url(again)) | {"title": "On it goes"}
    assert editor.post(change_url(again), form).status_code == 302


def test_free_address_is_offered_if_another_record_has_it(editor: Client, meeting: Any) -> None:
    factories.MeetingFactory(slug="a-meeting")
    page = editor.get(reverse("admin:coalition_meeting_recover", args=[meeting.gone]))
    assert page.context["form"]["slug"].value() == "a-meeting-2"


def test_taken_address_is_refused(editor: Client, meeting: Any) -> None:
    factories.MeetingFactory(slug="a-meeting")
    answer = _recover(editor, meeting.gone, "a-meeting")
    assert "Another record has the address" in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_recovered_draft_is_no_longer_listed(editor: Client, meeting: Any) -> None:
    _recover(editor, meeting.gone, "a-meeting")
    assert "No draft was deleted" in editor.get(reverse(LIST)).content.decode()


def test_second_click_goes_to_the_record(editor: Client, meeting: Any) -> None:
    for _click in range(2):
        answer = _recover(editor, meeting.gone, "a-meeting")
    assert answer["Location"] == change_url(Meeting.objects.get())


def test_what_never_was_is_not_found(editor: Client) -> None:
    url = reverse("admin:coalition_meeting_recover", args=[999])
    assert editor.get(url).status_code == 404


def test_list_links_to_the_deleted_drafts(editor: Client) -> None:
    page = editor.get(reverse("admin:coalition_meeting_changelist")).content.decode()
    assert reverse(LIST) in page


def test_pages_are_for_those_who_may_add(meeting: Any) -> None:
    dave = signed_in(factories.dave())
    assert dave.get(reverse(LIST)).status_code == 403
    assert _recover(dave, meeting.gone, "a-meeting").status_code == 403
