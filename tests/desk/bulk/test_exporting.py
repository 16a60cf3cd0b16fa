"""What an export holds, and that an import reads it back as it was."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import (
    AllianceMembership,
    Attendance,
    Leader,
    Party,
    PartyMembership,
)
from tests import factories
from tests.desk.bulk.tables_by_hand import exported, upload

pytestmark = pytest.mark.django_db

TABLED = [Party, Leader, PartyMembership, AllianceMembership, Attendance]


@pytest.fixture
def everything() -> None:
    party = factories.PartyFactory(
        detailed=True, name='=HYPERLINK("x")', abbreviation="'-P", summary="- one\n- two, “three”"
    )
    factories.PartyNameFactory(party=party, name="@party", kind="former")
    factories.PartyNameFactory(party=party, name="दल", kind="native_script", language="hi")
    leader = factories.LeaderFactory(detailed=True, name="+Vaiko", sort_name="''=V")
    factories.LeaderNameFactory(leader=leader, name="வைகோ", kind="native_script", language="ta")
    factories.PartyMembershipFactory(leader=leader, party=party, ended=True, sourced=True)
    factories.PartyMembershipFactory(leader=leader, party=party, since=None)
    factories.AllianceMembershipFactory(party=party, since="[2023-12-15..2023-12-21]", sourced=True)
    factories.MeetingFactory(with_attendance=True)
    factories.AttendanceFactory(
        leader=leader, declined=True, on_behalf_of=factories.LeaderFactory(), sourced=True
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("model", TABLED)
def test_export_is_read_back_as_it_was(
    editor: Client, everything: None, model: Any, kind: str
) -> None:
    content = exported(editor, model, kind)
    page = upload(editor, model, content, f"t.{kind}")
    preview = page.context["preview"]
    assert preview.counts == {
        "new": 0,
        "changed": 0,
        "refused": 0,
        "unchanged": model.objects.count(),
    }, preview.rows


def test_export_calculates_nothing_in_a_spreadsheet(editor: Client, everything: None) -> None:
    rows = list(csv.reader(io.StringIO(exported(editor, Party).decode("utf-8-sig"))))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_sheet_holds_text_alone(editor: Client, everything: None) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(editor, Party, "xlsx")))
    assert "f" not in {cell.data_type for row in book.active.iter_rows() for cell in row}


def test_export_has_the_rows_of_the_filtered_list(editor: Client) -> None:
    factories.PartyFactory(name="Samajwadi Party", approved=True)
    factories.PartyFactory(name="Congress")
    text = exported(editor, Party, stage__exact="approved").decode()
    assert "Samajwadi Party" in text
    assert "Congress" not in text


def test_export_has_the_rows_that_were_ticked(editor: Client) -> None:
    party = factories.PartyFactory(name="Samajwadi Party")
    factories.PartyFactory(name="Congress")
    url = reverse("admin:coalition_party_changelist")
    form = {"action": "export_csv", "_selected_action": [party.pk], "index": "0"}
    answer = editor.post(url, form)
    text = b"".join(answer.streaming_content).decode()
    assert "Samajwadi Party" in text
    assert "Congress" not in text


def test_export_has_no_column_that_the_desk_keeps(editor: Client, everything: None) -> None:
    for model in TABLED:
        headers = exported(editor, model).decode("utf-8-sig").splitlines()[0].split(",")
        assert not {"id", "uid", "version", "stage"} & set(headers)


def test_export_asks_few_questions_however_long(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    for _number in range(5):
        factories.AttendanceFactory(sourced=True)
    with django_assert_max_num_queries(10):
        exported(editor, Attendance)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_staff_without_permission_may_not_export(kind: str) -> None:
    client = Client()
    client.force_login(factories.dave())
    assert client.get(reverse(f"admin:coalition_party_export_{kind}")).status_code == 403


def test_export_of_a_filter_that_is_none_leads_back(editor: Client) -> None:
    url = reverse("admin:coalition_party_export_csv")
    assert editor.get(url, {"nonsense": "1"}).status_code == 302
