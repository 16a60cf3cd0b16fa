"""Which editions are looked at for the record of a party, leader or alliance: never all there are.

Two ways lead to them, and both end after `LOOKED_AT` steps whatever the planner of the database
thinks of the numbers. The newest editions of a kind, by their list, have whatever is frequent. The
newest links of a record, by the order of publishing, have whatever is rare, and all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import StrIndex

from coalition.models.editions import EditionLink, EditionQuerySet, Kind, Relation
from coalition.pages.memberships import Membership
from coalition.pages.vantage import Vantage

#: How far each way is followed.
LOOKED_AT = 100

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

#: Those of nearly all meetings that name somebody. The others are rare, and looked for by name.
_COMMON = (Relation.ATTENDED, Relation.EXPECTED, Relation.INVITED, Relation.NAMED)

#: The place of a link's relation among them; a CASE of them all takes longer to write than to run.
_STANDING = StrIndex(Value(" ".join(STATES)), F("relation"))

#: Stands where a relation does for what no document says.
NOT_NAMED = "not_named"


class Sort(NamedTuple):
    """Documents of one kind that speak of a record in one way, or in others that count as it."""

    kind: Kind
    relation: Relation
    also: tuple[Relation, ...] = ()


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
    sorts = list(sorts)
    branches = [
        _linked(uid, sort, relation, vantage)
        for sort in sorts
        if sort.relation not in _COMMON
        for relation in (sort.relation, *sort.also)
    ]
    branches += [
        _recent(uid, sort, vantage) for sort in sorts if sort.relation == Relation.ALLIANCE
    ]
    if any(sort.relation in _COMMON for sort in sorts):
        branches += _common(uid, vantage)
    if memberships:
        branches += _silences(uid, memberships, vantage)
    return [Candidate(*row) for row in branches[0].union(*branches[1:], all=True)]


def _linked(uid: UUID, sort: Sort, relation: Relation, vantage: Vantage) -> Any:
    """By one relation of a sort: of several together no index has the newest."""
    links = EditionLink.objects.filter(target_uid=uid, relation=relation)
    found = vantage.editions().of_kind(sort.kind).filter(sequence__in=_newest(links))
    if relation in STATES:
        found = _without(found, uid, STATES[: STATES.index(relation)])
    return _rows(found, Value(str(sort.relation), output_field=CharField()), more_of=links)


def _recent(uid: UUID, sort: Sort, vantage: Vantage) -> Any:
    """What a record has of many kinds: the links alone might lead to one of the kinds only."""
    said = _own_links(target_uid=uid, relation=sort.relation).values("relation")
    found = _newest_of(vantage.editions().of_kind(sort.kind), vantage).annotate(
        said=Subquery(said[:1])
    )
    return _rows(found.exclude(said=None), F("said"))


def _common(uid: UUID, vantage: Vantage) -> list[Any]:
    """The states of most meetings, by the links that all of those have."""
    links = EditionLink.objects.filter(target_uid=uid, relation=Relation.NAMED)
    meetings = vantage.editions().of_kind(Kind.MEETING)
    linked = _with_state(meetings.filter(sequence__in=_newest(links)), uid)
    recent = _with_state(_newest_of(meetings, vantage), uid)
    return [
        _rows(linked.filter(said__in=_COMMON), F("said"), more_of=links),
        _rows(recent.exclude(said=None), F("said")),
    ]


def _with_state(meetings: EditionQuerySet, uid: UUID) -> Any:
    states = _own_links(target_uid=uid, relation__in=STATES).order_by(_STANDING)
    return meetings.annotate(said=Subquery(states.values("relation")[:1]))


def _silences(uid: UUID, memberships: Sequence[Membership], vantage: Vantage) -> list[Any]:
    """Held meetings of which it is known who came, of an alliance that the party surely belonged to
    on that day, and which say nothing of the party or of its leaders."""
    held = vantage.editions().of_kind(Kind.MEETING).filter(state="held")
    alliance = _own_links(relation=Relation.ALLIANCE).values("target_uid")[:1]
    recent = _newest_of(held.filter(_span(memberships)), vantage)
    hosts: dict[UUID, Q] = {}
    for own in memberships:
        then = Q(alliance=own.host) & own.period.days()
        hosts[own.host] = hosts.get(own.host, Q()) | then
    its = reduce(or_, hosts.values())
    branches = [_silent(recent.annotate(alliance=Subquery(alliance)).filter(its), uid)]
    for host, days in hosts.items():
        links = EditionLink.objects.filter(target_uid=host, relation=Relation.ALLIANCE)
        found = held.filter(sequence__in=_newest(links))
        found = found.annotate(alliance=Value(host, output_field=UUIDField())).filter(days)
        branches.append(_silent(found, uid, more_of=links))
    return branches


def _silent(meetings: EditionQuerySet, uid: UUID, more_of: Any = None) -> Any:
    somebody = _own_links(relation=Relation.ATTENDED).values("relation")[:1]
    found = _without(meetings, uid, [Relation.NAMED]).annotate(somebody=Subquery(somebody))
    relation = Value(NOT_NAMED, output_field=CharField())
    return _rows(found.exclude(somebody=None), relation, more_of=more_of)


def _span(memberships: Sequence[Membership]) -> Q:
    """That the sort key, which begins with a day of the meeting, lies within all memberships: what
    was long after them need not be walked through."""
    begun = [own.period.since for own in memberships if own.period.since]
    over = [own.period.until for own in memberships if own.period.until]
    span = Q()
    if len(begun) == len(memberships):
        span &= Q(sort_key__gte=min(begun).isoformat())
    # No day is after the last of all days, which need not be excluded then.
    if len(over) == len(memberships) and max(over) < date.max:
        span &= Q(sort_key__lt=(max(over) + timedelta(days=1)).isoformat())
    return span


def _without(editions: EditionQuerySet, uid: UUID, relations: Sequence[Relation]) -> Any:
    """Those that do not speak of it in any of these relations."""
    if not relations:
        return editions
    links = _own_links(target_uid=uid, relation__in=relations)
    return editions.annotate(stronger=Subquery(links.values("relation")[:1])).filter(stronger=None)


def _own_links(**condition: Any) -> Any:
    """For a subquery that is asked of each edition. It gives a value, for EXISTS or a join might be
    answered from all links of a record at once, however many they are."""
    return EditionLink.objects.filter(edition=OuterRef("sequence"), **condition).order_by()


def _newest_of(editions: EditionQuerySet, vantage: Vantage) -> EditionQuerySet:
    newest = editions.order_by("-sort_key").values("sequence")
    return vantage.editions().filter(sequence__in=newest[:LOOKED_AT])


def _newest(links: Any) -> Any:
    """In the order of their index."""
    return links.order_by("-edition_id").values("edition_id")[:LOOKED_AT]


def _rows(found: EditionQuerySet, relation: Any, more_of: Any = None) -> Any:
    more = Value(False) if more_of is None else Exists(more_of[LOOKED_AT : LOOKED_AT + 1])
    # As expressions of the list: with annotations the query would be copied once more for each.
    return found.order_by().values_list(
        "sequence",
        "kind",
        relation,
        "sort_key",
        Value(more_of is None, output_field=BooleanField()),
        more,
    )
