"""Documents of elections."""

from typing import Any

from django.db.models import QuerySet

from coalition.models import Election
from coalition.publishing.documents.claims import (
    claims_prefetch,
    field_claims,
    row_claims,
    sources_of,
)
from coalition.publishing.documents.parts import date_document
from coalition.publishing.references import ReferenceTable


def election_rows(rows: QuerySet[Election]) -> QuerySet[Election]:
    return rows.prefetch_related(
        claims_prefetch(), "outcomes__party", "outcomes__alliance", claims_prefetch("outcomes__")
    )


def election_targets(election: Election) -> list[Any]:
    return [row.party or row.alliance for row in election.outcomes.all()]


def election_document(election: Election, refs: ReferenceTable) -> dict[str, Any]:
    outcomes = election.outcomes.all()
    return {
        "name": election.name,
        "level": election.level,
        "body": election.body or None,
        "region": election.region or None,
        "polling": date_document(election.polling),
        "total_seats": election.total_seats,
        "summary": election.summary or None,
        "outcomes": [
            {
                "party": refs[row.party.uid] if row.party else None,
                "alliance": refs[row.alliance.uid] if row.alliance else None,
                "result": row.result,
                "seats": row.seats,
                "claims": row_claims(row),
            }
            for row in outcomes
        ],
        "claims": field_claims(election),
        "sources": sources_of([election, *outcomes]),
    }
