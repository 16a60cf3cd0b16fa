"""What editors record (one module per subject), and the editions that the public reads."""

from coalition.models.attendance import (
    ABSENCES,
    Attendance,
    AttendanceStatus,
    ReasonGiven,
    Role,
)
from coalition.models.editions import Cause, Edition, EditionLink, Kind, Relation
from coalition.models.elections import Election, ElectionLevel, ElectionOutcome, Result
from coalition.models.leaders import Leader, LeaderName, Office, PartyMembership
from coalition.models.meetings import OPEN_OCCURRENCES, Category, Meeting, Occurrence
from coalition.models.names import NameKind
from coalition.models.parties import (
    Alliance,
    AllianceMembership,
    AllianceName,
    MembershipEnding,
    Party,
    PartyName,
)
from coalition.models.quantities import Qualifier
from coalition.models.records import Record, Stage, StaleRecordError
from coalition.models.seat_sharing import (
    OPEN_TALK_STATUSES,
    Position,
    SeatPosition,
    SeatSharingTalk,
    TalkStatus,
)
from coalition.models.sources import CLAIM_SUBJECTS, Claim, Source
from coalition.models.statements import Stance, Statement

__all__ = [
    "ABSENCES",
    "CLAIM_SUBJECTS",
    "OPEN_OCCURRENCES",
    "OPEN_TALK_STATUSES",
    "Alliance",
    "AllianceMembership",
    "AllianceName",
    "Attendance",
    "AttendanceStatus",
    "Category",
    "Cause",
    "Claim",
    "Edition",
    "EditionLink",
    "Election",
    "ElectionLevel",
    "ElectionOutcome",
    "Kind",
    "Leader",
    "LeaderName",
    "Meeting",
    "MembershipEnding",
    "NameKind",
    "Occurrence",
    "Office",
    "Party",
    "PartyMembership",
    "PartyName",
    "Position",
    "Qualifier",
    "ReasonGiven",
    "Record",
    "Relation",
    "Result",
    "Role",
    "SeatPosition",
    "SeatSharingTalk",
    "Source",
    "Stage",
    "StaleRecordError",
    "Stance",
    "Statement",
    "TalkStatus",
]
