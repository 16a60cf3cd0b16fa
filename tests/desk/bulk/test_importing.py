"""What an import writes: what is new, what is changed, and nothing besides."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
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
from tests.desk.bulk.import_tables import PARTIES, attendance_rows
from tests.desk.bulk.tables_by_hand import bring_in, confirm, csv_of, upload, xlsx_of

pytestmark = pytest.mark.django_db


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


def test_xlsx_is_imported(editor: Client) -> None:
    page = upload(editor, Party, xlsx_of(["name", "founded"], ["Samajwadi Party", 1992]), "t.xlsx")
    confirm(editor, Party, page)
    assert Party.objects.get().founded.edtf == "1992"
