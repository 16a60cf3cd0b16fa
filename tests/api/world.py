"""One public record of every kind, each with as much in it as its kind can hold."""

from __future__ import annotations

from types import SimpleNamespace

from coalition.models import ReasonGiven
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AllianceNameFactory,
    AttendanceFactory,
    ClaimFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)


def build_world() -> SimpleNamespace:
    """The records, by name. Sources disagree on the meeting's start and on who came."""
    parent = PartyFactory(name="Old Congress", abbreviation="OC")
    congress = PartyFactory(
        name="Congress", abbreviation="INC", slug="congress", detailed=True, split_from=parent
    )
    PartyNameFactory(party=congress, name="कांग्रेस", kind="native_script", language="hi")
    tmc = PartyFactory(name="Trinamool", abbreviation="TMC", slug="tmc", detailed=True)
    kharge = LeaderFactory(name="Mallikarjun Kharge", slug="kharge", detailed=True)
    LeaderNameFactory(leader=kharge, since="2010", until="2012")
    PartyMembershipFactory(leader=kharge, party=congress, sourced=True)
    PartyMembershipFactory(leader=kharge, party=parent, ended=True)
    OfficeFactory(leader=kharge, sourced=True)
    OfficeFactory(leader=kharge, title="President", region="", party=congress)
    mamata = LeaderFactory(name="Mamata Banerjee", slug="mamata")
    bloc = AllianceFactory(name="INDIA bloc", abbreviation="INDIA", slug="bloc", sized=True)
    AllianceNameFactory(alliance=bloc)
    AllianceMembershipFactory(alliance=bloc, party=congress, sourced=True)
    AllianceMembershipFactory(alliance=bloc, party=tmc, ended=True)
    election = ElectionFactory(name="Lok Sabha 2024", slug="lok-sabha-2024", national=True)
    ElectionOutcomeFactory(election=election, party=congress, sourced=True)
    ElectionOutcomeFactory(election=election, alliance=bloc, party=None)
    first = MeetingFactory(title="Patna", slug="patna", date="[..2023-12-05]", round_number=1)
    meeting = MeetingFactory(
        title="Dinner of floor leaders",
        slug="dinner",
        alliance=bloc,
        follows=first,
        timed=True,
        placed=True,
        counted=True,
        purpose="To act together.",
        summary="They *dined*.",
    )
    ClaimFactory(meeting=meeting, field="start", value="19:00", attribution="party sources")
    ClaimFactory(meeting=meeting, field="start", value="20:00")
    host = AttendanceFactory(meeting=meeting, party=congress, leader=kharge, host=True)
    ClaimFactory(attendance=host, value="absent")
    absence = AttendanceFactory(
        meeting=meeting,
        party=tmc,
        leader=None,
        status="absent",
        reason_given=ReasonGiven.NOT_GIVEN,
    )
    ClaimFactory(attendance=absence, attribution="party sources")
    AttendanceFactory(meeting=meeting, party=tmc, leader=mamata, declined=True)
    talk = SeatSharingTalkFactory(
        title="Congress and Trinamool",
        slug="congress-trinamool",
        alliance=bloc,
        election=election,
        region="IN-WB",
        total_seats=42,
        parties=[congress, tmc],
        meetings=[meeting],
        summary="Slow.",
    )
    SeatPositionFactory(talk=talk, party=tmc, offer=True, to_party=congress, date="2023-12")
    ClaimFactory(talk=talk, field="status", value="stalled")
    ClaimFactory(talk=talk, field="status", value="ongoing")
    statement = StatementFactory(
        title="More room, please",
        slug="more-room",
        speaker_party=tmc,
        speaker_leader=mamata,
        meeting=meeting,
        talk=talk,
        alliance=bloc,
        party=congress,
    )
    for record in (parent, congress, tmc, kharge, mamata, bloc, election, first):
        published(record)
    for record in (meeting, talk, statement):
        published(record)
    return SimpleNamespace(
        parent=parent,
        congress=congress,
        tmc=tmc,
        kharge=kharge,
        mamata=mamata,
        bloc=bloc,
        election=election,
        first=first,
        meeting=meeting,
        talk=talk,
        statement=statement,
    )
