"""Documents of leaders."""

from typing import Any

from django.db.models import QuerySet

from coalition.models import Leader
from coalition.publishing.documents.claims import (
    claims_prefetch,
    field_claims,
    row_claims,
    sources_of,
)
from coalition.publishing.documents.parts import date_document, other_names
from coalition.publishing.references import ReferenceTable


def leader_rows(rows: QuerySet[Leader]) -> QuerySet[Leader]:
    return rows.prefetch_related(
        "other_names",
        claims_prefetch(),
        "party_memberships__party",
        claims_prefetch("party_memberships__"),
        "offices__party",
        claims_prefetch("offices__"),
    )


def leader_targets(leader: Leader) -> list[Any]:
    parties = [row.party for row in leader.party_memberships.all()]
    return parties + [row.party for row in leader.offices.all() if row.party]


def leader_document(leader: Leader, refs: ReferenceTable) -> dict[str, Any]:
    memberships = leader.party_memberships.all()
    offices = leader.offices.all()
    return {
        "name": leader.name,
        "sort_name": leader.sort_name or None,
        "other_names": other_names(leader),
        "wikidata_id": leader.wikidata_id or None,
        "summary": leader.summary or None,
        "party_memberships": [
            {
                "party": refs[row.party.uid],
                "since": date_document(row.since),
                "until": date_document(row.until),
                "ending": row.ending or None,
                "claims": row_claims(row),
            }
            for row in memberships
        ],
        "offices": [
            {
                "title": row.title,
                "party": refs[row.party.uid] if row.party else None,
                "region": row.region or None,
                "since": date_document(row.since),
                "until": date_document(row.until),
                "claims": row_claims(row),
            }
            for row in offices
        ],
        "claims": field_claims(leader),
        "sources": sources_of([leader, *memberships, *offices]),
    }
