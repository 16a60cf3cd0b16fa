"""Meetings and who attended them."""

from __future__ import annotations

from datetime import time

import factory

from coalition.models import (
    Attendance,
    AttendanceStatus,
    Category,
    Meeting,
    Occurrence,
    Qualifier,
    ReasonGiven,
    Role,
)
from tests.factories.alliances import AllianceFactory
from tests.factories.leaders import LeaderFactory
from tests.factories.parties import PartyFactory
from tests.factories.rows import RecordFactory, RowFactory
from tests.factories.sources import claim_on


class AttendanceFactory(RowFactory):
    """By default a leader who attended for a party."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory("tests.factories.MeetingFactory")
    party = factory.SubFactory(PartyFactory)
    leader = factory.SubFactory(LeaderFactory)
    status = AttendanceStatus.ATTENDED

    class Params:
        host = factory.Trait(role=Role.HOST, described_as="party president")
        party_level = factory.Trait(leader=None)
        independent = factory.Trait(party=None)
        absent = factory.Trait(status=AttendanceStatus.ABSENT, reason_given=ReasonGiven.NOT_GIVEN)
        declined = factory.Trait(
            status=AttendanceStatus.DECLINED, reason_given=ReasonGiven.GIVEN, reason="Travelling."
        )
        expected = factory.Trait(status=AttendanceStatus.EXPECTED)
        invited = factory.Trait(status=AttendanceStatus.INVITED)
        sourced = claim_on("attendance")


class MeetingFactory(RecordFactory):
    """By default a draft of a meeting that was held, without attendance and without a source."""

    class Meta:
        model = Meeting

    title = factory.Sequence(lambda n: f"Meeting {n}")
    category = Category.FLOOR_LEADERS
    occurrence = Occurrence.HELD
    date = "2023-12-06"

    class Params:
        held = factory.Trait(occurrence=Occurrence.HELD, date="2023-12-06")
        tentative = factory.Trait(occurrence=Occurrence.TENTATIVE, date="[2023-12-15..2023-12-21]")
        confirmed = factory.Trait(occurrence=Occurrence.CONFIRMED, date="2023-12-19")
        postponed = factory.Trait(
            occurrence=Occurrence.POSTPONED, occurrence_reason="Some could not come."
        )
        cancelled = factory.Trait(
            category=Category.RALLY,
            occurrence=Occurrence.CANCELLED,
            occurrence_reason="Called off at the last moment.",
            date="[2023-10-01..2023-10-07]",
        )
        undated = factory.Trait(date=None)
        timed = factory.Trait(
            start_time=time(19, 0), is_start_approximate=True, duration_minutes=60
        )
        placed = factory.Trait(venue="10 Rajaji Marg", city="New Delhi", region="IN-DL")
        counted = factory.Trait(reported_parties=17, reported_parties_qualifier=Qualifier.EXACTLY)
        in_alliance = factory.Trait(alliance=factory.SubFactory(AllianceFactory))
        sourced = claim_on("meeting")
        #: A host and a guest of two parties, and a third party of which nobody came.
        with_attendance = factory.Trait(
            host=factory.RelatedFactory(AttendanceFactory, "meeting", host=True, sourced=True),
            guest=factory.RelatedFactory(AttendanceFactory, "meeting", sourced=True),
            absentee=factory.RelatedFactory(
                AttendanceFactory, "meeting", party_level=True, absent=True, sourced=True
            ),
        )
