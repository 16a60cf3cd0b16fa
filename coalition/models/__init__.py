"""What editors record (one module per subject), and the editions that the public reads."""

from coalition.models.access import ApiKey, KeyState, Scope
from coalition.models.attendance import (
    ABSENCES,
    Attendance,
    AttendanceStatus,
    ReasonGiven,
    Role,
)
from coalition.models.decisions import DECISION_SUBJECTS, Decision
from coalition.models.editions import ENDINGS, Cause, Edition, EditionLink, Kind, Relation
from coalition.models.elections import Election, ElectionLevel, ElectionOutcome, Result
from coalition.models.kept_replies import KeptReply
from coalition.models.leaders import Leader, LeaderName, Office, PartyMembership
from coalition.models.meetings import OPEN_OCCURRENCES, Category, Meeting, Occurrence
from coalition.models.merges import Merge
from coalition.models.names import NameKind
from coalition.models.parties import (
    Alliance,
    AllianceMembership,
    AllianceName,
    MembershipEnding,
    Party,
    PartyName,
)
from coalition.models.presences import Presence
from coalition.models.proposals import PROPOSED_KINDS, Proposal
from coalition.models.quantities import Qualifier
from coalition.models.records import Record, Stage, StaleRecordError
from coalition.models.schedules import ScheduledPublication
from coalition.models.seat_sharing import (
    OPEN_TALK_STATUSES,
    Position,
    SeatPosition,
    SeatSharingTalk,
    TalkStatus,
)
from coalition.models.sources import CLAIM_SUBJECTS, Claim, Source
from coalition.models.statements import Stance, Statement
from coalition.models.transitions import Action, Transition
from coalition.models.webhook_deliveries import DeliveryState, WebhookDelivery
from coalition.models.webhooks import OPTIONAL_CAUSES, Standing, WebhookSubscription, WebhookTopic

__all__ = [
    "ABSENCES",
    "CLAIM_SUBJECTS",
    "DECISION_SUBJECTS",
    "ENDINGS",
    "OPEN_OCCURRENCES",
    "OPEN_TALK_STATUSES",
    "OPTIONAL_CAUSES",
    "PROPOSED_KINDS",
    "Action",
    "Alliance",
    "AllianceMembership",
    "AllianceName",
    "ApiKey",
    "Attendance",
    "AttendanceStatus",
    "Category",
    "Cause",
    "Claim",
    "Decision",
    "DeliveryState",
    "Edition",
    "EditionLink",
    "Election",
    "ElectionLevel",
    "ElectionOutcome",
    "KeptReply",
    "KeyState",
    "Kind",
    "Leader",
    "LeaderName",
    "Meeting",
    "MembershipEnding",
    "Merge",
    "NameKind",
    "Occurrence",
    "Office",
    "Party",
    "PartyMembership",
    "PartyName",
    "Position",
    "Presence",
    "Proposal",
    "Qualifier",
    "ReasonGiven",
    "Record",
    "Relation",
    "Result",
    "Role",
    "ScheduledPublication",
    "Scope",
    "SeatPosition",
    "SeatSharingTalk",
    "Source",
    "Stage",
    "StaleRecordError",
    "Stance",
    "Standing",
    "Statement",
    "TalkStatus",
    "Transition",
    "WebhookDelivery",
    "WebhookSubscription",
    "WebhookTopic",
]
