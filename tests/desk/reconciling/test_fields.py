"""What a form holds and what a browser sends of it are the same, whatever the field."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory

from coalition.desk.reconciling.fields import is_changed, sent_of
from coalition.models import Attendance, Record
from tests import factories
from tests.desk.forms_by_hand import change_url, fields_of, form_at

pytestmark = pytest.mark.django_db


def _records() -> list[Any]:
    """One of each kind, with a value in every sort of field."""
    meeting = factories.MeetingFactory(timed=True, placed=True, counted=True, sourced=True)
    factories.AttendanceFactory(meeting=meeting, declined=True, sourced=True)
    alliance = factories.AllianceFactory(sized=True, formed="2023-07?")
    factories.AllianceMembershipFactory(alliance=alliance, ended=True, sourced=True)
    leader = factories.LeaderFactory(detailed=True, with_party=True, with_office=True)
    factories.LeaderNameFactory(leader=leader, language="ta", kind="native_script")
    talk = factories.SeatSharingTalkFactory(
        agreed=True, parties=[factories.PartyFactory()], meetings=[meeting], for_election=True
    )
    factories.SeatPositionFactory(talk=talk, offer=True, sourced=True, date="2024-02")
    moment = datetime(2023, 12, 6, 18, 2, tzinfo=UTC)
    return [
        meeting,
        alliance,
        leader,
        talk,
        factories.PartyFactory(detailed=True),
        factories.ElectionOutcomeFactory(sourced=True).election,
        factories.StatementFactory(by_leader=True, meeting=meeting),
        factories.SourceFactory(updated_at=moment),
    ]


def test_unchanged_form_is_no_change_in_any_field() -> None:
    request = RequestFactory().get("/")
    request.user = factories.UserFactory(staff=True, is_superuser=True)
    for record in _records():
        desk: Any = admin.site.get_model_admin(type(record))
        form = desk.get_form(request, record, change=True)(instance=record)
        assert not is_changed(sent_of(form), form), record
        for formset, inline in desk.get_formsets_with_inlines(request, record):
            rows = formset(instance=record, queryset=inline.get_queryset(request)).initial_forms
            assert not any(is_changed(sent_of(row), row) for row in rows), (record, formset)


def test_every_kind_of_record_is_tried() -> None:
    kinds = {model for model in admin.site._registry if issubclass(model, Record)}
    assert kinds == {type(record) for record in _records()}


def test_two_fields_of_one_claim_are_merged(editor: Client, reporter: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    url = change_url(row.meeting)
    late = form_at(editor, url) | {"attendances-0-claim_quote": "over dinner"}
    early = form_at(reporter, url) | {"attendances-0-claim_paragraph": "4"}
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    claim = Attendance.objects.get().claims.get()
    assert (claim.quote, claim.paragraph) == ("over dinner", 4)


def test_two_fields_that_only_hold_together_are_checked_together(
    editor: Client, reporter: Client
) -> None:
    """One side made it an absence with a reason, the other let the reason stand with another."""
    row = factories.AttendanceFactory(declined=True, sourced=True)
    url = change_url(row.meeting)
    late = form_at(editor, url) | {"attendances-0-reason": "Unwell."}
    early = form_at(reporter, url)
    early |= {
        "attendances-0-status": "attended",
        "attendances-0-reason": "",
        "attendances-0-reason_given": "",
    }
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    form = fields_of(page)
    assert form["asked"] == f"attendances-{row.pk}-reason"
    answer = editor.post(url, form | {f"choose-{form['asked']}": "mine"})
    assert answer.status_code == 200
    assert "Only an absence has a reason" in answer.content.decode()
