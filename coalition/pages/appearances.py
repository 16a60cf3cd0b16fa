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

from coalition.pages.candidates import NOT_NAMED, Candidate, Sort, candidates_of
from coalition.pages.memberships import Membership
from coalition.pages.numbers import grouped
from coalition.pages.vantage import Vantage

#: A page shows this many of each sort, newest first, and leads to the list for the others.
SHOWN = 8
#: Later than any sort key.
_NEVER = "9999"


@dataclass(slots=True)
class Appearances:
    """`total` counts those that were looked at, `documents` holds the newest.

    From the sort key `complete_since` on none is missing; it is empty if none is missing at all.
    """

    total: int = 0
    documents: list[dict[str, Any]] = field(default_factory=list)
    complete_since: str = ""

    @property
    def is_partial(self) -> bool:
        """Whether there may be more than `total`."""
        return bool(self.complete_since)

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
    """Two queries however many there are: one finds them without their documents, one loads those
    that are shown.

    `memberships` are the alliances that a party belonged to; without them nothing is said of
    meetings at which it was not named.
    """
    found = candidates_of(uid, sorts, vantage=vantage, memberships=memberships)
    by_sort: dict[tuple[str, str], dict[str, Candidate]] = {}
    partial = {(row.kind, row.relation) for row in found if row.has_more}
    for row in found:
        by_sort.setdefault((row.kind, row.relation), {})[row.sort_key] = row
    newest = {
        sort: [rows[key].sequence for key in sorted(rows, reverse=True)[:SHOWN]]
        for sort, rows in by_sort.items()
    }
    shown = {sequence for sequences in newest.values() for sequence in sequences}
    bodies = dict(vantage.editions().filter(sequence__in=shown).values_list("sequence", "body"))
    table = AppearanceTable()
    for sort, sequences in newest.items():
        slot = table.slot(*sort)
        slot.total = len(by_sort[sort])
        if sort in partial:
            slot.complete_since = _complete_since(*sort, found)
        # Withdrawn between the two queries: gone is gone.
        slot.documents = [json.loads(bodies[at]) for at in sequences if at in bodies]
    return table


def _complete_since(kind: str, relation: str, found: Iterable[Candidate]) -> str:
    """As far as the newest editions of the kind were looked at. Silences are also looked for among
    the newest while a party was a member, which may be long ago: of what documents say of it, those
    tell nothing."""
    return min(
        (
            row.sort_key
            for row in found
            if row.is_recent
            and row.kind == kind
            and (row.relation != NOT_NAMED or relation == NOT_NAMED)
        ),
        default=_NEVER,
    )
