"""Not named: the members of an alliance of whom the reports of a meeting say nothing.

Silence is never absence, so they have a place of their own, and it says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from coalition.models.editions import Kind
from coalition.pages.memberships import tenures_of
from coalition.pages.presence import PRESENCE, Presence, is_attendance_recorded
from coalition.pages.times import when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import word
from coalition.tenures import Belonged, belonged

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unnamed:
    """`alliance` and `parties` are references; the members as far as they are recorded. Of those
    in `uncertain` nobody knows whether they were members then."""

    alliance: Document
    parties: list[Document]
    uncertain: list[Document]

    @property
    def heading(self) -> str:
        return word(PRESENCE, Presence.NOT_NAMED if self.parties else Presence.UNCERTAIN)


def unnamed_at(document: Document, *, vantage: Vantage) -> Unnamed | None:
    """None if there is nothing to tell: the meeting was not held, nobody is recorded as having
    come, or everybody is named. One query."""
    alliance = document["alliance"]
    if alliance is None or document["occurrence"] != "held" or not is_attendance_recorded(document):
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
    host = json.loads(body)
    named = {row["party"]["id"] for row in document["attendance"] if row["party"]}
    silent = {row["party"]["id"]: row["party"] for row in host["members"]}
    silent = {uid: party for uid, party in silent.items() if uid not in named}
    on, tenures = when(document["date"]), tenures_of(host)
    earliest, latest = (on.earliest, on.latest) if on else (None, None)
    then = {uid: belonged(tenures[uid], earliest, latest) for uid in silent}
    parties, uncertain = (
        [party for uid, party in silent.items() if then[uid] == degree]
        for degree in (Belonged.SURELY, Belonged.PERHAPS)
    )
    return Unnamed(alliance, parties, uncertain) if parties or uncertain else None
