"""Documents of seat-sharing talks."""

from typing import Any

from django.db.models import QuerySet

from coalition.models import SeatSharingTalk
from coalition.publishing.documents.claims import (
    claims_prefetch,
    field_claims,
    row_claims,
    sources_of,
)
from coalition.publishing.documents.differences import field_differences, row_differences
from coalition.publishing.documents.parts import date_document
from coalition.publishing.references import ReferenceTable


def talk_rows(rows: QuerySet[SeatSharingTalk]) -> QuerySet[SeatSharingTalk]:
    return rows.select_related("alliance", "election").prefetch_related(
        claims_prefetch(),
        "decisions",
        "parties",
        "meetings",
        "positions__party",
        "positions__to_party",
        claims_prefetch("positions__"),
        "positions__decisions",
    )


def talk_targets(talk: SeatSharingTalk) -> list[Any]:
    targets: list[Any] = [talk.alliance, talk.election, *talk.parties.all(), *talk.meetings.all()]
    for row in talk.positions.all():
        targets += [row.party, row.to_party]
    return [target for target in targets if target is not None]


def talk_document(talk: SeatSharingTalk, refs: ReferenceTable) -> dict[str, Any]:
    positions = talk.positions.all()
    disputed, settled = field_differences(talk)
    disputed_rows, settled_rows = row_differences(
        list(positions),
        "position",
        lambda row: {"party": refs[row.party.uid], "position": row.position},
    )
    return {
        "title": talk.title,
        "status": talk.status,
        "alliance": refs[talk.alliance.uid] if talk.alliance else None,
        "election": refs[talk.election.uid] if talk.election else None,
        "region": talk.region or None,
        "parties": [refs[party.uid] for party in talk.parties.all()],
        "began": date_document(talk.began),
        "concluded": date_document(talk.concluded),
        "total_seats": talk.total_seats,
        "positions": [
            {
                "party": refs[row.party.uid],
                "position": row.position,
                "seats": row.seats,
                "to_party": refs[row.to_party.uid] if row.to_party else None,
                "date": date_document(row.date),
                "claims": row_claims(row),
            }
            for row in positions
        ],
        "meetings": [refs[meeting.uid] for meeting in talk.meetings.all()],
        "summary": talk.summary or None,
        "statements": [],
        "claims": field_claims(talk),
        "disputed": disputed + disputed_rows,
        "settled": settled + settled_rows,
        "sources": sources_of([talk, *positions]),
    }
