"""Record to edition: the only writer of editions.

`publish` and `correct` make a record's next edition, `withdraw` its tombstone, `refresh` brings the
names and carried documents inside live editions up to date. `schedule` puts off what `publish_due`
then does. Everything public reads what they wrote.
"""

from coalition.publishing.due import Due, publish_due
from coalition.publishing.gates import Gate, GatesClosed, check_gates
from coalition.publishing.pending import has_unpublished_changes
from coalition.publishing.publish import Publication, correct, publish, publish_all
from coalition.publishing.refresh import refresh, refresh_mentions
from coalition.publishing.review import (
    SelfApprovalRefused,
    TransitionRefused,
    approve,
    return_to_drafting,
    submit,
)
from coalition.publishing.schedules import scheduled_publication_of
from coalition.publishing.scheduling import NotScheduled, schedule, unschedule
from coalition.publishing.withdraw import mentions, withdraw

__all__ = [
    "Due",
    "Gate",
    "GatesClosed",
    "NotScheduled",
    "Publication",
    "SelfApprovalRefused",
    "TransitionRefused",
    "approve",
    "check_gates",
    "correct",
    "has_unpublished_changes",
    "mentions",
    "publish",
    "publish_all",
    "publish_due",
    "refresh",
    "refresh_mentions",
    "return_to_drafting",
    "schedule",
    "scheduled_publication_of",
    "submit",
    "unschedule",
    "withdraw",
]
