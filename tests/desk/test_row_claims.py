"""The claim of a row, entered on the row: made, changed, removed, and tied to the right report."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Attendance, Claim, Meeting
from tests import factories
from tests.desk.forms_by_hand import add_row, change_url, form_at

pytestmark = pytest.mark.django_db

NEEDED = {"status": "attended", "role": "participant"}


def save_row(client: Client, meeting: Meeting, *, report: str = "", **row: str) -> Any:
    """Add one attendance to the meeting's form, and save."""
    form = form_at(client, change_url(meeting)) | {"default_source": report}
    leader = factories.LeaderFactory()
    add_row(form, "attendances", **({"leader": str(leader.pk)} | NEEDED | row))
    return client.post(change_url(meeting), form)


def test_row_takes_the_report_named_for_all(editor: Client) -> None:
    meeting, source = factories.MeetingFactory(), factories.SourceFactory()
    answer = save_row(editor, meeting, report=str(source.pk), claim_paragraph="7")
    claim = Claim.objects.get()
    assert answer.status_code == 302
    assert (claim.attendance, claim.source) == (Attendance.objects.get(), source)
    assert claim.paragraph == 7


def test_row_may_name_a_report_of_its_own(editor: Client) -> None:
    meeting, source, other = (
        factories.MeetingFactory(),
        factories.SourceFactory(),
        factories.SourceFactory(),
    )
    save_row(
        editor,
        meeting,
        report=str(source.pk),
        claim_source=str(other.pk),
        claim_attribution="party sources",
        claim_quote="did not come",
    )
    claim = Claim.objects.get()
    assert (claim.source, claim.attribution, claim.quote) == (
        other,
        "party sources",
        "did not come",
    )


def test_row_that_says_nothing_of_a_report_has_no_claim(editor: Client) -> None:
    """Naming a report for all ties nothing to it that the editor did not place in it."""
    meeting, source = factories.MeetingFactory(), factories.SourceFactory()
    save_row(editor, meeting, report=str(source.pk))
    assert (Attendance.objects.count(), Claim.objects.count()) == (1, 0)


def test_paragraph_of_no_report_is_asked_about(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    answer = save_row(editor, meeting, claim_paragraph="7")
    assert answer.status_code == 200
    assert "Which report says so?" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_claim_is_changed_where_it_is_shown(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    form = form_at(editor, change_url(row.meeting))
    editor.post(change_url(row.meeting), form | {"attendances-0-claim_paragraph": "9"})
    assert Claim.objects.get().paragraph == 9


def test_claim_goes_with_its_report_taken_out(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    form = form_at(editor, change_url(row.meeting)) | {"default_source": ""}
    for name in ("source", "paragraph", "quote", "attribution"):
        form[f"attendances-0-claim_{name}"] = ""
    editor.post(change_url(row.meeting), form)
    assert (Attendance.objects.count(), Claim.objects.count()) == (1, 0)


def test_further_claims_are_left_alone(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    second = factories.ClaimFactory(attendance=row, paragraph=4, value="absent")
    form = form_at(editor, change_url(row.meeting))
    editor.post(change_url(row.meeting), form | {"attendances-0-claim_paragraph": "9"})
    assert sorted(Claim.objects.values_list("paragraph", flat=True)) == [4, 9]
    assert Claim.objects.get(pk=second.pk).value == "absent"


def test_row_page_has_all_claims(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    source = factories.SourceFactory()
    form = form_at(editor, change_url(row))
    add_row(form, "claims", source=str(source.pk), value="absent")
    answer = editor.post(change_url(row), form)
    assert answer["Location"] == change_url(row.meeting)
    assert sorted(row.claims.values_list("value", flat=True)) == ["", "absent"]


def test_claim_of_the_record_takes_the_report_too(editor: Client) -> None:
    meeting, source = factories.MeetingFactory(), factories.SourceFactory()
    form = form_at(editor, change_url(meeting)) | {"default_source": str(source.pk)}
    add_row(form, "claims", field="start", value="about 7 pm", paragraph="5")
    editor.post(change_url(meeting), form)
    claim = Claim.objects.get()
    assert (claim.meeting, claim.source, claim.field) == (meeting, source, "start")


@pytest.mark.parametrize(
    ("factory", "prefix", "owner"),
    [
        (factories.AllianceMembershipFactory, "memberships", "alliance"),
        (factories.PartyMembershipFactory, "party_memberships", "leader"),
        (factories.OfficeFactory, "offices", "leader"),
        (factories.ElectionOutcomeFactory, "outcomes", "election"),
        (factories.SeatPositionFactory, "positions", "talk"),
    ],
)
def test_every_kind_of_row_takes_its_claim(
    editor: Client, factory: Any, prefix: str, owner: str
) -> None:
    row, source = factory(), factories.SourceFactory()
    url = change_url(getattr(row, owner))
    form = form_at(editor, url) | {"default_source": str(source.pk)}
    editor.post(url, form | {f"{prefix}-0-claim_paragraph": "8"})
    assert (row.claims.get().source, row.claims.get().paragraph) == (source, 8)


def test_report_named_for_all_is_the_one_behind_every_claim(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    form = form_at(editor, change_url(row.meeting))
    assert form["default_source"] == str(Claim.objects.get().source_id)


def test_two_reports_leave_the_one_for_all_open(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    factories.ClaimFactory(meeting=row.meeting)
    assert form_at(editor, change_url(row.meeting))["default_source"] == ""


def test_recording_from_a_report_names_it(editor: Client) -> None:
    source = factories.SourceFactory()
    page = editor.get(change_url(source)).content.decode()
    add = reverse("admin:coalition_meeting_add") + f"?default_source={source.pk}"
    assert f'href="{add}"' in page
    assert form_at(editor, add)["default_source"] == str(source.pk)
