"""Who may do what: the roles that a migration makes, permission by permission.

The lists are written out on purpose. Whoever widens a role changes them here, in plain sight.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from tests.factories import alice, bob, carol, dave, paula

pytestmark = pytest.mark.django_db

PARTNERS = """
coalition.propose_record
"""

REPORTERS = """
coalition.propose_record
coalition.add_alliance coalition.change_alliance coalition.view_alliance
coalition.add_alliancemembership coalition.change_alliancemembership
coalition.delete_alliancemembership coalition.view_alliancemembership
coalition.add_alliancename coalition.change_alliancename coalition.delete_alliancename
coalition.view_alliancename
coalition.add_attendance coalition.change_attendance coalition.delete_attendance
coalition.view_attendance
coalition.add_claim coalition.change_claim coalition.delete_claim coalition.view_claim
coalition.add_election coalition.change_election coalition.view_election
coalition.add_electionoutcome coalition.change_electionoutcome coalition.delete_electionoutcome
coalition.view_electionoutcome
coalition.add_leader coalition.change_leader coalition.view_leader
coalition.add_leadername coalition.change_leadername coalition.delete_leadername
coalition.view_leadername
coalition.add_meeting coalition.change_meeting coalition.view_meeting
coalition.add_office coalition.change_office coalition.delete_office coalition.view_office
coalition.add_party coalition.change_party coalition.view_party
coalition.add_partymembership coalition.change_partymembership coalition.delete_partymembership
coalition.view_partymembership
coalition.add_partyname coalition.change_partyname coalition.delete_partyname
coalition.view_partyname
coalition.add_seatposition coalition.change_seatposition coalition.delete_seatposition
coalition.view_seatposition
coalition.add_seatsharingtalk coalition.change_seatsharingtalk coalition.view_seatsharingtalk
coalition.add_source coalition.change_source coalition.view_source
coalition.add_statement coalition.change_statement coalition.view_statement
coalition.view_edition
coalition.add_decision coalition.change_decision coalition.delete_decision coalition.view_decision
"""

EDITORS = (
    REPORTERS
    + """
coalition.delete_alliance coalition.delete_election coalition.delete_leader
coalition.delete_meeting coalition.delete_party coalition.delete_seatsharingtalk
coalition.delete_source coalition.delete_statement
coalition.approve_record coalition.publish_record coalition.withdraw_record
coalition.merge_record coalition.view_merge
"""
)

ADMINISTRATORS = (
    EDITORS
    + """
auth.add_user auth.change_user auth.delete_user auth.view_user auth.view_group
coalition.add_apikey coalition.change_apikey coalition.view_apikey
coalition.add_webhooksubscription coalition.change_webhooksubscription
coalition.delete_webhooksubscription coalition.view_webhooksubscription
coalition.change_webhookdelivery coalition.view_webhookdelivery
"""
)

EXPECTED = {
    "Partners": PARTNERS,
    "Reporters": REPORTERS,
    "Editors": EDITORS,
    "Administrators": ADMINISTRATORS,
}


def test_roles_are_these_four() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == EXPECTED.keys()


@pytest.mark.parametrize("role", EXPECTED)
def test_role_has_exactly_these_permissions(role: str) -> None:
    granted = Permission.objects.filter(group__name=role).select_related("content_type")
    assert {f"{p.content_type.app_label}.{p.codename}" for p in granted} == set(
        EXPECTED[role].split()
    )


def test_cast_holds_the_roles() -> None:
    permissions = [user().get_all_permissions() for user in (alice, bob, carol, dave, paula)]
    assert permissions == [
        set(EXPECTED["Editors"].split()),
        set(EXPECTED["Reporters"].split()),
        set(EXPECTED["Administrators"].split()),
        set(),
        {"coalition.propose_record"},
    ]


@pytest.mark.parametrize("role", EXPECTED)
def test_nobody_writes_editions_by_hand(role: str) -> None:
    assert not {
        f"coalition.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("edition", "editionlink")
    } & set(EXPECTED[role].split())


def test_partner_cannot_enter_the_admin() -> None:
    assert not paula().is_staff


def test_nobody_deletes_keys() -> None:
    assert not Permission.objects.filter(codename="delete_apikey").exists()
