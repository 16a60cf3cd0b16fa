"""What the pages of parties, leaders, elections and talks cost, with twelve of everything."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.publishing import correct
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionFactory,
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

pytestmark = pytest.mark.django_db

#: The newest sequence, the edition, its own editions; the rest is what this page needs of others.
COSTS = {
    "/parties/banyan/": 6,
    "/leaders/asha/": 5,
    "/elections/general/": 5,
    "/elections/general/seats.svg": 3,
    "/elections/general/talks.png": 3,
    "/elections/general/regions.svg": 3,
    "/seat-sharing/talk-1/": 4,
    "/seat-sharing/talk-1/seats.svg": 2,
}

REGIONS = ("UP", "BR", "MH", "WB", "TN", "DL", "KA", "KL", "RJ", "GJ", "PB", "AS")


def populate(number: int) -> None:
    party, leader = PartyFactory(name="Banyan", coloured=True), LeaderFactory(name="Asha")
    election = ElectionFactory(name="General", national=True)
    PartyMembershipFactory(leader=leader, party=party)
    records = [party, leader, election]
    for n in range(number):
        other = PartyFactory(split_from=party, coloured=True)
        colleague = LeaderFactory()
        alliance = AllianceFactory()
        AllianceMembershipFactory(alliance=alliance, party=party)
        PartyMembershipFactory(leader=colleague, party=party)
        OfficeFactory(leader=leader, title=f"Office {n}")
        ElectionOutcomeFactory(election=election, party=other, seats=10 + n)
        silent = MeetingFactory(alliance=alliance, date="2023-12-01")
        AttendanceFactory(meeting=silent)
        meeting = MeetingFactory(alliance=alliance)
        AttendanceFactory(meeting=meeting, party=party, leader=leader)
        AttendanceFactory(meeting=meeting, leader=colleague, on_behalf_of=leader)
        talk = SeatSharingTalkFactory(
            title=f"Talk {n + 1}",
            election=election,
            region=f"IN-{REGIONS[n]}",
            parties=[party, other],
            total_seats=80,
        )
        SeatPositionFactory(talk=talk, party=party, date="2023-11")
        records += [other, colleague, alliance, silent, meeting, talk]
        records.append(
            StatementFactory(speaker_party=party, speaker_leader=leader, party=party, talk=talk)
        )
    for record in records:
        record.refresh_from_db()
        published(record)
    for talk in (record for record in records if hasattr(record, "positions")):
        talk.refresh_from_db()
        talk.status = "stalled"
        talk.save()
        talk.refresh_from_db()
        correct(talk, by=None, note="It stalled.")


def test_pages_cost_what_they_say_with_twelve_of_everything() -> None:
    populate(12)
    found = {}
    for path in COSTS:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path).status_code == 200
        found[path] = len(queries)
    assert found == COSTS
