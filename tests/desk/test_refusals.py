"""What the database says no to comes back in the form, filled in: never an error page."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Attendance, Party, PartyMembership, SeatPosition
from tests import factories
from tests.desk.forms_by_hand import add_row, change_url, fields_of, form_at

pytestmark = pytest.mark.django_db


def test_leader_named_twice_is_pointed_at(editor: Client) -> None:
    """Both rows are new, so neither is in the database for the other to be compared with."""
    meeting, leader = factories.MeetingFactory(), factories.LeaderFactory(name="Kharge")
    form = form_at(editor, change_url(meeting))
    for described_as in ("president", "host"):
        add_row(
            form,
            "attendances",
            leader=str(leader.pk),
            status="attended",
            role="participant",
            described_as=described_as,
        )
    answer = editor.post(change_url(meeting), form)
    page = answer.content.decode()
    assert "Kharge has a row already: number 1." in page
    assert fields_of(page)["attendances-1-described_as"] == "host"
    assert not Attendance.objects.exists()


def test_party_as_such_named_twice_is_pointed_at(editor: Client) -> None:
    meeting, party = factories.MeetingFactory(), factories.PartyFactory(name="TMC")
    form = form_at(editor, change_url(meeting))
    for _ in range(2):
        add_row(form, "attendances", party=str(party.pk), status="absent", role="participant")
    page = editor.post(change_url(meeting), form).content.decode()
    assert f"{party} has a row already: number 1." in page
    assert not Attendance.objects.exists()


def test_row_that_is_stored_already_is_pointed_at(editor: Client) -> None:
    row = factories.AttendanceFactory()
    form = form_at(editor, change_url(row.meeting))
    values = {"leader": str(row.leader_id), "status": "absent", "role": "participant"}
    add_row(form, "attendances", **values)
    answer = editor.post(change_url(row.meeting), form)
    assert answer.status_code == 200
    assert Attendance.objects.count() == 1


def test_same_membership_twice_comes_back_with_the_reason(editor: Client) -> None:
    """Undated rows: Django's own check takes an empty date for unknown and lets both through."""
    leader, party = factories.LeaderFactory(), factories.PartyFactory()
    form = form_at(editor, change_url(leader)) | {"summary": "kept"}
    for _ in range(2):
        add_row(form, "party_memberships", party=str(party.pk))
    answer = editor.post(change_url(leader), form)
    assert answer.status_code == 200
    assert "have the same leader, party, since" in answer.content.decode()
    assert fields_of(answer.content.decode())["summary"] == "kept"
    assert not PartyMembership.objects.exists()


def test_agreed_seats_over_the_total_come_back_with_the_reason(editor: Client) -> None:
    talk, party = factories.SeatSharingTalkFactory(total_seats=10), factories.PartyFactory()
    form = form_at(editor, change_url(talk))
    add_row(form, "positions", party=str(party.pk), position="agrees", seats="11")
    answer = editor.post(change_url(talk), form)
    assert answer.status_code == 200
    assert "The agreed seats come to more than the seats in all." in answer.content.decode()
    assert not SeatPosition.objects.exists()


def test_constraint_of_one_row_is_explained_at_the_row(editor: Client) -> None:
    row = factories.AttendanceFactory()
    form = form_at(editor, change_url(row.meeting)) | {"attendances-0-reason_given": "not_given"}
    page = editor.post(change_url(row.meeting), form).content.decode()
    assert "Only an absence has a reason." in page


def test_date_that_is_not_understood_is_explained(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    form = form_at(editor, change_url(meeting)) | {"date": "around Diwali"}
    page = editor.post(change_url(meeting), form).content.decode()
    assert fields_of(page)["date"] == "around Diwali"
    assert "“around Diwali” was not understood." in page


def test_taken_address_is_a_word_not_an_error(editor: Client) -> None:
    factories.PartyFactory(slug="congress")
    party = factories.PartyFactory()
    answer = editor.post(
        change_url(party), form_at(editor, change_url(party)) | {"slug": "congress"}
    )
    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()


def test_control_character_is_a_word_not_an_error(editor: Client) -> None:
    party = factories.PartyFactory()
    form = form_at(editor, change_url(party)) | {"name": "Con\u202egress"}
    answer = editor.post(change_url(party), form)
    assert answer.status_code == 200
    assert "U+202E" in answer.content.decode()
    assert not Party.objects.filter(name__contains="gress").exists()
