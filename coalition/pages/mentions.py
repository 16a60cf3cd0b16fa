"""What was announced last about a party, a leader or an alliance."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from coalition.models.editions import Edition, EditionLink, EditionQuerySet, Kind, Relation
from coalition.pages.announcements import announcing
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


def mentions_of(edition: Edition, *, vantage: Vantage, limit: int) -> EditionQuerySet:
    """What last announced the newest `limit` documents that speak of the record, and its own.

    One query, and one more for each merge in the longest chain that ended in the record: those who
    spoke of what was merged into it speak of it now. Sequences rise as announcements do, and they
    are what the index of links is in order of, one record and relation at a time: so each of those
    gives its own newest, however many there are.
    """
    announced = announcing(vantage)
    own = announced.filter(uid=edition.uid).order_by().values("sequence")
    newest = [
        # By key, as not every database limits the parts of a union.
        Edition.objects.order_by()
        .filter(sequence__in=_newest(announced, uid, relation)[:limit])
        .values("sequence")
        for uid in (edition.uid, *_merged_into(edition.uid))
        for relation in _RELATIONS[Kind(edition.kind)]
    ]
    # What named it then may name another now, since a merge was undone.
    naming = vantage.editions().filter(
        Q(uid=edition.uid) | Q(links__target_uid=edition.uid), uid=OuterRef("uid")
    )
    found = Edition.objects.filter(Exists(naming.order_by()), sequence__in=own.union(*newest))
    return found.order_by("-sequence")


def _newest(editions: EditionQuerySet, uid: UUID, relation: Relation) -> QuerySet[Any, Any]:
    linked = editions.filter(links__target_uid=uid, links__relation=relation)
    return linked.order_by("-links__edition_id").values("sequence")


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
