"""The meetings before and after a meeting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex, Substr

from coalition.models.editions import Kind, Relation
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

    It is a UNION, each part on an index of its own; joined by OR they would walk every meeting.
    """
    before, moved_from = document["follows"], document["rescheduled_from"]
    meetings = vantage.editions().of_kind(Kind.MEETING).defer("search_text").order_by()
    named = [reference["id"] for reference in (before, moved_from) if reference]
    found = meetings.linked_to(document["id"], Relation.FOLLOWS, Relation.RESCHEDULED_FROM).union(
        meetings.filter(uid__in=named),
        *(meetings.filter(sequence__in=part) for part in _alliance_before(document, vantage)),
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
        earlier=[neighbour(public[uid]) for uid in reversed(public) if uid not in shown][:_EARLIER],
        after=after,
        rescheduled_from=_earlier(moved_from, public),
        rescheduled_to=moved_to,
    )


def _alliance_before(document: Document, vantage: Vantage) -> list[QuerySet[Any, Any]]:
    """The sequences of the alliance's last meetings before this one, if it follows none by name.

    Those are before it whose last possible day is before its first one and, where the days leave it
    open, whose round is. What may just as well have been later is not.
    """
    alliance, on, number = document["alliance"], document["date"] or {}, document["round"]
    if document["follows"] or not alliance:
        return []
    siblings = vantage.editions().of_kind(Kind.MEETING)
    siblings = siblings.linked_to(alliance["id"], Relation.ALLIANCE)
    found = []
    if on.get("earliest"):
        past = siblings.filter(latest__lt=on["earliest"])
        found.append(past.order_by("-latest", "-sort_key"))
    if number:
        # Sort keys have the round in four digits before the “!”, and zeros where there is none.
        rounds = siblings.annotate(
            round=Substr("sort_key", StrIndex("sort_key", Value("!")) - 4, 4)
        ).filter(round__gt="0000", round__lt=f"{min(number, 9999):04}")
        if on.get("latest"):
            rounds = rounds.exclude(earliest__gt=on["latest"])
        found.append(rounds.order_by("-round"))
    return [part.values("sequence")[:_EARLIER] for part in found]


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
