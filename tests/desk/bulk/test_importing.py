"""What an import writes, what it refuses, and what it never does."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.core import signing
from django.test import Client
from reversion.models import Version

from coalition.models import (
    AllianceMembership,
    Attendance,
    Claim,
    Leader,
    LeaderName,
    Meeting,
    Party,
    PartyMembership,
    Stage,
)
from tests import factories
from tests.desk.bulk.tables_by_hand import (
    bring_in,
    confirm,
    csv_of,
    import_url,
    problems_of,
    upload,
    xlsx_of,
)

pytestmark = pytest.mark.django_db

PARTIES = ["slug", "name", "abbreviation", "founded"]


# --- What is written ------------------------------------------------------------------------------


def test_dry_run_writes_nothing(editor: Client) -> None:
    page = upload(editor, Party, csv_of(PARTIES, ["sp", "Samajwadi Party", "SP", "4 October 1992"]))
    assert page.context["preview"].counts["new"] == 1
    assert not Party.objects.exists()
    assert not LogEntry.objects.exists()


def test_new_party_is_imported(editor: Client) -> None:
    answer = bring_in(editor, Party, PARTIES, ["sp", "Samajwadi Party", "SP", "4 October 1992"])
    assert answer.status_code == 302
    party = Party.objects.get()
    assert (party.slug, party.name, party.abbreviation) == ("sp", "Samajwadi Party", "SP")
    assert party.founded.edtf == "1992-10-04"
    assert (party.version, party.stage) == (1, Stage.DRAFTING)


def test_new_party_without_a_slug_gets_one(editor: Client) -> None:
    bring_in(editor, Party, ["name"], ["Samajwadi Party"])
    assert Party.objects.get().slug == "samajwadi-party"


def test_known_party_is_changed_by_its_slug(editor: Client) -> None:
    party = factories.PartyFactory(slug="sp", name="Samajwadi", abbreviation="SP")
    bring_in(editor, Party, ["slug", "name"], ["sp", "Samajwadi Party"])
    party.refresh_from_db()
    assert (party.name, party.abbreviation, party.version) == ("Samajwadi Party", "SP", 2)


def test_party_found_by_another_name_is_not_renamed(editor: Client) -> None:
    party = factories.PartyNameFactory(party__name="Samajwadi Party", name="Socialists").party
    bring_in(editor, Party, ["name", "colour"], ["socialists", "#aa0000"])
    party.refresh_from_db()
    assert (party.name, party.colour) == ("Samajwadi Party", "#aa0000")


def test_preview_shows_the_difference(editor: Client) -> None:
    factories.PartyFactory(slug="sp", name="Samajwadi", abbreviation="SP")
    page = upload(editor, Party, csv_of(["slug", "name"], ["sp", "Samajwadi Party"]))
    assert page.context["preview"].rows[0].changes == [("name", "Samajwadi", "Samajwadi Party")]
    assert "<del>Samajwadi</del>" in page.content.decode()


def test_row_that_says_what_is_recorded_writes_nothing(editor: Client) -> None:
    party = factories.PartyFactory(slug="sp", name="Samajwadi", abbreviation="SP")
    page = upload(editor, Party, csv_of(["slug", "name"], ["sp", "Samajwadi"]))
    assert page.context["preview"].counts["unchanged"] == 1
    assert not page.context["parcel"]
    party.refresh_from_db()
    assert party.version == 1


def test_import_is_in_the_history_of_each_record(editor: Client) -> None:
    factories.PartyFactory(slug="sp", name="Samajwadi")
    bring_in(editor, Party, ["slug", "name"], ["sp", "Samajwadi Party"], ["inc", "Congress"])
    words = {entry.object_repr: entry for entry in LogEntry.objects.all()}
    assert words["Congress"].is_addition()
    assert "table.csv" in str(words["Congress"].change_message)
    for party in Party.objects.all():
        assert Version.objects.get_for_object(party).exists()


def test_reporters_import_takes_approval_away(reporter: Client) -> None:
    party = factories.PartyFactory(slug="sp", approved=True)
    bring_in(reporter, Party, ["slug", "name"], ["sp", "Samajwadi Party"])
    party.refresh_from_db()
    assert party.stage == Stage.DRAFTING


def test_other_names_are_added_and_kept(editor: Client) -> None:
    leader = factories.LeaderNameFactory(leader__slug="vaiko", name="V. Gopalsamy").leader
    cells = ["vaiko", leader.name, "V. Gopalsamy | வைகோ [native_script ta] | Vaigo"]
    bring_in(editor, Leader, ["slug", "name", "other_names"], cells)
    found = LeaderName.objects.order_by("name").values_list("name", "kind", "language")
    assert list(found) == [
        ("V. Gopalsamy", "alias", ""),
        ("Vaigo", "alias", ""),
        ("வைகோ", "native_script", "ta"),
    ]


def test_membership_is_found_by_leader_party_and_beginning(editor: Client) -> None:
    row = factories.PartyMembershipFactory(
        leader__name="Vaiko", party__abbreviation="MDMK", since="1994-05-06"
    )
    headers = ["leader", "party", "since", "until", "ending"]
    bring_in(
        editor,
        PartyMembership,
        headers,
        ["vaiko", "mdmk", "6 May 1994", "2020", "Left"],
        ["Vaiko", "MDMK", "2021", "", ""],
    )
    row.refresh_from_db()
    assert (row.until.edtf, row.ending) == ("2020", "left")
    assert PartyMembership.objects.count() == 2


def test_alliance_membership_is_imported_with_its_claim(editor: Client) -> None:
    alliance, party = factories.AllianceFactory(slug="india"), factories.PartyFactory(slug="sp")
    source = factories.SourceFactory(slug="report")
    headers = ["alliance", "party", "since", "source", "paragraph"]
    bring_in(editor, AllianceMembership, headers, ["india", "sp", "2023-07-18", "report", "4"])
    row = AllianceMembership.objects.get(alliance=alliance, party=party)
    claim = Claim.objects.get()
    assert (claim.source, claim.paragraph, claim.alliance_membership) == (source, 4, row)


ATTENDANCE = [
    "meeting", "leader", "party", "status", "reason_given", "source", "paragraph", "attribution"
]  # fmt: skip


def attendance_rows(*rows: list[str]) -> tuple[list[str], ...]:
    factories.MeetingFactory(slug="dinner", title="Dinner")
    factories.LeaderFactory(name="Vaiko")
    factories.PartyFactory(abbreviation="TMC")
    factories.SourceFactory(slug="report")
    return (ATTENDANCE, *rows)


def test_attendance_is_imported_with_its_claims(editor: Client) -> None:
    rows = attendance_rows(
        ["dinner", "Vaiko", "", "attended", "", "report", "3", ""],
        ["dinner", "", "TMC", "absent", "not_given", "report", "7", "party sources"],
    )
    bring_in(editor, Attendance, *rows)
    came, stayed = Attendance.objects.order_by("pk")
    assert (came.leader.name, came.status, came.role) == ("Vaiko", "attended", "participant")
    assert (stayed.leader, stayed.status, stayed.reason_given) == (None, "absent", "not_given")
    assert stayed.claims.get().attribution == "party sources"


def test_rows_of_one_meeting_are_one_edit_of_it(editor: Client) -> None:
    rows = attendance_rows(
        ["dinner", "Vaiko", "", "attended", "", "", "", ""],
        ["dinner", "", "TMC", "absent", "", "", "", ""],
    )
    bring_in(editor, Attendance, *rows)
    meeting = Meeting.objects.get()
    assert meeting.version == 2
    assert LogEntry.objects.filter(object_id=str(meeting.pk)).count() == 1


def test_repeated_import_of_attendance_changes_nothing(editor: Client) -> None:
    rows = attendance_rows(["dinner", "Vaiko", "", "attended", "", "report", "3", ""])
    bring_in(editor, Attendance, *rows)
    page = upload(editor, Attendance, csv_of(*rows))
    assert page.context["preview"].counts["unchanged"] == 1


# --- What is refused ------------------------------------------------------------------------------


def test_one_bad_row_keeps_all_out(editor: Client) -> None:
    page = upload(
        editor, Party, csv_of(PARTIES, ["a", "A", "", ""], ["b", "B", "", "yesterdayish"])
    )
    assert page.context["preview"].is_refused
    assert not page.context["parcel"]
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("headers", "cells", "column", "words"),
    [
        (["name", "founded"], ["A", "yesterdayish"], "founded", "not understood"),
        (["name", "wikidata_id"], ["A", "10225"], "wikidata_id", "Q and a number"),
        (["name", "colour"], ["A", "red"], "colour", "#rrggbb"),
        (["name"], ["A" * 201], "name", "at most 200"),
        (["name"], ["A\u202eB"], "name", "invisible control character"),
        (["slug", "name"], ["no slug", "A"], "slug", "letters"),
        (["name", "split_from"], ["A", "Nobody"], "split_from", "No party is called “Nobody”"),
        (["name", "other_names"], ["A", "B [nickname]"], "other_names", "no kind of name"),
    ],
)
def test_bad_cell_is_told_by_row_column_and_remedy(
    editor: Client, headers: list[str], cells: list[str], column: str, words: str
) -> None:
    [(row, named, text)] = problems_of(editor, Party, headers, cells)
    assert (row, named) == (2, column)
    assert words in text


def test_every_bad_cell_of_a_row_is_told(editor: Client) -> None:
    found = problems_of(editor, Party, ["name", "colour", "founded"], ["A", "red", "soonish"])
    assert {column for _row, column, _text in found} == {"colour", "founded"}


def test_ambiguous_name_is_an_error_with_the_slugs(editor: Client) -> None:
    factories.PartyFactory(slug="inc", name="Congress", abbreviation="")
    factories.PartyFactory(slug="ncp", name="Congress", abbreviation="")
    factories.LeaderFactory(name="Vaiko")
    headers = ["leader", "party", "since"]
    [(_row, column, text)] = problems_of(
        editor, PartyMembership, headers, ["Vaiko", "congress", ""]
    )
    assert column == "party"
    assert "inc" in text
    assert "ncp" in text


def test_unknown_name_is_told_what_it_may_have_meant(editor: Client) -> None:
    factories.LeaderFactory(name="N K Premchandran", slug="premchandran")
    factories.PartyFactory(slug="rsp")
    headers = ["leader", "party", "since"]
    [(_row, _column, text)] = problems_of(
        editor, PartyMembership, headers, ["Premachandran", "rsp", ""]
    )
    assert "Did you mean N K Premchandran (premchandran)?" in text


def test_rows_about_the_same_are_refused(editor: Client) -> None:
    [(row, _column, text)] = problems_of(editor, Party, ["slug", "name"], ["a", "A"], ["a", "B"])
    assert row == 3
    assert "Row 2" in text


def test_reason_without_an_absence_is_refused(editor: Client) -> None:
    rows = attendance_rows(["dinner", "Vaiko", "", "attended", "not_given", "", "", ""])
    [(row, _column, text)] = problems_of(editor, Attendance, *rows)
    assert row == 2
    assert "Only an absence has a reason" in text


def test_membership_that_ends_before_it_begins_is_refused(editor: Client) -> None:
    factories.LeaderFactory(slug="vaiko"), factories.PartyFactory(slug="mdmk")
    [(_row, column, _text)] = problems_of(
        editor,
        PartyMembership,
        ["leader", "party", "since", "until"],
        ["vaiko", "mdmk", "2020", "2019"],
    )
    assert column == "until"


@pytest.mark.parametrize("column", ["uid", "version", "stage", "id"])
def test_what_the_desk_keeps_is_no_column(editor: Client, column: str) -> None:
    page = upload(editor, Party, csv_of(["slug", "name", column], ["a", "A", "1"]))
    assert "kept by the desk" in str(page.context["form"].errors)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (["slug", "name", "motto"], "no column “motto”"),
        (["name", "name"], "is there twice"),
        (["colour"], "is missing"),
    ],
)
def test_wrong_columns_are_told(editor: Client, headers: list[str], words: str) -> None:
    page = upload(editor, Party, csv_of(headers, ["a"] * len(headers)))
    assert words in str(page.context["form"].errors)


# --- Between the look and the yes -----------------------------------------------------------------


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


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Party, Leader, PartyMembership, AllianceMembership, Attendance])
def test_staff_without_permission_may_not_import(model: Any) -> None:
    client = Client()
    client.force_login(factories.dave())
    assert client.get(import_url(model)).status_code == 403
    assert upload(client, model, csv_of(["name"], ["A"])).status_code == 403


@pytest.mark.parametrize("model", [Party, Leader, PartyMembership, AllianceMembership, Attendance])
def test_reporter_may_import(reporter: Client, model: Any) -> None:
    assert reporter.get(import_url(model)).status_code == 200


def test_import_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.alice())
    assert upload(client, Party, csv_of(["name"], ["A"])).status_code == 403


def test_xlsx_is_imported(editor: Client) -> None:
    page = upload(editor, Party, xlsx_of(["name", "founded"], ["Samajwadi Party", 1992]), "t.xlsx")
    confirm(editor, Party, page)
    assert Party.objects.get().founded.edtf == "1992"
