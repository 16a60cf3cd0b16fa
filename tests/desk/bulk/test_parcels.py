"""A table between the look and the yes: changed meanwhile, used twice, or exchanged."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.test import Client

from coalition.models import Attendance, Leader, Party
from tests import factories
from tests.desk.bulk.import_tables import attendance_rows
from tests.desk.bulk.tables_by_hand import confirm, csv_of, import_url, upload

pytestmark = pytest.mark.django_db


def test_record_changed_meanwhile_stops_the_import(editor: Client) -> None:
    party = factories.PartyFactory(slug="sp", name="Samajwadi")
    page = upload(editor, Party, csv_of(["slug", "colour"], ["sp", "#aa0000"]))
    party.summary = "Changed by a colleague."
    party.save()
    answer = confirm(editor, Party, page)
    assert answer.status_code == 409
    assert "Look at it as it would be now" in answer.content.decode()
    party.refresh_from_db()
    assert (party.colour, party.version) == ("", 2)


def test_yes_to_the_new_look_imports(editor: Client) -> None:
    party = factories.PartyFactory(slug="sp", name="Samajwadi")
    page = upload(editor, Party, csv_of(["slug", "colour"], ["sp", "#aa0000"]))
    party.save()
    assert confirm(editor, Party, confirm(editor, Party, page)).status_code == 302
    party.refresh_from_db()
    assert party.colour == "#aa0000"


def test_second_yes_imports_nothing_twice(editor: Client) -> None:
    page = upload(editor, Party, csv_of(["name"], ["Samajwadi Party"]))
    confirm(editor, Party, page)
    assert confirm(editor, Party, page).status_code == 409
    assert Party.objects.count() == 1


def test_name_that_means_another_one_meanwhile_stops_the_import(editor: Client) -> None:
    rows = attendance_rows(["dinner", "Vaiko", "", "attended", "", "", "", ""])
    page = upload(editor, Attendance, csv_of(*rows))
    factories.LeaderFactory(name="Vaiko", slug="gopalsamy")
    answer = confirm(editor, Attendance, page)
    assert answer.status_code == 409
    assert answer.context["preview"].is_refused
    assert not Attendance.objects.exists()


def test_table_exchanged_by_hand_is_refused(editor: Client) -> None:
    forged = signing.dumps(["", "t.csv", ["name"], [[2, "A"]]], salt="another", compress=True)
    answer = editor.post(import_url(Party), {"parcel": forged})
    assert answer.status_code == 409
    assert not Party.objects.exists()


def test_table_of_another_editor_is_refused(editor: Client, reporter: Client) -> None:
    page = upload(editor, Party, csv_of(["name"], ["Samajwadi Party"]))
    assert confirm(reporter, Party, page).status_code == 409
    assert not Party.objects.exists()


def test_table_of_another_list_is_refused(editor: Client) -> None:
    page = upload(editor, Party, csv_of(["name"], ["Samajwadi Party"]))
    assert confirm(editor, Leader, page).status_code == 409
    assert not Leader.objects.exists()


def test_table_runs_out(editor: Client, time_machine: Any) -> None:
    time_machine.move_to("2023-12-06T12:00:00Z")
    page = upload(editor, Party, csv_of(["name"], ["Samajwadi Party"]))
    parcel = page.context["parcel"]
    time_machine.move_to("2023-12-06T14:00:00Z")
    editor.force_login(factories.alice())
    answer = editor.post(import_url(Party), {"parcel": parcel})
    assert answer.status_code == 409
    assert "Upload it again" in " ".join(str(m) for m in get_messages(answer.wsgi_request))
