"""Two leaders, parties and meetings that are the same, each with every row that can hang on it."""

from __future__ import annotations

from typing import Any

from coalition.models import Decision, Position, Record
from tests import factories as made


def leaders() -> tuple[Any, Any]:
    """Two leaders with rows of every kind, some of which collide."""
    primary = made.LeaderFactory(name="Vaiko", slug="vaiko")
    other = made.LeaderFactory(name="V. Gopalsamy", slug="gopalsamy", detailed=True)
    party, dinner = made.PartyFactory(), made.MeetingFactory(title="Dinner")
    for leader, until in ((primary, None), (other, "2020")):
        row = made.PartyMembershipFactory(leader=leader, party=party, since="2010", until=until)
        made.ClaimFactory(party_membership=row)
        made.OfficeFactory(leader=leader, sourced=True)
        made.ClaimFactory(leader=leader, field="name")
        made.StatementFactory(speaker_leader=leader)
        made.LeaderNameFactory(leader=leader, name="Vai Ko")
        made.AttendanceFactory(on_behalf_of=leader, sourced=True)
    made.AttendanceFactory(meeting=dinner, leader=primary, party=party, sourced=True)
    absent = made.AttendanceFactory(meeting=dinner, leader=other, party=None, absent=True)
    made.ClaimFactory(attendance=absent)
    Decision.objects.create(attendance=absent, reason="The host said so.")
    made.AttendanceFactory(leader=primary, on_behalf_of=other)
    made.AttendanceFactory(leader=other, sourced=True)
    made.LeaderNameFactory(leader=other, name="வைகோ", kind="native_script", language="ta")
    return primary, other


def parties() -> tuple[Any, Any]:
    primary = made.PartyFactory(name="Marumalarchi DMK", abbreviation="MDMK", slug="mdmk")
    other = made.PartyFactory(
        name="M.D.M. Kazhagam", abbreviation="M.D.M.K.", slug="mdmk-2", detailed=True
    )
    leader, alliance = made.LeaderFactory(), made.AllianceFactory()
    election, talk = made.ElectionFactory(), made.SeatSharingTalkFactory()
    dinner = made.MeetingFactory(title="Dinner of parties")
    talk.parties.set([primary, other])
    for party, seats in ((primary, 10), (other, 12)):
        made.ClaimFactory(party=party)
        made.PartyNameFactory(party=party, name="Marumalarchi")
        made.PartyMembershipFactory(leader=leader, party=party, sourced=True)
        made.AllianceMembershipFactory(alliance=alliance, party=party, sourced=True)
        made.OfficeFactory(leader=leader, title=f"President {seats}", party=party)
        made.ElectionOutcomeFactory(election=election, party=party, sourced=True)
        made.SeatPositionFactory(talk=talk, party=party, seats=seats, sourced=True)
        made.SeatPositionFactory(talk=talk, party=party, position=Position.AGREES, seats=seats)
        made.AttendanceFactory(meeting=dinner, party=party, leader=None, sourced=True)
        made.StatementFactory(speaker_leader=None, speaker_party=party, party=party)
        made.PartyFactory(split_from=party)
    made.SeatPositionFactory(talk=talk, party=primary, to_party=other, position=Position.OFFERS)
    made.SeatPositionFactory(talk=talk, to_party=other, position=Position.OFFERS)
    made.SeatSharingTalkFactory().parties.add(other)
    return primary, other


def meetings() -> tuple[Any, Any]:
    primary = made.MeetingFactory(title="Dinner", slug="dinner", duration_minutes=60)
    other = made.MeetingFactory(
        title="Dinner at a residence",
        slug="dinner-2",
        duration_minutes=90,
        timed=True,
        placed=True,
        counted=True,
        follows=primary,
    )
    leader, party, talk = made.LeaderFactory(), made.PartyFactory(), made.SeatSharingTalkFactory()
    talk.meetings.set([primary, other])
    for meeting in (primary, other):
        made.AttendanceFactory(meeting=meeting, leader=leader, party=party, sourced=True)
        made.AttendanceFactory(meeting=meeting, party=party, leader=None, absent=True)
        made.AttendanceFactory(meeting=meeting, sourced=True)
        made.ClaimFactory(meeting=meeting, field="duration_minutes")
        Decision.objects.create(meeting=meeting, field="date", reason=f"{meeting.title}.")
        made.StatementFactory(meeting=meeting)
        made.MeetingFactory(follows=meeting)
    made.MeetingFactory(rescheduled_from=other)
    return primary, other


WORLDS = {"leader": leaders, "party": parties, "meeting": meetings}


def pair(kind: str) -> tuple[Record, Record]:
    found: tuple[Record, Record] = WORLDS[kind]()
    return found
