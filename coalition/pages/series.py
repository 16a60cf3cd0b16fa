"""The meetings before and after a meeting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from coalition.models.editions import Edition, Kind, Relation
from coalition.pages.addresses import reference_path
from coalition.pages.times import When, when
from coalition.pages.wording import OCCURRENCE, word

Document = dict[str, Any]

#: A meeting is followed by one or two others; more than this is no sequence that a page can show.
_NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A meeting before or after this one. `path` is empty if its page is not public any more."""

    title: str
    path: str
    state: str = ""
    state_word: str = ""
    date: When | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Where the meeting stands among others."""

    before: list[Neighbour]
    after: list[Neighbour]
    rescheduled_from: list[Neighbour]
    rescheduled_to: list[Neighbour]

    @property
    def is_any(self) -> bool:
        return bool(self.before or self.after or self.rescheduled_from or self.rescheduled_to)


def series_of(document: Document) -> Series:
    """Every meeting before and after this one, in one query."""
    before, moved_from = document["follows"], document["rescheduled_from"]
    earlier = [reference["id"] for reference in (before, moved_from) if reference]
    pointing_here = Edition.objects.live().linked_to(
        document["id"], Relation.FOLLOWS, Relation.RESCHEDULED_FROM
    )
    found = (
        Edition.objects.live()
        .of_kind(Kind.MEETING)
        .filter(Q(uid__in=earlier) | Q(sequence__in=pointing_here.values("sequence")))
        .defer("search_text")
        .order_by("sort_key")[:_NEIGHBOURS]
    )
    public = {str(edition.uid): json.loads(edition.body) for edition in found}
    return Series(
        before=_earlier(before, public),
        after=_pointing(document["id"], "follows", public),
        rescheduled_from=_earlier(moved_from, public),
        rescheduled_to=_pointing(document["id"], "rescheduled_from", public),
    )


def _earlier(reference: Document | None, public: dict[str, Document]) -> list[Neighbour]:
    if reference is None:
        return []
    if reference["id"] in public:
        return [neighbour(public[reference["id"]])]
    return [Neighbour(title=reference["name"], path="")]


def _pointing(uid: str, key: str, public: dict[str, Document]) -> list[Neighbour]:
    return [
        neighbour(document)
        for document in public.values()
        if document[key] and document[key]["id"] == uid
    ]


def neighbour(document: Document) -> Neighbour:
    return Neighbour(
        title=document["title"],
        path=reference_path(document),
        state=document["occurrence"],
        state_word=word(OCCURRENCE, document["occurrence"]),
        date=when(document["date"]),
    )
