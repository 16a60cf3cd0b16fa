"""Documents of parties and alliances."""

from typing import Any

from django.db.models import QuerySet

from coalition.models import Alliance, Party
from coalition.publishing.documents.claims import (
    claims_prefetch,
    field_claims,
    row_claims,
    sources_of,
)
from coalition.publishing.documents.parts import count_document, date_document, other_names
from coalition.publishing.references import ReferenceTable


def party_rows(rows: QuerySet[Party]) -> QuerySet[Party]:
    return rows.select_related("split_from").prefetch_related("other_names", claims_prefetch())


def party_targets(party: Party) -> list[Any]:
    return [party.split_from] if party.split_from else []


def party_document(party: Party, refs: ReferenceTable) -> dict[str, Any]:
    return {
        "name": party.name,
        "abbreviation": party.abbreviation or None,
        "colour": party.colour or None,
        "other_names": other_names(party),
        "wikidata_id": party.wikidata_id or None,
        "founded": date_document(party.founded),
        "dissolved": date_document(party.dissolved),
        "split_from": refs[party.split_from.uid] if party.split_from else None,
        "summary": party.summary or None,
        "claims": field_claims(party),
        "sources": sources_of([party]),
    }


def alliance_rows(rows: QuerySet[Alliance]) -> QuerySet[Alliance]:
    return rows.prefetch_related(
        "other_names",
        claims_prefetch(),
        "memberships__party",
        claims_prefetch("memberships__"),
    )


def alliance_targets(alliance: Alliance) -> list[Any]:
    return [membership.party for membership in alliance.memberships.all()]


def alliance_document(alliance: Alliance, refs: ReferenceTable) -> dict[str, Any]:
    memberships = sorted(
        alliance.memberships.all(), key=lambda row: (refs[row.party.uid]["name"].casefold(), row.pk)
    )
    members = [
        {
            "party": refs[row.party.uid],
            "since": date_document(row.since),
            "until": date_document(row.until),
            "ending": row.ending or None,
            "claims": row_claims(row),
        }
        for row in memberships
    ]
    return {
        "name": alliance.name,
        "abbreviation": alliance.abbreviation or None,
        "other_names": other_names(alliance),
        "wikidata_id": alliance.wikidata_id or None,
        "formed": date_document(alliance.formed),
        "dissolved": date_document(alliance.dissolved),
        "purpose": alliance.purpose or None,
        "summary": alliance.summary or None,
        "reported": {
            "parties": count_document(alliance.reported_size, alliance.reported_size_qualifier)
        },
        "recorded": recorded_in(members),
        "members": members,
        "claims": field_claims(alliance),
        "sources": sources_of([alliance, *memberships]),
    }


def recorded_in(members: list[dict[str, Any]]) -> dict[str, int]:
    """How many parties are recorded as members of an alliance; what has an end is not counted."""
    staying = (row for row in members if row["until"] is None and not row["ending"])
    return {"parties": len({row["party"]["id"] for row in staying})}
