"""The public kinds: how the rows of each are loaded, and its document built."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coalition.models import (
    Alliance,
    Election,
    Kind,
    Leader,
    Meeting,
    Party,
    Record,
    SeatSharingTalk,
    Statement,
)
from coalition.publishing.documents import (
    elections,
    leaders,
    meetings,
    parties,
    seat_sharing,
    statements,
)
from coalition.publishing.references import ReferenceTable


@dataclass(frozen=True, slots=True)
class KindOfDocument:
    """`rows` loads all that a document needs, `targets` lists the records it names."""

    kind: Kind
    model: type[Any]
    rows: Callable[[QuerySet[Any]], QuerySet[Any]]
    targets: Callable[[Any], list[Any]]
    build: Callable[[Any, ReferenceTable], dict[str, Any]]
    #: The attribute that names a record of this kind.
    title_field: str


#: In the order in which one act publishes them: what is carried comes before what carries it.
KINDS: dict[Kind, KindOfDocument] = {
    entry.kind: entry
    for entry in (
        KindOfDocument(
            Kind.PARTY,
            Party,
            parties.party_rows,
            parties.party_targets,
            parties.party_document,
            "name",
        ),
        KindOfDocument(
            Kind.LEADER,
            Leader,
            leaders.leader_rows,
            leaders.leader_targets,
            leaders.leader_document,
            "name",
        ),
        KindOfDocument(
            Kind.ALLIANCE,
            Alliance,
            parties.alliance_rows,
            parties.alliance_targets,
            parties.alliance_document,
            "name",
        ),
        KindOfDocument(
            Kind.ELECTION,
            Election,
            elections.election_rows,
            elections.election_targets,
            elections.election_document,
            "name",
        ),
        KindOfDocument(
            Kind.STATEMENT,
            Statement,
            statements.statement_rows,
            statements.statement_targets,
            statements.statement_document,
            "title",
        ),
        KindOfDocument(
            Kind.SEAT_SHARING_TALK,
            SeatSharingTalk,
            seat_sharing.talk_rows,
            seat_sharing.talk_targets,
            seat_sharing.talk_document,
            "title",
        ),
        KindOfDocument(
            Kind.MEETING,
            Meeting,
            meetings.meeting_rows,
            meetings.meeting_targets,
            meetings.meeting_document,
            "title",
        ),
    )
}

_BY_MODEL = {entry.model: entry for entry in KINDS.values()}


def kind_of_record(record: Record) -> KindOfDocument:
    """The kind of a record; a KeyError for a record that is never public by itself, as a Source."""
    return _BY_MODEL[type(record)]


def kind_of_record_or_none(record: Record) -> KindOfDocument | None:
    """The kind of a record, if it is one that becomes public by itself."""
    return _BY_MODEL.get(type(record))
