"""The forms of rows, talks, reports and alliances are reconciled as that of a meeting is."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tests.desk.forms_by_hand import add_row, change_url, fields_of, form_at
from tests.desk.reconciling.acts import answered

pytestmark = pytest.mark.django_db


def test_row_page_merges_field_by_field(editor: Client, reporter: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    url = change_url(row)
    late = form_at(editor, url) | {"named_as": "K."}
    reporter.post(url, form_at(reporter, url) | {"described_as": "an MP"})
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    row.refresh_from_db()
    assert (row.named_as, row.described_as) == ("K.", "an MP")


def test_row_page_keeps_a_claim_added_by_each(editor: Client, reporter: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    url, source = change_url(row), factories.SourceFactory()
    late, early = form_at(editor, url), form_at(reporter, url)
    add_row(early, "claims", source=str(source.pk), paragraph="2")
    add_row(late, "claims", source=str(source.pk), paragraph="3")
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    assert sorted(row.claims.values_list("paragraph", flat=True)) == [1, 2, 3]


def test_talks_merge_their_parties_and_positions(editor: Client, reporter: Client) -> None:
    party, other = factories.PartyFactory(), factories.PartyFactory()
    talk = factories.SeatSharingTalkFactory(parties=[party])
    url = change_url(talk)
    late, early = form_at(editor, url), form_at(reporter, url)
    early["parties"] = [str(party.pk), str(other.pk)]
    add_row(late, "positions", party=str(party.pk), position="claims", seats="5")
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    assert (talk.parties.count(), talk.positions.count()) == (2, 1)


def test_moment_of_a_report_is_merged_in_both_its_parts(editor: Client, reporter: Client) -> None:
    source = factories.SourceFactory()
    url = change_url(source)
    late = form_at(editor, url) | {"headline": "Mine"}
    early = form_at(reporter, url) | {"published_at_0": "2024-01-05", "published_at_1": "10:30:00"}
    reporter.post(url, early)
    page = editor.post(url, late).content.decode()
    assert editor.post(url, fields_of(page)).status_code == 302
    source.refresh_from_db()
    assert (source.headline, source.published_at.date().isoformat()) == ("Mine", "2024-01-05")


def test_deleted_membership_is_made_again_where_rows_look_as_the_admin_has_them(
    editor: Client, reporter: Client
) -> None:
    row = factories.AllianceMembershipFactory(sourced=True)
    url, key = change_url(row.alliance), row.pk
    late = form_at(editor, url) | {"memberships-0-ending": "left", "memberships-0-until": "2024"}
    reporter.post(url, form_at(reporter, url) | {"memberships-0-DELETE": "on"})
    page = editor.post(url, late).content.decode()
    assert "/None/" not in page
    assert editor.post(url, answered(page, "mine")).status_code == 302
    again = type(row).objects.get(pk=key)
    assert (again.ending, again.claims.count()) == ("left", 1)
