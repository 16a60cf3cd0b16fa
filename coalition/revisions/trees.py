"""Trees: a record and everything that is kept with it, read from the database in few queries."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Prefetch

from coalition.models import CLAIM_SUBJECTS, DECISION_SUBJECTS, Claim, Decision
from coalition.revisions.registration import KEPT_WITH

#: What a claim or a decision is about is found from above; it names none of them.
_SUBJECTS: dict[type[models.Model], tuple[str, ...]] = {
    Claim: CLAIM_SUBJECTS,
    Decision: DECISION_SUBJECTS,
}


def objects_of(model: type[models.Model], pk: int) -> list[Any]:
    """The row and all that is kept with it, itself first; empty if there is none.

    As many queries as there are relations, however many rows.
    """
    return objects_of_each(model, [pk]).get(pk, [])


def objects_of_each(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, list[Any]]:
    """The same for many rows, by their keys, in no more queries than for one."""
    rows = _with_names(model).filter(pk__in=list(keys))
    return {row.pk: list(_walk(row)) for row in rows.prefetch_related(*_prefetches(model))}


def _prefetches(model: type[models.Model]) -> list[Any]:
    return [
        Prefetch(
            relation,
            queryset=_with_names(_related(model, relation)).prefetch_related(
                *_prefetches(_related(model, relation))
            ),
        )
        for relation in KEPT_WITH[model]
    ]


def _related(model: type[models.Model], relation: str) -> Any:
    return model._meta.get_field(relation).related_model


def _with_names(model: Any) -> Any:
    """All rows with what their own names are made of, so that naming one costs no query."""
    names = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.name not in _SUBJECTS.get(model, ())
    ]
    rows = model._base_manager.order_by("pk")
    return rows.select_related(*names) if names else rows


def _walk(row: Any) -> Iterator[Any]:
    yield row
    for relation in KEPT_WITH[type(row)]:
        for inner in getattr(row, relation).all():
            yield from _walk(inner)
