"""The claim of a row in four columns: which report says so, where, who is speaking, in which words.

A row has at most one claim for each report here: the columns mend that one, or make it. An empty
cell leaves a claim as it is, and none is ever taken away.
"""

from typing import Any

from coalition.editing.ownership import subject_name
from coalition.models import Claim, Source

#: Each is a field of the claim too.
CLAIM_COLUMNS = ("source", "paragraph", "attribution", "quote")


def first_claim(row: Any) -> Claim | None:
    """The claim that a table shows: the oldest about the row as such."""
    whole = [claim for claim in row.claims.all() if not claim.field]
    return min(whole, key=lambda claim: claim.pk, default=None)


def shown(row: Any, column: str) -> str:
    claim = first_claim(row) if row.pk else None
    value = getattr(claim, column, None)
    return value.slug if isinstance(value, Source) else str(value or "")


def changes_of_claim(row: Any, said: dict[str, Any]) -> tuple[Claim, dict[str, Any]] | None:
    """The claim that `said`, by column, is about, and what it says anew; None if nothing is new."""
    source = said.get("source")
    if source is None:
        return None
    stored = row.claims.all() if row.pk else ()
    known = [claim for claim in stored if claim.source_id == source.pk and not claim.field]
    claim = min(known, key=lambda claim: claim.pk) if known else Claim(source=source)
    changes = {
        column: said[column]
        for column in CLAIM_COLUMNS
        if said.get(column) and getattr(claim, column) != said[column]
    }
    return (claim, changes) if changes or claim.pk is None else None


def write_claim(row: Any, claim: Claim, changes: dict[str, Any]) -> None:
    """Save what `changes_of_claim` found. Raises ValidationError by column."""
    if claim.pk is None:
        setattr(claim, f"{subject_name(type(row))}_id", row.pk)
    for column, value in changes.items():
        setattr(claim, column, value)
    claim.clean_fields(exclude=[field.name for field in claim._meta.fields if field.is_relation])
    claim.save()
