"""Records of every kind that has a list, for filters to tell apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    PartyMembershipFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)


@pytest.fixture
def world() -> dict[str, Any]:
    party, other = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    leader = LeaderFactory(name="Asha")
    alliance = AllianceFactory(name="Front")
    PartyMembershipFactory(leader=leader, party=party)
    AllianceMembershipFactory(alliance=alliance, party=party)
    dinner = MeetingFactory(title="Dinner", alliance=alliance, placed=True)
    AttendanceFactory(meeting=dinner, party=party, leader=leader)
    AttendanceFactory(meeting=dinner, party=other, party_level=True, absent=True)
    rally = MeetingFactory(title="Rally", cancelled=True, region="IN-MP")
    election = ElectionFactory(name="Poll")
    talk = SeatSharingTalkFactory(
        title="Talk", alliance=alliance, election=election, parties=[party], stalled=True
    )
    other_talk = SeatSharingTalkFactory(title="Other talk", parties=[other])
    said = StatementFactory(title="Said", speaker_party=party, speaker_leader=leader)
    planned = StatementFactory(title="Planned", speaker_party=other, stance="plan")
    for record in (leader, dinner, rally, talk, other_talk, said, planned):
        published(record)
    return {"party": party}
