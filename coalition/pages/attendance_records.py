"""A party's or leader's meetings over time: for each meeting one state, and the states kept apart.

The counts stand beside one another and are never added up: there is no rate of attendance in a
record that says of many meetings only who was named.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.models.editions import Edition, Kind, Relation
from coalition.pages.addresses import list_path
from coalition.pages.appearances import Appearances, AppearanceTable
from coalition.pages.attendance_entries import MeetingEntry, entry_of
from coalition.pages.candidates import NOT_NAMED
from coalition.pages.pictures.signs import presence_sign


@dataclass(frozen=True, slots=True)
class _State:
    """`listed` is what the list of meetings calls it; None if no list shows just these."""

    value: str
    anchor: str
    word: str | Promise
    #: What readers must know of the whole list.
    lede: str | Promise = ""
    listed: str | None = None


#: In the order of the page.
_STATES = (
    _State(Relation.ATTENDED, "attended", gettext_lazy("Attended"), listed="attended"),
    _State(Relation.ABSENT, "absent", gettext_lazy("Absent"), listed="absent"),
    _State(Relation.DECLINED, "declined", gettext_lazy("Declined"), listed="declined"),
    _State(
        Relation.ON_BEHALF_OF,
        "represented",
        gettext_lazy("Represented"),
        gettext_lazy("Somebody else spoke for this leader."),
    ),
    _State(
        Relation.EXPECTED,
        "expected",
        gettext_lazy("Expected"),
        gettext_lazy("Reports before the meeting say so. That does not say who came."),
        listed="expected",
    ),
    _State(
        Relation.INVITED,
        "invited",
        gettext_lazy("Invited"),
        gettext_lazy("Reports speak of an invitation. That does not say who came."),
        listed="invited",
    ),
    _State(
        Relation.NAMED,
        "leaders-only",
        gettext_lazy("Leaders only"),
        gettext_lazy(
            "Reports say of single leaders that they stayed away, or would come. That says nothing "
            "of the party."
        ),
    ),
    _State(
        NOT_NAMED,
        "not-named",
        gettext_lazy("Not named"),
        gettext_lazy(
            "The alliance met, and reports name some who came. They do not name this party; that "
            "does not say it stayed away."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Year:
    """`name` is empty for what has no date."""

    name: str
    entries: list[MeetingEntry]


@dataclass(frozen=True, slots=True)
class StateList:
    """All meetings of one state, the newest first. `more` leads to where the others are, if there
    are any, and `more_words` says what is listed there."""

    anchor: str
    word: str
    sign: SafeString
    lede: str
    tally: str
    years: list[Year]
    more: str
    more_words: str


@dataclass(frozen=True, slots=True)
class StripMark:
    sign: SafeString
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class StripYear:
    name: str
    marks: list[StripMark]


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """`strip` runs from the oldest meeting to the newest; if it is cut, older ones are left out.
    If the record is partial, some numbers count the newest meetings only."""

    states: list[StateList]
    strip: list[StripYear]
    is_strip_cut: bool
    is_partial: bool


def attendance_record(edition: Edition, table: AppearanceTable) -> AttendanceRecord:
    """Runs no query: `table` holds what is known."""
    states: list[StateList] = []
    marks: list[tuple[str, StripMark]] = []
    complete_since = ""
    is_partial = False
    for state in _STATES:
        found = table.slot(Kind.MEETING, state.value)
        complete_since = max(complete_since, found.complete_since)
        if not found.documents:
            continue
        entries = [
            entry_of(document, str(edition.uid), state.value) for document in found.documents
        ]
        states.append(_state_list(state, found, entries, edition))
        marks += [(entry.order, _mark(state, entry)) for entry in entries]
        is_partial |= found.is_partial
        if found.is_cut:
            complete_since = max(complete_since, entries[-1].order)
    # Before that day some states are known in full and others are not: no strip could be true.
    shown = sorted((pair for pair in marks if pair[0] >= complete_since), key=lambda pair: pair[0])
    return AttendanceRecord(
        states=states,
        strip=[
            StripYear(year, [mark for _order, mark in group])
            for year, group in groupby(shown, key=lambda pair: _year(pair[0]))
        ],
        is_strip_cut=bool(complete_since),
        is_partial=is_partial,
    )


def _mark(state: _State, entry: MeetingEntry) -> StripMark:
    label = _("%(state)s: %(meeting)s") % {"state": state.word, "meeting": entry.title}
    if entry.date:
        label = f"{entry.date}. {label}"
    return StripMark(sign=presence_sign(state.value), href=f"#{entry.anchor}", label=label)


def _year(order: str) -> str:
    return "" if order.startswith("0000") else order[:4]


def _state_list(
    state: _State, found: Appearances, entries: list[MeetingEntry], edition: Edition
) -> StateList:
    more, more_words = _more(state, found, edition) if found.is_cut else ("", "")
    return StateList(
        anchor=state.anchor,
        word=str(state.word),
        sign=presence_sign(state.value),
        lede=_lede(state, found),
        tally=found.tally,
        years=[
            Year(year, list(group))
            for year, group in groupby(entries, key=lambda entry: _year(entry.order))
        ],
        more=more,
        more_words=more_words,
    )


def _lede(state: _State, found: Appearances) -> str:
    if state.value != NOT_NAMED or not found.is_partial:
        return str(state.lede)
    return f"{state.lede} {_('Only the newest meetings of its alliances were looked at.')}"


def _more(state: _State, found: Appearances, edition: Edition) -> tuple[str, str]:
    path = list_path(Kind.MEETING)
    if state.listed:
        words = _("The whole list: %(state)s") % {"state": str(state.word).lower()}
        return f"{path}?{edition.kind}={edition.slug}&attendance={state.listed}", words
    alliance = found.documents[-1]["alliance"]
    if state.value == NOT_NAMED and alliance:
        words = _("All meetings of %(alliance)s that were held") % {"alliance": alliance["name"]}
        return f"{path}?alliance={alliance['slug']}&occurrence=held", words
    return f"{path}?{edition.kind}={edition.slug}", _("All meetings whose reports speak of it")
