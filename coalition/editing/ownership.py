"""Which record a row belongs to, and which claims a record holds, its rows' included.

A row has no life of its own: changing an attendance changes its meeting, whose version and stage
follow.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models

from coalition.models import (
    CLAIM_SUBJECTS,
    AllianceMembership,
    Attendance,
    Claim,
    ElectionOutcome,
    Office,
    PartyMembership,
    Record,
    SeatPosition,
    Source,
)

#: The foreign key by which a row belongs to its record.
OWNER_FIELDS: dict[type[models.Model], str] = {
    AllianceMembership: "alliance",
    Attendance: "meeting",
    ElectionOutcome: "election",
    Office: "leader",
    PartyMembership: "leader",
    SeatPosition: "talk",
}


def owner_of(row: models.Model) -> Record:
    """The record that `row` is part of; of a claim, that of its subject."""
    if isinstance(row, Claim):
        subject = subject_of(row)
        return subject if isinstance(subject, Record) else owner_of(subject)
    owner: Record = getattr(row, OWNER_FIELDS[type(row)])
    return owner


def subject_of(claim: Claim) -> models.Model:
    subject: models.Model = next(
        getattr(claim, name) for name in CLAIM_SUBJECTS if getattr(claim, f"{name}_id") is not None
    )
    return subject


def subject_name(model: type[models.Model]) -> str:
    """The foreign key of Claim that points at `model`."""
    return next(name for name in CLAIM_SUBJECTS if _subject_model(name) is model)


def claims_held_by(record: Record) -> models.QuerySet[Claim]:
    """The claims on `record` and on each of its rows."""
    held = models.Q()
    for name in CLAIM_SUBJECTS:
        model = _subject_model(name)
        if model is type(record):
            held |= models.Q(**{name: record.pk})
        elif model in OWNER_FIELDS and _owner_model(model) is type(record):
            held |= models.Q(**{f"{name}__{OWNER_FIELDS[model]}": record.pk})
    return Claim.objects.filter(held)


def citing(sources: models.QuerySet[Source]) -> Iterator[tuple[UUID, type[Record], UUID]]:
    """The records that hold claims on `sources`: (source, model, record), one query per subject."""
    claims = Claim.objects.filter(source__in=sources).order_by()
    for name in CLAIM_SUBJECTS:
        model = _subject_model(name)
        path = f"{name}__{OWNER_FIELDS[model]}" if model in OWNER_FIELDS else name
        owner = _owner_model(model) if model in OWNER_FIELDS else model
        held = claims.filter(**{f"{name}__isnull": False})
        for source, uid in held.values_list("source__uid", f"{path}__uid").distinct():
            yield source, owner, uid


def _subject_model(name: str) -> Any:
    return Claim._meta.get_field(name).related_model


def _owner_model(model: type[models.Model]) -> Any:
    return model._meta.get_field(OWNER_FIELDS[model]).related_model
