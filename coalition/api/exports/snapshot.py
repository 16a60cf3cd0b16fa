"""A snapshot: what is public at one sequence of the ledger, read piece by piece.

No transaction is held while a file is sent, which takes minutes and as long as the caller likes.
Editions are immutable, so the sequence alone decides what belongs to the file; only what was
withdrawn in the meantime is left out of what is still to come.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from coalition.models.editions import Edition, EditionQuerySet, Kind

#: How many documents are in memory at once, as text; only one of them is parsed at a time.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Snapshot:
    sequence: int

    def bodies(self, kind: Kind | None = None) -> Iterator[str]:
        """The documents, of one kind or of all, as they are stored, in the order of publication.

        One short query for each hundred.
        """
        editions = self._editions()
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

    def _editions(self) -> EditionQuerySet:
        """What was live when the sequence was the newest, and may still be shown.

        A moment would have two sides: what is committed in it may be seen by one query, and not by
        the one before. A number that rises in the order of commits has none.
        """
        later = Edition.objects.filter(uid=OuterRef("uid"), number__gt=OuterRef("number"))
        is_replaced_since = Exists(later) & ~Exists(later.filter(sequence__lte=self.sequence))
        # Openness comes last: it is dear, and hardly anything is replaced in these minutes.
        was_live = ~Q(body="") & is_replaced_since & Q(is_open=True)
        return Edition.objects.with_openness().filter(
            Q(is_live=True) | was_live, sequence__lte=self.sequence
        )

    def documents(self, kind: Kind) -> Iterator[dict[str, Any]]:
        for body in self.bodies(kind):
            yield json.loads(body)
