"""What the filters of a list offer: years, months and regions, parties and alliances."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Case, F, TextField, Value, When
from django.http import HttpRequest

from coalition.kept_values import KeptValue
from coalition.models.editions import Kind
from coalition.pages.almanac import Almanac, almanac_without_numbers
from coalition.pages.memberships import present_members
from coalition.pages.public_answers import stamp_of
from coalition.pages.vantage import Vantage, present, vantage_of

#: More than a reader could choose from; a page of its own leads to the filter anyway.
_IDENTITIES = 2000


@dataclass(frozen=True, slots=True)
class Identity:
    """A party or an alliance; `members` are the parties that belong to an alliance now."""

    kind: str
    uid: str
    slug: str
    name: str
    members: frozenset[str] = frozenset()


class Choices:
    """Each part is looked up when a filter needs it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def almanac(self) -> Almanac:
        return almanac_without_numbers(self._request)

    @cached_property
    def identities(self) -> list[Identity]:
        """Those of then, by the names of then: a list refuses a party that was not public yet."""
        vantage = vantage_of(self._request)
        return identities_of(vantage) if vantage.is_past else _PRESENT.get(stamp_of(self._request))

    def of_kind(self, kind: str) -> list[Identity]:
        return [identity for identity in self.identities if identity.kind == kind]


def identities_of(vantage: Vantage) -> list[Identity]:
    """By name, the alliances with their present members."""
    body = Case(
        When(kind=Kind.ALLIANCE, then=F("body")), default=Value(""), output_field=TextField()
    )
    rows = (
        vantage.editions()
        .filter(kind__in=[Kind.PARTY, Kind.ALLIANCE])
        .order_by("kind", "sort_key")
        .values_list("kind", "uid", "slug", "title", body)[:_IDENTITIES]
    )
    return [
        Identity(kind, str(uid), slug, title, _members(body, vantage.today))
        for kind, uid, slug, title, body in rows
    ]


def _members(body: str, today: date) -> frozenset[str]:
    if not body:
        return frozenset()
    members = present_members(json.loads(body), today=today)
    return frozenset(party["id"] for party in members)


_PRESENT = KeptValue(lambda: identities_of(present()))
