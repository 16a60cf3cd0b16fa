"""The meetings before and after a meeting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coalition.models.editions import Edition, Kind, Relation
from coalition.pages.addresses import reference_path
from coalition.pages.facts import Fact
from coalition.pages.times import When, when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import OCCURRENCE, word

Document = dict[str, Any]

#: A meeting is followed by one or two others; more than this is no sequence that a page can show.
_NEIGHBOURS = 20
#: How many of its alliance's meetings stand for what came before, if the record names none.
_EARLIER = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A meeting before or after this one. `path` is empty if its page is not public any more."""

    uid: str
    title: str
    path: str
    state: str = ""
    state_word: str = ""
    date: When | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Where the meeting stands among others. `follows` has who says what it came after."""

    follows: Fact
    before: list[Neighbour]
    earlier: list[Neighbour]
    after: list[Neighbour]
    rescheduled_from: list[Neighbour]
    rescheduled_to: list[Neighbour]

    @property
    def is_any(self) -> bool:
        return any(
            (self.before, self.earlier, self.after, self.rescheduled_from, self.rescheduled_to)
        )


def series_of(document: Document, follows: Fact, *, vantage: Vantage) -> Series:
    """Every meeting before and after this one, in one query.

    It is a UNION of three, each on an index of its own; joined by OR they would walk every meeting.
    """
    before, moved_from = document["follows"], document["rescheduled_from"]
    meetings = vantage.editions().of_kind(Kind.MEETING).defer("search_text").order_by()
    named = [reference["id"] for reference in (before, moved_from) if reference]
    earlier = _alliance_before(document, vantage)
    found = meetings.linked_to(document["id"], Relation.FOLLOWS, Relation.RESCHEDULED_FROM).union(
        meetings.filter(uid__in=named), meetings.filter(sequence__in=earlier)
    )[:_NEIGHBOURS]
    public = {
        str(edition.uid): json.loads(edition.body)
        for edition in sorted(found, key=lambda edition: edition.sort_key)
    }
    after = _pointing(document["id"], "follows", public)
    moved_to = _pointing(document["id"], "rescheduled_from", public)
    shown = {*named, *(meeting.uid for meeting in (*after, *moved_to))}
    return Series(
        follows=follows,
        before=_earlier(before, public),
        earlier=[neighbour(public[uid]) for uid in reversed(public) if uid not in shown],
        after=after,
        rescheduled_from=_earlier(moved_from, public),
        rescheduled_to=moved_to,
    )


def _alliance_before(document: Document, vantage: Vantage) -> QuerySet[Any, Any]:
    """The sequences of the alliance's last meetings before this one, if it follows none by name."""
    alliance, on = document["alliance"], document["date"] or {}
    day = on.get("earliest") or on.get("latest")
    if document["follows"] or not alliance or not day:
        return Edition.objects.none().values("sequence")
    siblings = vantage.editions().of_kind(Kind.MEETING).filter(latest__lt=day)
    siblings = siblings.linked_to(alliance["id"], Relation.ALLIANCE).order_by(
        "-latest", "-sort_key"
    )
    return siblings.values("sequence")[:_EARLIER]


def _earlier(reference: Document | None, public: dict[str, Document]) -> list[Neighbour]:
    if reference is None:
        return []
    if reference["id"] in public:
        return [neighbour(public[reference["id"]])]
    return [Neighbour(uid=reference["id"], title=reference["name"], path="")]


def _pointing(uid: str, key: str, public: dict[str, Document]) -> list[Neighbour]:
    return [
        neighbour(document)
        for document in public.values()
        if document[key] and document[key]["id"] == uid
    ]


def neighbour(document: Document) -> Neighbour:
    return Neighbour(
        uid=document["id"],
        title=document["title"],
        path=reference_path(document),
        state=document["occurrence"],
        state_word=word(OCCURRENCE, document["occurrence"]),
        date=when(document["date"]),
    )
