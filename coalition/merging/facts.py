"""Facts: what claims on a record assert, once its fields say what another record said.

A claim without a value agrees with its record. Where two records disagree, the claims of both get
the value they agreed with, so that the difference is there for everybody to see.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from coalition.merging.fields import in_words
from coalition.models import Claim, Meeting, Record
from coalition.publishing.facts import fact_called

_VALUE_LIMIT = 300


def contradicted(
    claims: Iterable[Claim], *, said: Record, against: Record
) -> list[tuple[Claim, str]]:
    """Claims of `said` on which `against` says otherwise, each with the value it stands for."""
    found = []
    for claim in claims:
        if claim.value or not claim.field:
            continue
        ours, theirs = _said(said, claim.field), _said(against, claim.field)
        if ours and theirs and _meant(said, claim.field) != _meant(against, claim.field):
            found.append((claim, ours[:_VALUE_LIMIT]))
    return found


def _said(record: Record, name: str) -> str:
    """What a record says in the words of a claim; empty if it says nothing of it."""
    if isinstance(record, Meeting):
        return fact_called(record, name).say(record)
    try:
        field: Any = record._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return in_words(record, field) if field.concrete and not field.many_to_many else ""


def _meant(record: Record, name: str) -> Any:
    if isinstance(record, Meeting):
        return fact_called(record, name).own(record)
    return _said(record, name)
