"""The meeting page: everything one meeting's document says, in the order in which readers ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.pages.attendance import Attendance, attendance_of, own_words
from coalition.pages.counts import Counts, counts_of, named_parties_and_leaders, reported_number
from coalition.pages.disputes import Dispute, Own, disputes_of
from coalition.pages.facts import Fact, FactTeller
from coalition.pages.places import Place, place_of
from coalition.pages.prose import prose
from coalition.pages.series import Series, series_of
from coalition.pages.sources import SourceBook
from coalition.pages.standfirsts import standfirst_of
from coalition.pages.statements import StanceGroup, by_stance
from coalition.pages.talks import TalkView, talk_view
from coalition.pages.times import When, clock, duration_of, start_of, when
from coalition.pages.unnamed import Unnamed, unnamed_at
from coalition.pages.vantage import Vantage
from coalition.pages.wording import CATEGORY, OCCURRENCE, OCCURRENCE_SENTENCE, word

Document = dict[str, Any]

_THE_WHOLE = gettext_lazy("The meeting as a whole")
_OPEN = ("tentative", "confirmed")


@dataclass(frozen=True, slots=True)
class State:
    """Whether it took place. `sentence` is empty where there is nothing to warn of."""

    value: str
    word: str
    sentence: str
    reason: str
    is_overdue: bool
    told: Fact

    @property
    def is_plain(self) -> bool:
        return self.value == "held"

    @property
    def is_off(self) -> bool:
        """It did not take place at its date."""
        return self.value in ("postponed", "cancelled")

    @property
    def banner(self) -> str:
        """Which of the colours of warning it has."""
        return "overdue" if self.is_overdue else self.value


@dataclass(frozen=True, slots=True)
class MeetingPage:
    title: Fact
    category: Fact
    alliance: Document | None
    alliance_fact: Fact
    round: Fact
    standfirst: str
    standfirst_fact: Fact
    state: State
    date: When | None
    date_fact: Fact
    start: Fact
    duration: Fact
    place: Place
    host: Fact
    summary: SafeString
    summary_fact: Fact
    counts: Counts | None
    named: str
    attendance: Attendance
    unnamed: Unnamed | None
    series: Series
    statements: list[StanceGroup]
    talks: list[TalkView]
    disputes: list[Dispute]

    @property
    def expected_heading(self) -> str:
        is_ahead = self.state.value in _OPEN and not self.state.is_overdue
        return _("Who is expected") if is_ahead else _("Who was expected")


def meeting_page(document: Document, book: SourceBook, *, vantage: Vantage) -> MeetingPage:
    on = when(document["date"])
    own = _own_words(document, on)
    disputes = disputes_of(document, book, _told(document, own))
    teller = FactTeller(document["claims"], book, disputes)
    first, rest = standfirst_of(document)
    purpose = teller.fact(document["purpose"] or "", "purpose")
    summary = teller.fact(document["summary"] or "", "summary")
    is_summary_first = not purpose and bool(first)
    before = document["follows"]["name"] if document["follows"] else ""
    return MeetingPage(
        category=teller.fact(own["category"], "category"),
        alliance=document["alliance"],
        alliance_fact=teller.fact(own["alliance"], "alliance"),
        round=teller.fact(own["round"], "round", "round_number"),
        standfirst=first,
        standfirst_fact=summary if is_summary_first else purpose,
        state=_state(document, on, teller, vantage.today),
        date=on,
        date_fact=teller.fact(own["date"], "date", is_shown=True),
        start=teller.fact(own["start"], "start", "start_time"),
        duration=teller.fact(own["duration_minutes"], "duration", "duration_minutes"),
        place=place_of(document["place"], teller),
        host=teller.fact("", "host", is_shown=True),
        summary=prose(rest),
        summary_fact=Fact("") if is_summary_first else summary,
        counts=counts_of(document, teller),
        named=named_parties_and_leaders(document["recorded"]),
        attendance=attendance_of(document["attendance"], book, disputes),
        unnamed=unnamed_at(document, vantage=vantage),
        series=series_of(document, teller.fact(before, "follows"), vantage=vantage),
        statements=by_stance(document["statements"], book),
        talks=[talk_view(talk, book) for talk in document["talks"]],
        disputes=disputes,
        # Last: what no other part of the page has told stands beside the title.
        title=teller.rest(document["title"], str(_THE_WHOLE)),
    )


def _own_words(document: Document, on: When | None) -> dict[str, str]:
    """What the page says, by the field that claims name."""
    place, reported = document["place"], document["reported"]
    alliance, number = document["alliance"], document["round"]
    return {
        "title": document["title"],
        "category": word(CATEGORY, document["category"]),
        "occurrence": word(OCCURRENCE, document["occurrence"]),
        "occurrence_reason": document["occurrence_reason"] or "",
        "date": str(on or ""),
        "start": start_of(document["start"], on),
        "duration_minutes": duration_of(document["duration_minutes"]),
        "place": ", ".join(filter(None, (place["venue"], place["city"]))),
        "venue": place["venue"] or "",
        "city": place["city"] or "",
        "alliance": alliance["abbreviation"] or alliance["name"] if alliance else "",
        "round": _("Round %(number)d") % {"number": number} if number else "",
        "purpose": document["purpose"] or "",
        "reported_parties": reported_number(reported["parties"]),
        "reported_leaders": reported_number(reported["leaders"]),
    }


def _told(document: Document, own: dict[str, str]) -> dict[str, Own]:
    """The same for what sources differ on, with the wordings that mean the same."""
    told = {name: Own(text) for name, text in own.items()}
    if document["start"]:
        at = clock(time.fromisoformat(document["start"]["time"]))
        told["start"] = Own(own["start"], also=frozenset({at, f"about {at}"}))
    return told | own_words(document["attendance"])


def _state(document: Document, on: When | None, teller: FactTeller, today: date) -> State:
    value = document["occurrence"]
    overdue = is_overdue(value, on, today)
    told = teller.fact(word(OCCURRENCE, value), "occurrence", "occurrence_reason")
    if value != "held" and not told.citations:
        # Who says so of the meeting says so of this: nobody may have to look for it.
        told = replace(teller.whole(told.text, str(_THE_WHOLE)), dispute=told.dispute)
    return State(
        value=value,
        word=word(OCCURRENCE, value),
        sentence=str(OCCURRENCE_SENTENCE.get(value, "")),
        reason=document["occurrence_reason"] or "",
        is_overdue=overdue,
        told=told,
    )


def is_overdue(state: str, on: When | None, today: date) -> bool:
    """Planned for a day that has passed, and nobody has recorded what became of it."""
    return state in _OPEN and on is not None and on.latest is not None and on.latest < today
