"""What changed in talks, and when: by the dates of positions, and from edition to edition.

A position has the date that its source gives. What only the editions tell has the date on which it
was published here, which is a different thing and is said so.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.document_differences import Action, differences
from coalition.models.editions import Edition
from coalition.pages.seat_positions import day_of_position, position_words
from coalition.pages.times import When, moment, when
from coalition.pages.vantage import Vantage

Document = dict[str, Any]

#: More than talks have today; of those with more, the oldest are left out.
_EDITIONS = 200
_SHOWN = 40

#: What of a talk's document is news to those who follow the talks.
_FOLLOWED = ("status", "parties", "began", "concluded", "total_seats")


@dataclass(frozen=True, slots=True)
class TalkChange:
    """`on` is the source's own date; without one, `published_at` is when it was told here."""

    order: str
    talk: Document
    lines: list[str]
    on: When | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """All that changed on one day, talk by talk, or that was published here at one moment."""

    on: When | None
    published_at: datetime | None
    changes: list[TalkChange]


def changes_of(
    talks: Sequence[Document], *, vantage: Vantage, with_positions: bool = True
) -> list[ChangeDay]:
    """Of all `talks`, the newest first; one query, which asks for their earlier editions."""
    if not talks:
        return []
    earlier = _earlier(talks, vantage)
    found: list[TalkChange] = []
    for talk in talks:
        found += _dated(talk, talk["positions"] if with_positions else [])
        found += _published([*earlier[talk["id"]], talk])
    newest = sorted(found, key=_order, reverse=True)[:_SHOWN]
    return [
        ChangeDay(changes[0].on, changes[0].published_at, changes)
        for _day, group in groupby(newest, key=lambda change: (str(change.on), change.published_at))
        if (changes := sorted(group, key=lambda change: str(change.talk["title"]).casefold()))
    ]


def _order(change: TalkChange) -> tuple[str, str, str]:
    """What is dated to one day stands together."""
    return (change.order, str(change.on or ""), str(change.published_at or ""))


def _earlier(talks: Iterable[Document], vantage: Vantage) -> dict[str, list[Document]]:
    """The superseded editions that may still be shown, by talk, oldest first."""
    editions = (
        Edition.objects.filter(uid__in=[UUID(talk["id"]) for talk in talks], is_live=False)
        .exclude(body="")
        .open()
    )
    if vantage.as_of is not None:
        editions = editions.filter(published_at__lte=vantage.as_of)
    numbers = {talk["id"]: talk["edition"] for talk in talks}
    found: dict[str, list[Document]] = defaultdict(list)
    bodies = editions.order_by("-sequence").values_list("body", flat=True)[:_EDITIONS]
    for document in map(json.loads, reversed(bodies)):
        if document["edition"] < numbers[document["id"]]:
            found[document["id"]].append(document)
    return found


def _dated(talk: Document, positions: Sequence[Document]) -> list[TalkChange]:
    """What the sources date: the beginning, each position, the end."""
    told = [(talk["began"], _("The talks begin."))]
    told += [
        (position["date"], f"{position['party']['name']} {position_words(position)}.")
        for position in positions
    ]
    told.append((talk["concluded"], _("The talks end.")))
    by_date: dict[str, list[tuple[Document, str]]] = defaultdict(list)
    for date, line in told:
        if date:
            by_date[f"{date['edtf']} {date['label']}"].append((date, line))
    return [
        TalkChange(
            order=found[0][0]["latest"] or found[0][0]["earliest"],
            talk=talk,
            on=when(found[0][0]),
            lines=[line for _date, line in found],
        )
        for found in by_date.values()
    ]


def _published(editions: Sequence[Document]) -> list[TalkChange]:
    """From one edition to the next; of the talk as it is called in the last of them."""
    found = []
    talk = editions[-1]
    for before, after in pairwise(editions):
        told = _told(before["positions"], after["positions"])
        # Positions stand in the order of their dates, which says nothing that these do not say.
        news = [
            change
            for change in differences(
                _followed(before, before["positions"]), _followed(after, told)
            )
            if (change.key, change.action) != ("positions", Action.MOVED)
        ]
        if news:
            told_at = moment(after["published_at"])
            day = timezone.localdate(told_at).isoformat()
            lines = [str(change) for change in news]
            found.append(TalkChange(order=day, talk=talk, published_at=told_at, lines=lines))
    return found


def _told(before: Sequence[Document], after: Sequence[Document]) -> list[Document]:
    """The positions of `after` without the new ones that have a date, for that tells them.

    One that stands in the place of another of its sort, which has gone, is not new: it was given
    another date.
    """
    known = {_dated_sort(position) for position in before}
    kept = {_dated_sort(position) for position in after}
    gone = Counter(_sort(position) for position in before if _dated_sort(position) not in kept)
    told = []
    for position in after:
        if _dated_sort(position) not in known:
            if gone[_sort(position)]:
                gone[_sort(position)] -= 1
            elif position["date"]:
                continue
        told.append(position)
    return told


def _sort(position: Document) -> tuple[str, str, str]:
    addressee = position["to_party"] or {"id": ""}
    return (position["party"]["id"], position["position"], addressee["id"])


def _dated_sort(position: Document) -> tuple[tuple[str, str, str], str]:
    return (_sort(position), day_of_position(position))


def _followed(document: Document, positions: Sequence[Document]) -> Document:
    """Without the claims, which may be added to without anything having changed."""
    return {key: document[key] for key in _FOLLOWED} | {
        "positions": [
            {key: value for key, value in position.items() if key != "claims"}
            for position in positions
        ]
    }
