"""The page of a party: its alliances, its leaders, and what it split into."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.models.editions import Kind, Relation
from coalition.pages import times
from coalition.pages.addresses import list_path
from coalition.pages.identities import Belonging, Name, belonging, names_of, newest_first
from coalition.pages.isolation import listed
from coalition.pages.memberships import Membership, is_over, memberships_of
from coalition.pages.prose import prose
from coalition.pages.sources import Citation, SourceBook
from coalition.pages.times import when
from coalition.pages.vantage import Vantage

Document = dict[str, Any]

#: More than any party has recorded leaders today; the list of leaders shows the others.
_KIN = 200


@dataclass(frozen=True, slots=True)
class Kin:
    """The documents of alliances, leaders and other parties that count a party in."""

    alliances: list[Document]
    leaders: list[Document]
    offspring: list[Document]
    is_cut: bool

    def memberships(self, uid: str) -> list[Membership]:
        return memberships_of(uid, self.alliances)


@dataclass(frozen=True, slots=True)
class PartyPage:
    abbreviation: str
    colour: str
    names: list[Name]
    founded: times.When | None
    dissolved: times.When | None
    split_from: Document | None
    offspring: list[Document]
    summary: SafeString
    alliances: list[Belonging]
    leaders: list[Belonging]
    former_leaders: list[Belonging]
    more_leaders: str
    citations: list[Citation]


def kin_of(document: Document, *, vantage: Vantage) -> Kin:
    """One query. Leaders come last, for there may be more than a page shows."""
    leaders_last = Case(
        When(kind=Kind.LEADER, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    bodies = list(
        vantage.editions()
        .linked_to(document["id"], Relation.MEMBER, Relation.OFFICE, Relation.SPLIT_FROM)
        .filter(kind__in=[Kind.ALLIANCE, Kind.LEADER, Kind.PARTY])
        .order_by(leaders_last, "kind", "sort_key")
        .values_list("body", flat=True)[: _KIN + 1]
    )
    found = [json.loads(body) for body in bodies[:_KIN]]
    return Kin(
        alliances=[host for host in found if host["kind"] == Kind.ALLIANCE],
        leaders=[host for host in found if host["kind"] == Kind.LEADER],
        offspring=[host for host in found if host["kind"] == Kind.PARTY],
        is_cut=len(bodies) > _KIN,
    )


def party_page(document: Document, book: SourceBook, kin: Kin, *, today: date) -> PartyPage:
    uid = document["id"]
    leaders = newest_first(_leaders(kin, uid, today))
    return PartyPage(
        abbreviation=document["abbreviation"] or "",
        colour=document["colour"] or "",
        names=names_of(document),
        founded=when(document["founded"]),
        dissolved=when(document["dissolved"]),
        split_from=document["split_from"],
        offspring=kin.offspring,
        summary=prose(document["summary"]),
        alliances=newest_first(_alliances(kin, uid, today)),
        # By name, as nobody looks for a leader by the year in which they joined.
        leaders=sorted(
            (leader for leader in leaders if not leader.is_over),
            key=lambda leader: (not leader.title, str((leader.target or {})["name"]).casefold()),
        ),
        former_leaders=[leader for leader in leaders if leader.is_over],
        more_leaders=f"{list_path(Kind.LEADER)}?party={document['slug']}" if kin.is_cut else "",
        citations=book.cite_rest(document["claims"], _("The party")),
    )


def _alliances(kin: Kin, uid: str, today: date) -> list[Belonging]:
    """A membership as the other side's document has it; its sources are shown on its own page."""
    return [
        belonging(row, host, "", [], today=today)
        for host in kin.alliances
        for row in host["members"]
        if row["party"]["id"] == uid
    ]


def _leaders(kin: Kin, uid: str, today: date) -> list[Belonging]:
    """One entry for each membership, and one for whoever holds an office of the party without a
    recorded membership."""
    found = []
    for host in kin.leaders:
        rows = [row for row in host["party_memberships"] if row["party"]["id"] == uid]
        if not rows:
            rows = [row for row in host["offices"] if row["party"] and row["party"]["id"] == uid][
                :1
            ]
        found += [
            belonging(row, host, _offices(host, row, uid, today), [], today=today) for row in rows
        ]
    return found


def _offices(leader: Document, membership: Document, uid: str, today: date) -> str:
    """What they are now, in this party or in public office; of a former member nothing, for the
    offices of today are those of another party."""
    if is_over(membership, today=today):
        return ""
    return listed(
        office["title"]
        for office in leader["offices"]
        if not is_over(office, today=today)
        and (office["party"] is None or office["party"]["id"] == uid)
    )
