"""Rows that would be there twice become one, and what they said is kept."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge
from coalition.models import Attendance, AttendanceStatus, Decision, Meeting, Party, Role
from tests import factories as made
from tests.merging.twins import twins

pytestmark = pytest.mark.django_db


def test_two_rows_at_one_meeting_become_one(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary)
    made.AttendanceFactory(meeting=dinner, leader=other)

    merge(primary, other, by=alice)

    assert list(dinner.attendances.all()) == [kept]


def test_row_that_stays_takes_over_what_it_lacks(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    party = made.PartyFactory()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary, party=None)
    made.AttendanceFactory(meeting=dinner, leader=other, party=party, described_as="MP")

    merge(primary, other, by=alice)

    kept.refresh_from_db()
    assert (kept.party, kept.described_as) == (party, "MP")


def test_row_that_is_contradicted_stays_as_it_is(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary, party=None, role=Role.HOST)
    made.AttendanceFactory(meeting=dinner, leader=other, described_as="MP")

    merge(primary, other, by=alice)

    kept.refresh_from_db()
    assert (kept.role, kept.described_as, kept.party) == (Role.HOST, "", None)


def test_claim_on_the_row_that_gives_way_asserts_what_it_said(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary)
    gone = made.AttendanceFactory(meeting=dinner, leader=other, absent=True)
    claim = made.ClaimFactory(attendance=gone)

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert (claim.attendance, claim.value) == (kept, AttendanceStatus.ABSENT)


def test_claim_on_a_row_that_agrees_asserts_nothing(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=primary)
    claim = made.ClaimFactory(attendance=made.AttendanceFactory(meeting=dinner, leader=other))

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert claim.value == ""


def test_membership_that_both_have_becomes_one(alice: Any) -> None:
    primary, other = twins()
    party = made.PartyFactory()
    kept = made.PartyMembershipFactory(leader=primary, party=party, since="2010")
    gone = made.PartyMembershipFactory(leader=other, party=party, since="2010", until="2020")
    claim = made.ClaimFactory(party_membership=gone)

    merge(primary, other, by=alice)

    kept.refresh_from_db()
    claim.refresh_from_db()
    assert kept.until.edtf == "2020"
    assert claim.party_membership == kept


def test_decision_that_both_have_stays_with_the_primary(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory()
    kept = Decision.objects.create(meeting=primary, field="date", reason="The later report.")
    Decision.objects.create(meeting=other, field="date", reason="The earlier report.")

    merge(primary, other, by=alice)

    assert list(Decision.objects.all()) == [kept]


def test_party_rows_of_two_meetings_become_one(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory()
    party = made.PartyFactory()
    for meeting in (primary, other):
        made.AttendanceFactory(meeting=meeting, party=party, leader=None)
        made.AttendanceFactory(meeting=meeting, party=party)

    merge(primary, other, by=alice)

    assert Attendance.objects.filter(meeting=primary, leader=None).count() == 1
    assert Attendance.objects.filter(meeting=primary).count() == 3


def test_party_on_both_sides_of_a_membership_of_leaders_is_kept_apart(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    leader = made.LeaderFactory()
    made.PartyMembershipFactory(leader=leader, party=primary, since="2010")
    made.PartyMembershipFactory(leader=leader, party=other, since="2015")

    merge(primary, other, by=alice)

    assert leader.party_memberships.filter(party=primary).count() == 2
    assert list(Party.objects.all()) == [primary]
