"""One meeting in the record of a party or leader: who came for the party, or in which office the
leader spoke that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coalition.models.editions import Relation
from coalition.pages.addresses import reference_path
from coalition.pages.attendance import explain
from coalition.pages.times import When, when
from coalition.pages.wording import ATTENDANCE, CATEGORY, OCCURRENCE, ROLE, word

Document = dict[str, Any]
Reference = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Presence:
    """On a party's page a leader, on a leader's page the party, as the report had it that day."""

    target: Reference | None
    described_as: str
    role: str
    on_behalf_of: Reference | None
    #: Where it is not that of the list, as of a party of which only a leader is spoken.
    status_word: str = ""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """`state` is empty for a meeting that was held; `order` sorts by day, undated ones first."""

    anchor: str
    order: str
    title: str
    path: str
    date: When | None
    category: str
    state: str
    state_word: str
    presences: list[Presence]
    text: str


def entry_of(document: Document, uid: str, state: str) -> MeetingEntry:
    """`state` is the one state that the party or leader `uid` has at this meeting."""
    rows = [row for row in document["attendance"] if _speaks_of(row, uid, state)]
    occurrence = document["occurrence"]
    is_held = occurrence == "held"
    return MeetingEntry(
        anchor=f"at-{document['slug']}",
        order=_order(document),
        title=document["title"],
        path=reference_path(document),
        date=when(document["date"]),
        category=word(CATEGORY, document["category"]),
        state="" if is_held else occurrence,
        state_word="" if is_held else word(OCCURRENCE, occurrence),
        presences=[found for row in rows if (found := _presence(row, uid, state))],
        text=_text(rows, uid, state),
    )


def _order(document: Document) -> str:
    """By the last day that it can have been, then by round, as lists of meetings are sorted."""
    on = document["date"] or {}
    day = on.get("latest") or on.get("earliest") or "0000"
    return f"{day}-{document['round'] or 0:04}-{document['id']}"


def _id(reference: Reference | None) -> str:
    return reference["id"] if reference else ""


def _speaks_of(row: Document, uid: str, state: str) -> bool:
    if state == Relation.ON_BEHALF_OF:
        return _id(row["on_behalf_of"]) == uid
    if state == Relation.NAMED:
        return _id(row["party"]) == uid
    return row["status"] == state and uid in (_id(row["party"]), _id(row["leader"]))


def _presence(row: Document, uid: str, state: str) -> Presence | None:
    """Nothing for the row of a party as such."""
    is_own = _id(row["leader"]) == uid
    target = row["party"] if is_own else row["leader"]
    if target is None and not is_own:
        return None
    is_stand_in = state == Relation.ON_BEHALF_OF
    found = Presence(
        target=target,
        described_as=row["described_as"] or "",
        role=word(ROLE, row["role"]) if row["role"] in ROLE else "",
        on_behalf_of=None if is_stand_in else row["on_behalf_of"],
        status_word=word(ATTENDANCE, row["status"]) if state == Relation.NAMED else "",
    )
    return found if target or found.described_as or found.role or found.on_behalf_of else None


def _text(rows: list[Document], uid: str, state: str) -> str:
    """Of the party or leader itself: why it stayed away, or that more is not known."""
    own = [row for row in rows if _id(row["leader"] or row["party"]) == uid]
    if own and state != Relation.ON_BEHALF_OF:
        if said := explain(own[0]):
            return said
        is_alone = len(rows) == len(own) and own[0]["leader"] is None
        if state == Relation.ATTENDED and is_alone:
            return _("The party is named, but none of its leaders.")
    return ""
