"""Record to edition: the only writer of editions.

`publish` and `correct` make a record's next edition, `withdraw` its tombstone, `refresh` brings the
names and carried documents inside live editions up to date. Everything public reads what they
wrote.
"""

from coalition.publishing.gates import Gate, GatesClosed, check_gates
from coalition.publishing.pending import has_unpublished_changes
from coalition.publishing.publish import Publication, correct, publish, publish_all
from coalition.publishing.refresh import refresh, refresh_mentions
from coalition.publishing.review import approve, return_to_drafting, submit
from coalition.publishing.withdraw import mentions, withdraw

__all__ = [
    "Gate",
    "GatesClosed",
    "Publication",
    "approve",
    "check_gates",
    "correct",
    "has_unpublished_changes",
    "mentions",
    "publish",
    "publish_all",
    "refresh",
    "refresh_mentions",
    "return_to_drafting",
    "submit",
    "withdraw",
]
