"""Links: whom a document speaks of, and how."""

from __future__ import annotations

import pytest

from tests.factories import (
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)
from tests.publishing.public import links

pytestmark = pytest.mark.django_db


def test_meeting_links_to_who_came_and_who_did_not() -> None:
    meeting = MeetingFactory(in_alliance=True)
    host = AttendanceFactory(meeting=meeting, host=True)
    guest = AttendanceFactory(meeting=meeting)
    absent_leader = AttendanceFactory(meeting=meeting, party=guest.party, absent=True)
    absent_party = AttendanceFactory(meeting=meeting, party_level=True, absent=True)
    lonely = AttendanceFactory(meeting=meeting, declined=True)
    published(meeting)
    expected = {("alliance", meeting.alliance)}
    for row in (host, guest, absent_leader, absent_party, lonely):
        expected |= {("named", target) for target in (row.leader, row.party) if target}
    expected |= {("attended", t) for t in (host.leader, host.party, guest.leader, guest.party)}
    expected |= {("host", host.leader), ("host", host.party)}
    expected |= {("absent", absent_leader.leader), ("absent", absent_party.party)}
    expected |= {("declined", lonely.leader)}
    assert links(meeting) == {(relation, str(target.uid)) for relation, target in expected}


@pytest.mark.parametrize("status", ["absent", "declined", "expected", "invited"])
def test_status_of_a_leader_is_never_that_of_the_party(status: str) -> None:
    row = AttendanceFactory(meeting=MeetingFactory(tentative=True, date="2040"), status=status)
    published(row.meeting)
    assert (status, str(row.leader.uid)) in links(row.meeting)
    assert (status, str(row.party.uid)) not in links(row.meeting)


@pytest.mark.parametrize("status", ["absent", "declined", "expected", "invited"])
def test_status_of_a_party_row_is_that_of_the_party(status: str) -> None:
    meeting = MeetingFactory(tentative=True, date="2040")
    row = AttendanceFactory(meeting=meeting, status=status, party_level=True)
    published(meeting)
    assert (status, str(row.party.uid)) in links(meeting)


def test_meeting_links_to_the_one_before_and_who_was_represented() -> None:
    first, planned = MeetingFactory(), MeetingFactory(postponed=True)
    published(first), published(planned)
    meeting = MeetingFactory(follows=first, rescheduled_from=planned)
    row = AttendanceFactory(meeting=meeting, on_behalf_of=LeaderFactory())
    published(meeting)
    assert links(meeting) >= {
        ("follows", str(first.uid)),
        ("rescheduled_from", str(planned.uid)),
        ("on_behalf_of", str(row.on_behalf_of.uid)),
    }


def test_other_kinds_link_to_what_they_name() -> None:
    party, parent = PartyFactory(), PartyFactory()
    party.split_from = parent
    party.save()
    membership = PartyMembershipFactory(party=party)
    OfficeFactory(leader=membership.leader, party=party)
    alliance = AllianceMembershipFactory(party=party).alliance
    election = ElectionOutcomeFactory(party=party).election
    talk = SeatSharingTalkFactory(parties=[party], alliance=alliance, election=election)
    SeatPositionFactory(talk=talk, party=party, offer=True, to_party=parent)
    statement = StatementFactory(
        speaker_party=party, speaker_leader=membership.leader, talk=talk, party=parent
    )
    for record in (party, membership.leader, alliance, election, talk, statement):
        published(record)
    us, them = str(party.uid), str(parent.uid)
    assert links(party) == {("split_from", them)}
    assert links(membership.leader) == {("member", us), ("office", us)}
    assert links(alliance) == {("member", us)}
    assert links(election) == {("outcome", us)}
    assert links(talk) == {
        ("alliance", str(alliance.uid)),
        ("election", str(election.uid)),
        ("party", us),
        ("position", us),
        ("position", them),
        ("carries", str(statement.uid)),
    }
    assert links(statement) == {
        ("speaker", us),
        ("speaker", str(membership.leader.uid)),
        ("about", str(talk.uid)),
        ("about", them),
    }
