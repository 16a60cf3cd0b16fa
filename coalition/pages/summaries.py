"""One record in a line or two, as lists, the home page and other records' pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.models.editions import Kind
from coalition.pages.addresses import reference_path
from coalition.pages.counts import parties_of, parties_reported
from coalition.pages.isolation import isolated, listed
from coalition.pages.meetings import is_overdue
from coalition.pages.memberships import is_over, present_members
from coalition.pages.regions import region_name
from coalition.pages.times import When, when
from coalition.pages.wording import (
    CATEGORY,
    KIND,
    LEVEL,
    OCCURRENCE,
    STANCE,
    TALK_STATUS,
    word,
)
from newsroom.languages import active_language

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """`state` is the value behind `state_word`, for the colour; `lines` say the rest."""

    kind: str
    title: str
    path: str
    abbreviation: str = ""
    native_name: str = ""
    native_language: str = ""
    label: str = ""
    state: str = ""
    state_word: str = ""
    date: When | None = None
    text: str = ""
    detail: str = ""
    is_overdue: bool = False
    absent: str = ""
    #: Why it was put off or called off.
    reason: str = ""

    @property
    def kind_word(self) -> str:
        return word(KIND, self.kind)

    @property
    def year(self) -> int | None:
        return self.date.year if self.date else None


def summary_of(document: Document, *, today: date) -> Summary:
    kind = document["kind"]
    if kind in _OF_TODAY:
        return _OF_TODAY[kind](document, today)
    return _OTHERS[kind](document)


def _meeting(document: Document, today: date) -> Summary:
    place = document["place"]
    on = when(document["date"])
    return Summary(
        kind=document["kind"],
        title=document["title"],
        path=reference_path(document),
        label=word(CATEGORY, document["category"]),
        state=document["occurrence"],
        state_word=word(OCCURRENCE, document["occurrence"]),
        date=on,
        text=document["purpose"] or "",
        detail=_join(place["city"] or region_name(place["region"]), counted_parties(document)),
        is_overdue=is_overdue(document["occurrence"], on, today),
        absent=listed(
            row["party"]["name"]
            for row in document["attendance"]
            if row["leader"] is None and row["status"] == "absent"
        ),
        reason=document["occurrence_reason"] or "",
    )


def counted_parties(document: Document) -> str:
    """“17 parties reported, 16 named”, the latter only of what was held; empty if neither is
    known."""
    reported, named = document["reported"]["parties"], document["recorded"]["parties"]
    if document["occurrence"] != "held":
        return parties_reported(reported)
    if reported:
        return _("%(parties)s reported, %(named)d named") % {
            "parties": parties_of(reported),
            "named": named,
        }
    return ngettext("%d party named", "%d parties named", named) % named if named else ""


def _party(document: Document) -> Summary:
    name, language = native_name(document)
    return Summary(
        kind=document["kind"],
        title=document["name"],
        path=reference_path(document),
        abbreviation=document["abbreviation"] or "",
        native_name=name,
        native_language=language,
    )


def _leader(document: Document, today: date) -> Summary:
    name, language = native_name(document)
    parties = [
        row["party"]["name"]
        for row in document["party_memberships"]
        if not is_over(row, today=today)
    ]
    offices = [row["title"] for row in document["offices"] if not is_over(row, today=today)]
    return Summary(
        kind=document["kind"],
        title=document["name"],
        path=reference_path(document),
        native_name=name,
        native_language=language,
        detail=listed(dict.fromkeys(parties)),
        text=listed(offices),
    )


def _alliance(document: Document, today: date) -> Summary:
    recorded = len(present_members(document, today=today))
    return Summary(
        kind=document["kind"],
        title=document["name"],
        path=reference_path(document),
        abbreviation=document["abbreviation"] or "",
        date=when(document["formed"]),
        text=document["purpose"] or "",
        detail=ngettext("%d member recorded", "%d members recorded", recorded) % recorded,
    )


def _election(document: Document) -> Summary:
    winners = [
        (row["party"] or row["alliance"])["name"]
        for row in document["outcomes"]
        if row["result"] == "won"
    ]
    return Summary(
        kind=document["kind"],
        title=document["name"],
        path=reference_path(document),
        label=word(LEVEL, document["level"]),
        date=when(document["polling"]),
        detail=_("Won by %(winners)s") % {"winners": listed(winners)} if winners else "",
    )


def _talk(document: Document) -> Summary:
    return Summary(
        kind=document["kind"],
        title=document["title"],
        path=reference_path(document),
        state=document["status"],
        state_word=word(TALK_STATUS, document["status"]),
        date=when(document["began"]),
        detail=_join(
            document["election"]["name"] if document["election"] else "",
            listed(party["abbreviation"] or party["name"] for party in document["parties"]),
        ),
    )


def _statement(document: Document) -> Summary:
    return Summary(
        kind=document["kind"],
        title=document["title"],
        path=reference_path(document),
        state=document["stance"],
        state_word=word(STANCE, document["stance"]),
        date=when(document["made"]),
        detail=speaker_of(document["speaker"]),
    )


def speaker_of(speaker: Document) -> str:
    """The leader and their party, the party, or an unnamed speaker as the source describes them."""
    names = [target["name"] for target in (speaker["leader"], speaker["party"]) if target]
    return listed(names) or speaker["label"] or ""


def native_name(document: Document) -> tuple[str, str]:
    """The name in a script of its own, with its language: in that of the page if there is one."""
    own = name_in_language_of_page(document)
    for row in document["other_names"]:
        if row["kind"] == "native_script" and own in ("", row["name"]):
            return row["name"], row["language"] or ""
    return "", ""


def name_in_language_of_page(document: Document) -> str:
    """The present native name that a reader of this page would use; empty if none is recorded."""
    subtag = active_language().subtag
    for row in document.get("other_names", ()):
        if (
            row["kind"] == "native_script"
            and row["until"] is None
            and (row["language"] or "").partition("-")[0] == subtag
        ):
            name: str = row["name"]
            return name
    return ""


def _join(*parts: str) -> str:
    return " · ".join(isolated(part) for part in parts if part)


#: What they say depends on the day from which the page looks.
_OF_TODAY = {Kind.MEETING: _meeting, Kind.LEADER: _leader, Kind.ALLIANCE: _alliance}
_OTHERS = {
    Kind.PARTY: _party,
    Kind.ELECTION: _election,
    Kind.SEAT_SHARING_TALK: _talk,
    Kind.STATEMENT: _statement,
}
