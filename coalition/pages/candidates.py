"""Which editions are looked at for the record of a party, leader or alliance: never all there are.

Two ways lead to them, and both end after `LOOKED_AT` steps whatever the planner of the database
thinks of the numbers. The newest editions of a kind, by their list, have whatever is frequent. The
newest links of a record, by the order of publishing, have whatever is rare, and all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from coalition.models.editions import EditionLink, EditionQuerySet, Kind, Relation
from coalition.pages.memberships import Membership
from coalition.pages.vantage import Vantage

#: How far each way is followed.
LOOKED_AT = 500

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

#: Documents of one kind that speak of a record in one way.
Sort = tuple[Kind, Relation]


class Candidate(NamedTuple):
    """An edition, and of what sort it is. The list of a kind leads to whatever is newest, so that
    among the recent ones none is missing; `has_more` says that links were not followed to the end.
    """

    sequence: int
    kind: str
    relation: str
    sort_key: str
    is_recent: bool
    has_more: bool


def candidates_of(
    uid: UUID, sorts: Iterable[Sort], *, vantage: Vantage, memberships: Sequence[Membership] = ()
) -> list[Candidate]:
    """One query. An edition may be found in both ways; a meeting has one of STATES."""
    sorts = sorted(sorts)
    branches = [_linked(uid, kind, relation, vantage) for kind, relation in sorts]
    for kind, group in groupby(sorts, key=lambda sort: sort[0]):
        branches.append(_recent(uid, kind, [relation for _kind, relation in group], vantage))
    if memberships:
        branches += _silences(uid, memberships, vantage)
    return [Candidate(*row) for row in branches[0].union(*branches[1:], all=True)]


def _linked(uid: UUID, kind: Kind, relation: Relation, vantage: Vantage) -> Any:
    links = EditionLink.objects.filter(target_uid=uid, relation=relation)
    found = vantage.editions().of_kind(kind).filter(sequence__in=_newest(links))
    if relation in STATES:
        found = _without(found, uid, STATES[: STATES.index(relation)])
    return _rows(found, Value(str(relation), output_field=CharField()), more_of=links)


def _recent(uid: UUID, kind: Kind, relations: list[Relation], vantage: Vantage) -> Any:
    newest = vantage.editions().of_kind(kind).order_by("-sort_key").values("sequence")
    said = Q(links__target_uid=uid, links__relation__in=relations)
    if Relation.ATTENDED in relations:
        standing = Case(*(When(relation=state, then=Value(n)) for n, state in enumerate(STATES)))
        links = EditionLink.objects.filter(edition=OuterRef("sequence"), target_uid=uid)
        states = links.filter(relation__in=STATES).order_by(standing).values("relation")
        said &= Q(links__relation=Subquery(states[:1]))
    # All at once: a second call would ask it of another link of the same edition.
    found = vantage.editions().filter(said, sequence__in=newest[:LOOKED_AT])
    return _rows(found, F("links__relation"))


def _silences(uid: UUID, memberships: Sequence[Membership], vantage: Vantage) -> list[Any]:
    """Held meetings of which it is known who came, of an alliance that the party surely belonged to
    on that day, and which say nothing of the party or of its leaders."""
    hosts: dict[UUID, Q] = {}
    for period in memberships:
        # An empty condition says nothing beside OR, where it should say "always".
        then = Q(sequence__isnull=False) & period.days()
        hosts[period.host] = hosts[period.host] | then if period.host in hosts else then
    held = vantage.editions().of_kind(Kind.MEETING).filter(state="held")
    newest = held.filter(_span(memberships)).order_by("-sort_key").values("sequence")[:LOOKED_AT]
    recent = vantage.editions().filter(sequence__in=newest)
    branches = []
    for host, days in hosts.items():
        links = EditionLink.objects.filter(target_uid=host, relation=Relation.ALLIANCE)
        of_host = recent.filter(links__target_uid=host, links__relation=Relation.ALLIANCE)
        linked = held.filter(sequence__in=_newest(links))
        branches.append(_silent(of_host.filter(days), uid))
        branches.append(_silent(linked.filter(days), uid, more_of=links))
    return branches


def _silent(meetings: EditionQuerySet, uid: UUID, more_of: Any = None) -> Any:
    links = EditionLink.objects.filter(edition=OuterRef("sequence"))
    somebody = links.filter(relation=Relation.ATTENDED).values("relation")[:1]
    found = _without(meetings, uid, [Relation.NAMED]).annotate(somebody=Subquery(somebody))
    return _rows(
        found.exclude(somebody=None),
        Value(NOT_NAMED, output_field=CharField()),
        more_of=more_of,
    )


def _span(memberships: Sequence[Membership]) -> Q:
    """That the sort key, which begins with a day of the meeting, lies within all memberships: what
    was long after them need not be walked through."""
    begun = [period.since for period in memberships if period.since]
    over = [period.until for period in memberships if period.until]
    span = Q()
    if len(begun) == len(memberships):
        span &= Q(sort_key__gte=min(begun).isoformat())
    if len(over) == len(memberships):
        span &= Q(sort_key__lt=(max(over) + timedelta(days=1)).isoformat())
    return span


def _without(editions: EditionQuerySet, uid: UUID, relations: Sequence[Relation]) -> Any:
    """Those that do not speak of it in any of these relations. A value and no EXISTS: that would
    be answered from all links of the record at once, however many they are."""
    if not relations:
        return editions
    links = EditionLink.objects.filter(
        edition=OuterRef("sequence"), target_uid=uid, relation__in=relations
    )
    return editions.annotate(said=Subquery(links.values("relation")[:1])).filter(said=None)


def _newest(links: Any) -> Any:
    """In the order of their index."""
    return links.order_by("-edition_id").values("edition_id")[:LOOKED_AT]


def _rows(found: EditionQuerySet, relation: Any, more_of: Any = None) -> Any:
    more = Value(False) if more_of is None else Exists(more_of[LOOKED_AT : LOOKED_AT + 1])
    return (
        found.order_by()
        .annotate(
            sort=relation,
            is_recent=Value(more_of is None, output_field=BooleanField()),
            has_more=more,
        )
        .values_list("sequence", "kind", "sort", "sort_key", "is_recent", "has_more")
    )
