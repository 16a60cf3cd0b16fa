"""The pages of parties and alliances."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models.editions import Kind, Relation
from coalition.pages.addresses import list_path
from coalition.pages.identities import Belonging, Name, belonging, names_of
from coalition.pages.prose import prose
from coalition.pages.sources import Citation, SourceBook
from coalition.pages.times import When, when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import QUALIFIER, word

Document = dict[str, Any]

#: More than any party has recorded leaders today; the list of leaders shows the others.
_KIN = 200


@dataclass(frozen=True, slots=True)
class PartyPage:
    abbreviation: str
    colour: str
    names: list[Name]
    founded: When | None
    dissolved: When | None
    split_from: Document | None
    summary: SafeString
    alliances: list[Belonging]
    leaders: list[Belonging]
    former_leaders: list[Belonging]
    more_leaders: str
    citations: list[Citation]


def party_page(document: Document, book: SourceBook, *, vantage: Vantage) -> PartyPage:
    """One query: every alliance and leader whose document counts this party in."""
    kin = list(
        vantage.editions()
        .linked_to(document["id"], Relation.MEMBER)
        .filter(kind__in=[Kind.ALLIANCE, Kind.LEADER])
        .order_by("kind", "sort_key")
        .values_list("body", flat=True)[: _KIN + 1]
    )
    documents = [json.loads(body) for body in kin[:_KIN]]
    alliances = [
        _seen_from(host, row)
        for host in documents
        if host["kind"] == Kind.ALLIANCE
        for row in host["members"]
        if row["party"]["id"] == document["id"]
    ]
    leaders = [
        _seen_from(host, row)
        for host in documents
        if host["kind"] == Kind.LEADER
        for row in host["party_memberships"]
        if row["party"]["id"] == document["id"]
    ]
    return PartyPage(
        abbreviation=document["abbreviation"] or "",
        colour=document["colour"] or "",
        names=names_of(document),
        founded=when(document["founded"]),
        dissolved=when(document["dissolved"]),
        split_from=document["split_from"],
        summary=prose(document["summary"]),
        alliances=alliances,
        leaders=[leader for leader in leaders if not leader.is_over],
        former_leaders=[leader for leader in leaders if leader.is_over],
        more_leaders=f"{list_path(Kind.LEADER)}?party={document['slug']}"
        if len(kin) > _KIN
        else "",
        citations=book.cite_rest(document["claims"], _("The party")),
    )


def _seen_from(host: Document, row: Document) -> Belonging:
    """A membership as the other side's document has it; its sources are shown on its own page."""
    offices = host.get("offices", [])
    title = ", ".join(office["title"] for office in offices if office["until"] is None)
    return belonging(row, host, title, [])


@dataclass(frozen=True, slots=True)
class AlliancePage:
    abbreviation: str
    names: list[Name]
    formed: When | None
    dissolved: When | None
    purpose: str
    summary: SafeString
    size: str
    size_explanation: str
    size_citations: list[Citation]
    members: list[Belonging]
    former_members: list[Belonging]
    citations: list[Citation]


def alliance_page(document: Document, book: SourceBook) -> AlliancePage:
    members = [
        belonging(
            row,
            row["party"],
            "",
            book.cite(row["claims"], _("Membership of %(name)s") % {"name": row["party"]["name"]}),
        )
        for row in document["members"]
    ]
    size, explanation = _size(document)
    return AlliancePage(
        abbreviation=document["abbreviation"] or "",
        names=names_of(document),
        formed=when(document["formed"]),
        dissolved=when(document["dissolved"]),
        purpose=document["purpose"] or "",
        summary=prose(document["summary"]),
        size=size,
        size_explanation=explanation,
        size_citations=book.cite_field(document["claims"], "reported_size", "parties", "reported"),
        members=[member for member in members if not member.is_over],
        former_members=[member for member in members if member.is_over],
        citations=book.cite_rest(document["claims"], _("The alliance")),
    )


def _size(document: Document) -> tuple[str, str]:
    """Reported and recorded are two numbers, and both are shown."""
    reported, recorded = document["reported"]["parties"], document["recorded"]["parties"]
    if reported is None:
        return ngettext("%d party recorded", "%d parties recorded", recorded) % recorded, ""
    count = ngettext("%d party", "%d parties", reported["count"]) % reported["count"]
    if reported["qualifier"] in QUALIFIER:
        count = f"{word(QUALIFIER, reported['qualifier'])} {count}"
    explanation = ""
    if recorded != reported["count"]:
        explanation = _(
            "Reports give the number; only the members that a report names are recorded."
        )
    return (
        _("%(parties)s reported, %(recorded)d recorded") % {"parties": count, "recorded": recorded},
        explanation,
    )
