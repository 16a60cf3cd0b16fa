"""A snapshot: what is public at one sequence of the ledger, read piece by piece.

No transaction is held while a file is sent, which takes minutes and as long as the caller likes.
Editions are immutable, so the sequence alone decides what belongs to the file; only what was
withdrawn in the meantime is left out of what is still to come.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coalition.models.editions import Edition, Kind

#: How many documents are in memory at once, as text; only one of them is parsed at a time.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Snapshot:
    sequence: int

    def bodies(self, kind: Kind | None = None) -> Iterator[str]:
        """The documents, of one kind or of all, as they are stored, in the order of publication.

        One short query for each hundred.
        """
        editions = Edition.objects.live_as_of(self.sequence)
        if kind is not None:
            editions = editions.of_kind(kind)
        columns = editions.order_by("sequence").values_list("sequence", "body")
        after = 0
        while rows := list(columns.filter(sequence__gt=after)[:BATCH]):
            after = rows[-1][0]
            for _sequence, body in rows:
                yield body
            if len(rows) < BATCH:
                return

    def documents(self, kind: Kind) -> Iterator[dict[str, Any]]:
        for body in self.bodies(kind):
            yield json.loads(body)
