"""What is kept together: a record, its rows, their claims and the decisions on them.

Imported once, when the apps are ready.
"""

import reversion

from coalition.models import (
    Alliance,
    AllianceMembership,
    AllianceName,
    Attendance,
    Claim,
    Decision,
    Election,
    ElectionOutcome,
    Leader,
    LeaderName,
    Meeting,
    Office,
    Party,
    PartyMembership,
    PartyName,
    SeatPosition,
    SeatSharingTalk,
    Source,
    Statement,
)

#: Each kept model, and by which relations it brings others along.
KEPT_WITH = {
    Claim: (),
    Decision: (),
    PartyName: (),
    AllianceName: (),
    LeaderName: (),
    AllianceMembership: ("claims",),
    PartyMembership: ("claims",),
    Office: ("claims",),
    ElectionOutcome: ("claims",),
    Attendance: ("claims", "decisions"),
    SeatPosition: ("claims", "decisions"),
    Source: (),
    Party: ("other_names", "claims"),
    Alliance: ("other_names", "memberships", "claims"),
    Leader: ("other_names", "party_memberships", "offices", "claims"),
    Election: ("outcomes", "claims"),
    Meeting: ("attendances", "claims", "decisions"),
    SeatSharingTalk: ("positions", "claims", "decisions"),
    Statement: ("claims",),
}

for model, relations in KEPT_WITH.items():
    if not reversion.is_registered(model):
        reversion.register(model, follow=relations)
