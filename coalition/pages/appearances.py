"""Where else a record appears: the live documents that speak of it, by kind and by how they do.

Attended, absent, declined, expected and invited are asked for by name and never added up. A meeting
has one of them for each party and leader. Meetings of its own alliance that say nothing of a party
are found here too: it was *not named*, which does not say that it stayed away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber

from coalition.models.editions import EditionLink, EditionQuerySet, Kind, Relation
from coalition.pages.memberships import Membership
from coalition.pages.vantage import Vantage

#: A page shows this many of each sort, newest first, and leads to the list for the others.
SHOWN = 20

#: What a meeting's document can say about a party or leader. Of several, the first is its state: a
#: party that was invited, and came, attended.
STATES = (
    Relation.ATTENDED,
    Relation.ABSENT,
    Relation.DECLINED,
    Relation.ON_BEHALF_OF,
    Relation.EXPECTED,
    Relation.INVITED,
    # Of a party of which nothing is said but that a leader stayed away, or is expected.
    Relation.NAMED,
)

#: Stands where a relation does for what no document says.
NOT_NAMED = "not_named"

_COLUMNS = ("sequence", "kind", "relation", "place", "total")


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
    uid: UUID,
    kinds: Iterable[Kind],
    relations: Iterable[Relation],
    *,
    vantage: Vantage,
    memberships: Sequence[Membership] = (),
) -> AppearanceTable:
    """Two queries however many there are: one ranks them without their documents, one loads those
    that are shown.

    `memberships` are the alliances that a party belonged to; without them nothing is said of
    meetings at which it was not named.
    """
    ranked = _ranked(_named(uid, kinds, relations, vantage), F("kind"), F("relation"))
    if memberships:
        silent = _ranked(silent_about(uid, memberships, vantage=vantage), F("kind"))
        ranked = ranked.union(silent, all=True)
    rows = sorted(ranked, key=lambda row: row[1:4])
    shown = {row[0] for row in rows}
    bodies = dict(vantage.editions().filter(sequence__in=shown).values_list("sequence", "body"))
    table = AppearanceTable()
    for sequence, kind, relation, _place, total in rows:
        slot = table.slot(kind, relation)
        slot.total = total
        # Withdrawn between the two queries: gone is gone.
        if sequence in bodies:
            slot.documents.append(json.loads(bodies[sequence]))
    return table


def _named(
    uid: UUID, kinds: Iterable[Kind], relations: Iterable[Relation], vantage: Vantage
) -> EditionQuerySet:
    """The editions that speak of it, once for each relation in which they do: of STATES only in
    the first."""
    standing = Case(*(When(relation=state, then=Value(n)) for n, state in enumerate(STATES)))
    stronger = (
        EditionLink.objects.filter(edition=OuterRef("sequence"), target_uid=uid)
        .annotate(standing=standing)
        .filter(standing__lt=OuterRef("standing"))
    )
    return (
        vantage.editions()
        .filter(
            kind__in=list(kinds),
            links__target_uid=uid,
            links__relation__in=list(relations),
        )
        .annotate(relation=F("links__relation"))
        .annotate(standing=standing)
        .filter(~Exists(stronger))
    )


def silent_about(
    uid: UUID, memberships: Sequence[Membership], *, vantage: Vantage
) -> EditionQuerySet:
    """Held meetings of which it is known who came, of an alliance that the party surely belonged to
    on that day, and which say nothing of the party or of its leaders."""
    links = EditionLink.objects.filter(edition=OuterRef("sequence"))
    then = Q()
    for period in memberships:
        then |= Q(alliance=period.host) & period.days()
    return (
        vantage.editions()
        .of_kind(Kind.MEETING)
        .filter(
            state="held",
            links__relation=Relation.ALLIANCE,
            links__target_uid__in={period.host for period in memberships},
        )
        .annotate(
            relation=Value(NOT_NAMED, output_field=CharField()), alliance=F("links__target_uid")
        )
        .filter(
            then,
            Exists(links.filter(relation=Relation.ATTENDED)),
            ~Exists(links.filter(relation=Relation.NAMED, target_uid=uid)),
        )
    )


def _ranked(editions: EditionQuerySet, *group: F) -> Any:
    """The newest of each group, numbered, with how many the group has in all."""
    return (
        editions.order_by()
        .annotate(
            place=Window(RowNumber(), partition_by=list(group), order_by=F("sort_key").desc()),
            total=Window(Count("sequence"), partition_by=list(group)),
        )
        .filter(place__lte=SHOWN)
        .values_list(*_COLUMNS)
    )
