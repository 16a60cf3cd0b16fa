"""What was published last about a party, a leader or an alliance."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from coalition.models.editions import Edition, EditionQuerySet, Kind, Relation
from coalition.pages.vantage import Vantage

#: The links that lead to each kind. Those that never stand without another of these are left out,
#: as whoever attended is named too.
_RELATIONS = {
    Kind.PARTY: (
        Relation.NAMED,
        Relation.PARTY,
        Relation.POSITION,
        Relation.MEMBER,
        Relation.OFFICE,
        Relation.SPLIT_FROM,
        Relation.OUTCOME,
        Relation.SPEAKER,
        Relation.ABOUT,
    ),
    Kind.LEADER: (Relation.NAMED, Relation.ON_BEHALF_OF, Relation.SPEAKER, Relation.ABOUT),
    Kind.ALLIANCE: (Relation.ALLIANCE, Relation.OUTCOME, Relation.ABOUT),
}


def mentions_of(edition: Edition, *, vantage: Vantage, limit: int) -> EditionQuerySet:
    """The newest `limit` editions that speak of the record, its own among them, newest first.

    One query, and a second when the answer is read. Sequences rise as publications do, and they are
    what the index of links is in order of, one relation at a time: so each relation gives its own
    newest, however many there are, and the newest of those are taken.
    """
    own = vantage.editions().filter(uid=edition.uid).order_by().values("sequence")
    newest = [
        vantage.editions()
        .order_by()
        .filter(sequence__in=_newest(edition, relation, vantage, limit))
        .values("sequence")
        for relation in _RELATIONS[Kind(edition.kind)]
    ]
    found = own.union(*newest).order_by("-sequence")[:limit]
    sequences = [row["sequence"] for row in found]
    return vantage.editions().filter(sequence__in=sequences).order_by("-published_at", "-sequence")


def _newest(
    edition: Edition, relation: Relation, vantage: Vantage, limit: int
) -> QuerySet[Any, Any]:
    linked = vantage.editions().filter(links__target_uid=edition.uid, links__relation=relation)
    return linked.order_by("-links__edition_id").values("sequence")[:limit]
