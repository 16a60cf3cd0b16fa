"""The seat-sharing tracker of an election: region by region, where the talks stand."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models.editions import Edition, Kind, Relation
from coalition.pages.addresses import list_path, reference_path
from coalition.pages.pictures.signs import talk_sign
from coalition.pages.regions import region_name
from coalition.pages.seat_positions import AGREES, Seats, seats_of
from coalition.pages.sources import attributions
from coalition.pages.times import When, when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import TALK_STATUS, word

Document = dict[str, Any]

#: More than one for each state and union territory; the list of talks shows the others.
_TALKS = 60
_PARTIES = 60


@dataclass(frozen=True, slots=True)
class TrackedTalk:
    """`region` is empty or a country for talks on the election as a whole, `place` is what to call
    it."""

    anchor: str
    title: str
    path: str
    region: str
    place: str
    status: str
    status_word: str
    attribution: str
    concluded: When | None
    seats: Seats
    document: Document

    @property
    def agreed_words(self) -> str:
        return self.seats.agreed_words


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many talks there are in one state."""

    sign: SafeString
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class Tracker:
    """`more` leads to the list of all talks if `talks` are the newest alone, and is empty else."""

    talks: list[TrackedTalk]
    counts: list[StateCount]
    agreed: str
    more: str

    @property
    def note(self) -> str:
        """For whatever counts or draws the talks where there are more; empty if there are not."""
        if not self.more:
            return ""
        words = ngettext(
            "From the newest talk; there are more.",
            "From the newest %(count)d talks; there are more.",
            len(self.talks),
        )
        return words % {"count": len(self.talks)}


@dataclass(frozen=True, slots=True)
class Contest:
    """What a page of an election needs of others: its talks, and the colours of parties by their
    identifiers. `newest_at` is when the newest of all these was published.
    """

    talks: list[Document]
    colours: dict[str, str]
    newest_at: datetime
    is_cut: bool


def contest_of(edition: Edition, document: Document, *, vantage: Vantage) -> Contest:
    """One query, a UNION of two, each on an index of its own."""
    contestants = [row["party"]["id"] for row in document["outcomes"] if row["party"]]
    columns = ("sequence", "kind", "body", "published_at", "sort_key")
    editions = vantage.editions().order_by()
    newest_talks = (
        vantage.editions()
        .of_kind(Kind.SEAT_SHARING_TALK)
        .linked_to(edition.uid, Relation.ELECTION)
        .order_by("-sort_key")
        .values("sequence")[: _TALKS + 1]
    )
    talks = editions.filter(sequence__in=newest_talks).values_list(*columns)
    parties = (
        editions.of_kind(Kind.PARTY).filter(uid__in=contestants[:_PARTIES]).values_list(*columns)
    )
    rows = sorted(talks.union(parties, all=True), key=lambda row: row[4], reverse=True)
    found = [json.loads(row[2]) for row in rows if row[1] != Kind.PARTY]
    return Contest(
        talks=found[:_TALKS],
        colours={
            document["id"]: document["colour"] or ""
            for _sequence, kind, body, _at, _key in rows
            if kind == Kind.PARTY and (document := json.loads(body))
        },
        newest_at=max([edition.published_at, *(row[3] for row in rows)]),
        is_cut=len(found) > _TALKS,
    )


def tracker_of(edition: Edition, talks: Sequence[Document], *, is_cut: bool) -> Tracker:
    tracked = _in_order([tracked_talk(talk) for talk in talks])
    counts = Counter(talk.status for talk in tracked)
    known = dict.fromkeys([*TALK_STATUS, *counts])
    return Tracker(
        talks=tracked,
        counts=[
            StateCount(talk_sign(status), word(TALK_STATUS, status), counts[status])
            for status in known
            if counts[status]
        ],
        agreed=_agreed(tracked),
        more=f"{list_path(Kind.SEAT_SHARING_TALK)}?election={edition.slug}" if is_cut else "",
    )


def tracked_talk(document: Document) -> TrackedTalk:
    region = document["region"] or ""
    return TrackedTalk(
        anchor=f"talk-{document['slug']}",
        title=document["title"],
        path=reference_path(document),
        region=region,
        place=region_name(region) or _("No single region"),
        status=document["status"],
        status_word=word(TALK_STATUS, document["status"]),
        attribution=attributions(document["claims"], status=document["status"]),
        concluded=when(document["concluded"]),
        seats=seats_of(document),
        document=document,
    )


def _in_order(talks: Sequence[TrackedTalk]) -> list[TrackedTalk]:
    """By the name of the region, and talks on the whole last. Of several on one region the newest
    comes first, for it says how things stand there."""
    newest = sorted(talks, key=lambda talk: talk.title.casefold())
    newest.sort(key=_last_day, reverse=True)
    return sorted(newest, key=lambda talk: ("-" not in talk.region, talk.place.casefold()))


def _last_day(talk: TrackedTalk) -> str:
    """The last day on which anything is known to have happened in it; empty if none is dated."""
    document = talk.document
    dated = [document["began"], document["concluded"]]
    dated += [position["date"] for position in document["positions"]]
    return max((on["latest"] or on["earliest"] or "" for on in dated if on), default="")


def _agreed(talks: Sequence[TrackedTalk]) -> str:
    """“59 of 257 seats”: agreed in those regions of which the number of seats is recorded.

    Two talks on one region are about the same seats, and talks on the whole about all of them.
    """
    total: dict[str, int] = {}
    agreed: dict[str, dict[str, int]] = defaultdict(dict)
    for talk in talks:
        if "-" not in talk.region or not talk.seats.total:
            continue
        place = talk.place
        total[place] = max(total.get(place, 0), talk.seats.total)
        for row in talk.seats.rows:
            for mark in row.of(AGREES):
                party = row.party["id"]
                agreed[place][party] = max(agreed[place].get(party, 0), mark.seats)
    if not total:
        return ""
    settled = sum(min(sum(agreed[place].values()), total[place]) for place in total)
    return ngettext(
        "%(agreed)d of %(total)d seat in the regions whose seats are recorded",
        "%(agreed)d of %(total)d seats in the regions whose seats are recorded",
        sum(total.values()),
    ) % {"agreed": settled, "total": sum(total.values())}
