"""From when a query looks at the ledger: now, or a moment that it asks for with `as_of`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter

from coalition.api.filter_fields import DayField, MomentField
from coalition.api.parameters import Finding, InvalidQuery
from coalition.live_editions import Document, find_body, find_body_at
from coalition.models.editions import (
    ENDINGS,
    Edition,
    EditionLink,
    EditionQuerySet,
    Kind,
    Relation,
)

PARAMETER = "as_of"

_LIKE_A_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]")
_NEITHER = (
    "Give a day, such as 2023-12-06, or a moment with its offset (RFC 3339), such as "
    "2023-12-06T16:11:00Z; in an address, the + of an offset is written %2B."
)

AS_OF = OpenApiParameter(
    PARAMETER,
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
    description="What was public at this moment, or at the end of this day in the newsroom's own "
    "time zone, and may still be shown: what was withdrawn since is left out. A moment still to "
    "come is refused.",
)


@dataclass(frozen=True, slots=True)
class Vantage:
    """`as_of` is None for the present."""

    as_of: datetime | None = None

    def editions(self) -> EditionQuerySet:
        """What the public sees from here."""
        if self.as_of is None:
            return Edition.objects.live()
        return Edition.objects.live_at(self.as_of)

    def candidates(self) -> EditionQuerySet:
        """The same, found in a way that is quick for many. It goes by the tombstones, of which
        there are few: see `check`."""
        if self.as_of is None:
            return Edition.objects.live()
        standing = Edition.objects.live().filter(uid=OuterRef("uid"))
        gone = Edition.objects.amending().filter(~Exists(standing), cause__in=ENDINGS).order_by()
        carrying = EditionLink.objects.filter(
            relation=Relation.CARRIES, target_uid__in=gone.values("uid")
        ).order_by()
        editions = Edition.objects.once_live_at(self.as_of)
        return editions.exclude(uid__in=gone.values("uid")).exclude(
            sequence__in=carrying.values("edition_id")
        )

    def check(self, editions: EditionQuerySet) -> EditionQuerySet:
        """A few candidates once more, each by what it is itself: nothing may show that is not
        public, though a tombstone were missing."""
        if self.as_of is None:
            return editions.live()
        live = Edition.objects.live().order_by()
        standing = live.filter(uid=OuterRef("uid")).values("sequence")
        of_target = live.filter(uid=OuterRef("target_uid")).values("sequence")
        carried = EditionLink.objects.filter(
            edition=OuterRef("sequence"), relation=Relation.CARRIES
        ).order_by()
        lost = carried.alias(live=Subquery(of_target[:1])).filter(live=None).values("target_uid")
        return editions.alias(standing=Subquery(standing[:1]), lost=Subquery(lost[:1])).filter(
            standing__isnull=False, lost=None
        )

    def every(self) -> EditionQuerySet:
        """All rows among which those are, by nothing but what an index begins with."""
        return Edition.objects.live() if self.as_of is None else Edition.objects.all()

    def find_body(self, kind: Kind, address: str) -> Document:
        """What it says at today's `address`. Raises as `find_live_at` does."""
        if self.as_of is None:
            return find_body(kind, address)
        return find_body_at(self.as_of, kind, address)


def read_vantage(parameters: Mapping[str, str]) -> Vantage:
    """Raises InvalidQuery for what is no moment, or lies ahead."""
    text = parameters.get(PARAMETER)
    if text is None:
        return Vantage()
    now = timezone.now()
    try:
        as_of = _read(text)
    except (ValidationError, ValueError, OverflowError):
        raise InvalidQuery([Finding(PARAMETER, _NEITHER)]) from None
    if as_of > now and text == timezone.localdate(now).isoformat():
        # Today as a whole is not over yet.
        as_of = now
    if as_of > now:
        raise InvalidQuery([Finding(PARAMETER, "It lies ahead. Leave it out for the present.")])
    return Vantage(as_of)


def _read(text: str) -> datetime:
    if _LIKE_A_MOMENT.match(text):
        moment: datetime = MomentField().read(text)
        return moment
    return timezone.make_aware(datetime.combine(DayField().read(text), time.max))
