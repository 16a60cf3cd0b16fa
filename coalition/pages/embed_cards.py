"""What the cards say: the few facts of a page that stand by themselves on somebody else's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from coalition.models.editions import Edition, EditionQuerySet, Kind, Relation
from coalition.pages.attendance import explain
from coalition.pages.regions import region_name
from coalition.pages.summaries import Summary, counted_parties, summary_of
from coalition.pages.times import When, start_of, when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import LEVEL, OCCURRENCE_SENTENCE, word

Document = dict[str, Any]

#: A card is a glance: the page has the others.
_ABSENT = 6
_MEETINGS = 5
_TALKS = 8


@dataclass(frozen=True, slots=True)
class Absence:
    """`party` is empty for a party itself, and for who belongs to none."""

    name: str
    party: str
    explanation: str


@dataclass(frozen=True, slots=True)
class MeetingCard:
    summary: Summary
    alliance: str
    sentence: str
    reason: str
    start: str
    venue: str
    place: str
    counted: str
    absent: list[Absence]
    more_absent: int
    declined: list[Absence]
    more_declined: int
    correction: str


@dataclass(frozen=True, slots=True)
class AllianceCard:
    summary: Summary
    meetings: list[Summary]


@dataclass(frozen=True, slots=True)
class ElectionCard:
    summary: Summary
    level: str
    region: str
    polling: When | None
    total_seats: int | None
    talks: list[Summary]


def meeting_card(edition: Edition, document: Document, vantage: Vantage) -> MeetingCard:
    summary = summary_of(document, today=vantage.today)
    place, alliance = document["place"], document["alliance"]
    region = region_name(place["region"])
    absent, declined = (_away(document, status) for status in ("absent", "declined"))
    return MeetingCard(
        summary=summary,
        alliance=(alliance["abbreviation"] or alliance["name"]) if alliance else "",
        sentence=str(OCCURRENCE_SENTENCE.get(document["occurrence"], "")),
        reason=document["occurrence_reason"] or "",
        start=start_of(document["start"], summary.date),
        venue=place["venue"] or "",
        place=place["city"] or region,
        counted=counted_parties(document),
        absent=absent[:_ABSENT],
        more_absent=len(absent[_ABSENT:]),
        declined=declined[:_ABSENT],
        more_declined=len(declined[_ABSENT:]),
        correction=(document["correction"] or {}).get("note", ""),
    )


def _away(document: Document, status: str) -> list[Absence]:
    return [
        Absence(
            name=(row["leader"] or row["party"])["name"],
            party=row["party"]["name"] if row["leader"] and row["party"] else "",
            explanation=explain(row),
        )
        for row in document["attendance"]
        if row["status"] == status
    ]


def alliance_card(edition: Edition, document: Document, vantage: Vantage) -> AllianceCard:
    return AllianceCard(
        summary=summary_of(document, today=vantage.today),
        meetings=_summaries(
            _linked(edition, Kind.MEETING, Relation.ALLIANCE, vantage), _MEETINGS, vantage
        ),
    )


def election_card(edition: Edition, document: Document, vantage: Vantage) -> ElectionCard:
    return ElectionCard(
        summary=summary_of(document, today=vantage.today),
        level=word(LEVEL, document["level"]),
        region=region_name(document["region"]),
        polling=when(document["polling"]),
        total_seats=document["total_seats"],
        talks=_summaries(
            _linked(edition, Kind.SEAT_SHARING_TALK, Relation.ELECTION, vantage), _TALKS, vantage
        ),
    )


def _linked(edition: Edition, kind: Kind, relation: Relation, vantage: Vantage) -> EditionQuerySet:
    return vantage.editions().of_kind(kind).linked_to(edition.uid, relation)


def _summaries(editions: EditionQuerySet, number: int, vantage: Vantage) -> list[Summary]:
    bodies = editions.order_by("-sort_key").values_list("body", flat=True)[:number]
    return [summary_of(json.loads(body), today=vantage.today) for body in bodies]
