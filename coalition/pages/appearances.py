"""Where else a record appears: the live documents that speak of it, by kind and by how they do.

Attended, absent, declined, expected and invited are asked for by name and never added up. A meeting
has one of them for each party and leader. Meetings of its own alliance that say nothing of a party
are found here too: it was *not named*, which does not say that it stayed away.

However large the record grows, a page looks at the newest few hundred documents of each sort and no
further, and says so where there are more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from coalition.models.editions import EditionLink, EditionQuerySet, Kind, Relation
from coalition.pages.memberships import Membership
from coalition.pages.numbers import grouped
from coalition.pages.vantage import Vantage

#: A page shows this many of each sort, newest first, and leads to the list for the others.
SHOWN = 12
#: It looks at this many of each sort, newest first, to count them and to choose what it shows.
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

_COLUMNS = ("sequence", "kind", "relation", "place", "is_own", "total", "looked", "oldest")


@dataclass(slots=True)
class Appearances:
    """`total` counts those among the newest that were looked at, `documents` holds the newest.

    `looked_back_to` is the sort key of the oldest that was looked at, and empty if all were.
    """

    total: int = 0
    documents: list[dict[str, Any]] = field(default_factory=list)
    looked_back_to: str = ""

    @property
    def is_partial(self) -> bool:
        """Whether there may be more than `total`."""
        return bool(self.looked_back_to)

    @property
    def is_cut(self) -> bool:
        return self.is_partial or self.total > len(self.documents)

    @property
    def tally(self) -> str:
        """`500+` where older ones were not looked at."""
        return f"{grouped(self.total)}{'+' if self.is_partial else ''}"


class AppearanceTable:
    """The answer of `appearances_of`, empty where there is nothing."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Appearances] = {}

    def slot(self, kind: str, relation: str) -> Appearances:
        return self._found.setdefault((kind, relation), Appearances())


def appearances_of(
    uid: UUID,
    sorts: Iterable[Sort],
    *,
    vantage: Vantage,
    memberships: Sequence[Membership] = (),
) -> AppearanceTable:
    """Two queries however many there are: one ranks them without their documents, one loads those
    that are shown.

    `memberships` are the alliances that a party belonged to; without them nothing is said of
    meetings at which it was not named.
    """
    branches = [_named(uid, kind, relation, vantage) for kind, relation in sorts]
    if memberships:
        branches.append(_silent(uid, memberships, vantage))
    ranked = branches[0].union(*branches[1:], all=True)
    rows = sorted(ranked, key=lambda row: row[1:4])
    shown = {row[0] for row in rows if row[4]}
    bodies = dict(vantage.editions().filter(sequence__in=shown).values_list("sequence", "body"))
    table = AppearanceTable()
    for sequence, kind, relation, _place, is_own, total, looked, oldest in rows:
        slot = table.slot(kind, relation)
        slot.looked_back_to = oldest if looked > LOOKED_AT else ""
        if not is_own:
            continue
        slot.total = min(total, LOOKED_AT)
        # Withdrawn between the two queries: gone is gone.
        if sequence in bodies:
            slot.documents.append(json.loads(bodies[sequence]))
    return table


def _named(uid: UUID, kind: Kind, relation: Relation, vantage: Vantage) -> Any:
    """The editions that speak of it so. Of STATES, its own are those of which it is the first."""
    found = vantage.editions().of_kind(kind).linked_to(uid, relation)
    stronger = STATES[: STATES.index(relation)] if relation in STATES else ()
    said = EditionLink.objects.filter(
        edition=OuterRef("sequence"), target_uid=uid, relation__in=stronger
    )
    is_own = ~Exists(said) if stronger else Q(sequence__isnull=False)
    return _ranked(found, relation, is_own, vantage)


def _silent(uid: UUID, memberships: Sequence[Membership], vantage: Vantage) -> Any:
    """Held meetings of which it is known who came, of an alliance that the party surely belonged to
    on that day, and which say nothing of the party or of its leaders."""
    links = EditionLink.objects.filter(edition=OuterRef("sequence"))
    then = Q()
    for period in memberships:
        then |= Q(alliance=period.host) & period.days()
    found = (
        vantage.editions()
        .of_kind(Kind.MEETING)
        .filter(
            _span(memberships),
            state="held",
            links__relation=Relation.ALLIANCE,
            links__target_uid__in={period.host for period in memberships},
        )
        .annotate(alliance=F("links__target_uid"))
        .filter(then)
    )
    somebody_came = Exists(links.filter(relation=Relation.ATTENDED))
    is_named = Exists(links.filter(relation=Relation.NAMED, target_uid=uid))
    return _ranked(found, NOT_NAMED, somebody_came & ~is_named, vantage)


def _span(memberships: Sequence[Membership]) -> Q:
    """That the sort key, which begins with a day of the meeting, lies within all memberships: what
    was long after them need not be walked through."""
    span = Q()
    begun = [period.since for period in memberships]
    over = [period.until for period in memberships]
    if None not in begun:
        span &= Q(sort_key__gte=min(day for day in begun if day).isoformat())
    if None not in over:
        after = max(day for day in over if day) + timedelta(days=1)
        span &= Q(sort_key__lt=after.isoformat())
    return span


def _ranked(editions: EditionQuerySet, relation: str, is_own: Any, vantage: Vantage) -> Any:
    """The newest that are shown, its own first, with how many of those looked at are its own.

    The newest are taken by sort key before anything is asked of them, so that an index is walked
    from its end, or the links of what is rarely named, and never all there is.
    """
    newest = editions.order_by("-sort_key").values("sequence")[: LOOKED_AT + 1]
    return (
        vantage.editions()
        .filter(sequence__in=newest)
        .order_by()
        .annotate(
            relation=Value(str(relation), output_field=CharField()),
            is_own=Case(When(is_own, then=Value(1)), default=Value(0)),
        )
        .annotate(
            place=Window(RowNumber(), order_by=[F("is_own").desc(), F("sort_key").desc()]),
            total=Window(Count("sequence"), partition_by=F("is_own")),
            looked=Window(Count("sequence")),
            oldest=Window(Min("sort_key")),
        )
        .filter(place__lte=SHOWN)
        .values_list(*_COLUMNS)
    )
