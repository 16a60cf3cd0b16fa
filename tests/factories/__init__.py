"""The named cast, and one factory per record with a trait for each state it can be in.

Every record starts as its model starts it, a draft that nobody has seen. `approved=True` makes one
that passes the editorial gate, `sourced=True` gives it the claim that events need, and
`published(record)` does what is still missing and returns the live edition. Slugs follow names and
titles, so a test that cares for neither need not give one.
"""

from tests.factories.alliances import (
    AllianceFactory,
    AllianceMembershipFactory,
    AllianceNameFactory,
)
from tests.factories.elections import ElectionFactory, ElectionOutcomeFactory
from tests.factories.keys import KeyFactory, bearer
from tests.factories.leaders import (
    LeaderFactory,
    LeaderNameFactory,
    OfficeFactory,
    PartyMembershipFactory,
)
from tests.factories.meetings import AttendanceFactory, MeetingFactory
from tests.factories.parties import PartyFactory, PartyNameFactory
from tests.factories.public import published
from tests.factories.rows import RecordFactory, RowFactory
from tests.factories.seat_sharing import SeatPositionFactory, SeatSharingTalkFactory
from tests.factories.sources import ClaimFactory, DecisionFactory, SourceFactory
from tests.factories.statements import StatementFactory
from tests.factories.users import PASSWORD, UserFactory, alice, bob, carol, dave, erin, paula

__all__ = [
    "PASSWORD",
    "AllianceFactory",
    "AllianceMembershipFactory",
    "AllianceNameFactory",
    "AttendanceFactory",
    "ClaimFactory",
    "DecisionFactory",
    "ElectionFactory",
    "ElectionOutcomeFactory",
    "KeyFactory",
    "LeaderFactory",
    "LeaderNameFactory",
    "MeetingFactory",
    "OfficeFactory",
    "PartyFactory",
    "PartyMembershipFactory",
    "PartyNameFactory",
    "RecordFactory",
    "RowFactory",
    "SeatPositionFactory",
    "SeatSharingTalkFactory",
    "SourceFactory",
    "StatementFactory",
    "UserFactory",
    "alice",
    "bearer",
    "bob",
    "carol",
    "dave",
    "erin",
    "paula",
    "published",
]
