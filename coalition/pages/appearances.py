"""Where else a record appears: the live documents that speak of it, by kind and by how they do.

Attended, absent, expected, invited and declined are asked for by name and never added up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from coalition.models.editions import Kind, Relation
from coalition.pages.vantage import Vantage

#: A page shows this many of each sort, newest first, and leads to the list for the others.
SHOWN = 20

#: The five things a meeting's document can say about a party or leader.
ATTENDANCE_RELATIONS = (
    Relation.ATTENDED,
    Relation.ABSENT,
    Relation.EXPECTED,
    Relation.INVITED,
    Relation.DECLINED,
)


@dataclass(slots=True)
class Appearances:
    """`total` counts all of them, `documents` holds the newest."""

    total: int = 0
    documents: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.documents)


class AppearanceTable:
    """The answer of `appearances_of`, empty where there is nothing."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Appearances] = {}

    def slot(self, kind: str, relation: str) -> Appearances:
        return self._found.setdefault((kind, relation), Appearances())


def appearances_of(
    uid: UUID, kinds: Iterable[Kind], relations: Iterable[Relation], *, vantage: Vantage
) -> AppearanceTable:
    """Two queries however many there are: one ranks them without their documents, one loads those
    that are shown.
    """
    group = [F("kind"), F("links__relation")]
    ranked = (
        vantage.editions()
        .filter(
            kind__in=list(kinds),
            links__target_uid=uid,
            links__relation__in=list(relations),
        )
        .annotate(
            relation=F("links__relation"),
            place=Window(RowNumber(), partition_by=group, order_by=F("sort_key").desc()),
            total=Window(Count("sequence"), partition_by=group),
        )
        .filter(place__lte=SHOWN)
        .order_by("kind", "relation", "place")
        .values_list("sequence", "kind", "relation", "total")
    )
    rows = list(ranked)
    shown = {row[0] for row in rows}
    bodies = dict(vantage.editions().filter(sequence__in=shown).values_list("sequence", "body"))
    table = AppearanceTable()
    for sequence, kind, relation, total in rows:
        slot = table.slot(kind, relation)
        slot.total = total
        # Withdrawn between the two queries: gone is gone.
        if sequence in bodies:
            slot.documents.append(json.loads(bodies[sequence]))
    return table
