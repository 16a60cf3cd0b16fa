"""What was announced last about a party, a leader or an alliance."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from coalition.models.editions import Edition, EditionLink, EditionQuerySet, Kind, Relation
from coalition.pages.announcements import announcing, told
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

#: Of how many merged records the mentions are looked for; more would be no query for a database.
_MERGED = 20

#: How many announcements are looked through for each entry: a record may have had several, and only
#: the last of them is told.
_SAID_EACH = 4


def mentions_of(edition: Edition, *, vantage: Vantage, limit: int) -> EditionQuerySet:
    """What last announced the newest `limit` documents that speak of the record, and its own.

    Two queries, one of them made here, and one more for each merge in the longest chain that ended
    in the record: those who spoke of what was merged into it speak of it now. Sequences rise as
    announcements do, and they are what the index of links is in order of, one record and relation
    at a time: so each of those gives its own newest, however many there are.
    """
    said = told(vantage)
    own = said.filter(uid=edition.uid).order_by().values("sequence")
    newest = [
        _newest(said, uid, relation, _SAID_EACH * limit)
        for uid in (edition.uid, *_merged_into(edition.uid))
        for relation in _RELATIONS[Kind(edition.kind)]
    ]
    # A query of its own: as a part of the next, a planner that misjudges the size of the ledger has
    # it run anew for each edition.
    sequences = own.union(*newest).values_list("sequence", flat=True)
    # What named it then may name another now, since a merge was undone.
    naming = vantage.editions().filter(
        Q(uid=edition.uid) | Q(links__target_uid=edition.uid), uid=OuterRef("uid")
    )
    return announcing(vantage).filter(Exists(naming.order_by()), sequence__in=list(sequences))


def _newest(
    editions: EditionQuerySet, uid: UUID, relation: Relation, limit: int
) -> QuerySet[Any, Any]:
    linked = editions.filter(links__target_uid=uid, links__relation=relation)
    found = linked.order_by("-links__edition_id").values("sequence")[:limit]
    if connection.features.supports_slicing_ordering_in_compound:
        return found
    # By key, where a database does not limit the parts of a union.
    return Edition.objects.order_by().filter(sequence__in=found).values("sequence")


def _merged_into(uid: UUID) -> list[UUID]:
    """What became part of the record, and of that, the last merged first."""
    found: list[UUID] = []
    level = [uid]
    while level and len(found) < _MERGED:
        links = EditionLink.objects.filter(target_uid__in=level, relation=Relation.MERGED_INTO)
        targets = links.order_by("-edition_id").values_list("edition__uid", flat=True)
        level = [other for other in dict.fromkeys(targets) if other not in {uid, *found}]
        found += level
    return found[:_MERGED]
