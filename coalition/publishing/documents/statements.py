"""Documents of statements."""

from typing import Any

from django.db.models import QuerySet

from coalition.models import Statement
from coalition.publishing.documents.claims import claims_prefetch, field_claims, sources_of
from coalition.publishing.documents.parts import date_document
from coalition.publishing.references import ReferenceTable


def statement_rows(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    return rows.select_related(
        "speaker_leader", "speaker_party", "meeting", "talk", "alliance", "party"
    ).prefetch_related(claims_prefetch())


def statement_targets(statement: Statement) -> list[Any]:
    targets = [
        statement.speaker_leader,
        statement.speaker_party,
        statement.meeting,
        statement.talk,
        statement.alliance,
        statement.party,
    ]
    return [target for target in targets if target is not None]


def statement_document(statement: Statement, refs: ReferenceTable) -> dict[str, Any]:
    def reference(target: Any) -> Any:
        return refs[target.uid] if target is not None else None

    return {
        "title": statement.title,
        "stance": statement.stance,
        "speaker": {
            "leader": reference(statement.speaker_leader),
            "party": reference(statement.speaker_party),
            "label": statement.speaker_label or None,
        },
        "point": statement.point,
        "made": date_document(statement.made),
        "about": {
            "meeting": reference(statement.meeting),
            "talk": reference(statement.talk),
            "alliance": reference(statement.alliance),
            "party": reference(statement.party),
        },
        "claims": field_claims(statement),
        "sources": sources_of([statement]),
    }
