"""What a form says of its colleagues when it opens, and what its address answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from coalition.desk.presence.keeping import opened
from coalition.models import Presence
from tests import factories
from tests.desk.forms_by_hand import change_url, form_at

pytestmark = pytest.mark.django_db


def address(row: Any) -> str:
    return reverse(f"admin:coalition_{row._meta.model_name}_presence", args=[row.pk])


def test_form_says_who_has_it_open(editor: Client, reporter: Client) -> None:
    party = factories.PartyFactory()
    reporter.get(change_url(party))
    assert "bob has had this open since" in editor.get(change_url(party)).content.decode()


def test_form_is_silent_about_oneself(editor: Client) -> None:
    party = factories.PartyFactory()
    editor.get(change_url(party))
    assert "has had this open" not in editor.get(change_url(party)).content.decode()


def test_row_page_counts_as_its_record(editor: Client, reporter: Client) -> None:
    row = factories.AttendanceFactory()
    reporter.get(change_url(row))
    assert "bob has had this open" in editor.get(change_url(row.meeting)).content.decode()


def test_word_answers_who_else_is_there(editor: Client, reporter: Client) -> None:
    party = factories.PartyFactory()
    reporter.post(address(party), {"read_version": 1})
    answer = editor.post(address(party), {"read_version": 1}).json()
    assert [other["name"] for other in answer["others"]] == ["bob"]
    assert answer["version"] == 1
    assert answer["saved"] == ""


def test_word_answers_who_saved(editor: Client, reporter: Client) -> None:
    party = factories.PartyFactory()
    reporter.post(change_url(party), form_at(reporter, change_url(party)) | {"name": "Other"})
    answer = editor.post(address(party), {"read_version": 1}).json()
    assert answer["version"] == 2
    assert answer["saved"].startswith("bob saved version 2 at ")
    assert "Reload before you go on" in answer["saved"]


def test_own_save_in_another_window_is_told_as_such(editor: Client) -> None:
    party = factories.PartyFactory()
    editor.post(change_url(party), form_at(editor, change_url(party)) | {"name": "Other"})
    answer = editor.post(address(party), {"read_version": 1}).json()
    assert answer["saved"].startswith("You saved version 2")


def test_word_of_leaving_closes_the_form(reporter: Client) -> None:
    party = factories.PartyFactory()
    moment = opened(party, by=factories.bob())
    assert reporter.post(address(party), {"left": moment.isoformat()}).status_code == 204
    assert not Presence.objects.exists()


def test_word_changes_nothing_of_the_record(editor: Client) -> None:
    party = factories.PartyFactory()
    editor.post(address(party), {"read_version": 1})
    party.refresh_from_db()
    assert party.version == 1
    assert not LogEntry.objects.exists()


def test_presence_cannot_be_read_by_get(editor: Client) -> None:
    assert editor.get(address(factories.PartyFactory())).status_code == 405


def test_staff_without_permission_learns_nothing() -> None:
    client, party = Client(), factories.PartyFactory()
    client.force_login(factories.dave())
    assert client.post(address(party), {"read_version": 1}).status_code == 403


def test_word_needs_the_token_of_its_form() -> None:
    client, party = Client(enforce_csrf_checks=True), factories.PartyFactory()
    client.force_login(factories.alice())
    assert client.post(address(party), {"read_version": 1}).status_code == 403


def test_word_about_a_deleted_record_says_so(editor: Client) -> None:
    party = factories.PartyFactory()
    url = address(party)
    party.delete()
    answer = editor.post(url, {"read_version": 1})
    assert answer.status_code == 404
    assert answer.json()["message"] == "Somebody has deleted this record."


@pytest.mark.parametrize("field", ["read_version", "left"])
@pytest.mark.parametrize("value", ["yesterday", "2023-12-06T12:00", "-1", "\x00"])
def test_nonsense_is_answered_with_400(editor: Client, field: str, value: str) -> None:
    assert editor.post(address(factories.PartyFactory()), {field: value}).status_code == 400


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_moment_that_no_database_knows_is_answered_with_400(editor: Client, moment: str) -> None:
    answer = editor.post(address(factories.PartyFactory()), {"left": moment})
    assert answer.status_code == 400
