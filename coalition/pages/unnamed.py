"""Not named: the members of an alliance of whom the reports of a meeting say nothing.

Silence is never absence, so they have a place of their own, and it says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from coalition.models.editions import Kind
from coalition.pages.times import When, when
from coalition.pages.vantage import Vantage

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unnamed:
    """`alliance` and `parties` are references; the members as far as they are recorded."""

    alliance: Document
    parties: list[Document]


def unnamed_at(document: Document, *, vantage: Vantage) -> Unnamed | None:
    """None if there is nothing to tell: the meeting was not held, nobody is recorded as having
    come or stayed away, or everybody is named. One query."""
    alliance = document["alliance"]
    if alliance is None or document["occurrence"] != "held" or not _is_recorded(document):
        return None
    body = (
        vantage.editions()
        .of_kind(Kind.ALLIANCE)
        .filter(uid=alliance["id"])
        .order_by()
        .values_list("body", flat=True)
        .first()
    )
    if body is None:
        return None
    named = {row["party"]["id"] for row in document["attendance"] if row["party"]}
    on = when(document["date"])
    parties = {
        row["party"]["id"]: row["party"]
        for row in json.loads(body)["members"]
        if row["party"]["id"] not in named and _was_member(row, on)
    }
    return Unnamed(alliance, list(parties.values())) if parties else None


def _is_recorded(document: Document) -> bool:
    return any(row["status"] in ("attended", "absent") for row in document["attendance"])


def _was_member(row: Document, on: When | None) -> bool:
    """Unless the dates rule it out. Of a membership that has ended nobody knows when, only that it
    is not to be counted."""
    since, until = when(row["since"]), when(row["until"])
    if until is None and row["ending"]:
        return False
    begun_after = _is_after(since.earliest if since else None, on.latest if on else None)
    over_before = _is_after(on.earliest if on else None, until.latest if until else None)
    return not begun_after and not over_before


def _is_after(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other
