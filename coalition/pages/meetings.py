"""The meeting page: everything one meeting's document says, in the order in which readers ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.pages.attendance import Attendance, attendance_of
from coalition.pages.disputes import Dispute, disputes_of
from coalition.pages.prose import prose
from coalition.pages.regions import region_name
from coalition.pages.series import Series, series_of
from coalition.pages.sources import Citation, SourceBook
from coalition.pages.statements import StanceGroup, by_stance
from coalition.pages.talks import TalkView, talk_view
from coalition.pages.times import When, duration_of, start_of, when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import (
    CATEGORY,
    OCCURRENCE,
    OCCURRENCE_SENTENCE,
    QUALIFIER,
    word,
)

Document = dict[str, Any]

_OPEN = ("tentative", "confirmed")


@dataclass(frozen=True, slots=True)
class Counts:
    """“17 parties reported, 16 named”, and why the numbers differ."""

    headline: str
    explanation: str
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    category: str
    state: str
    state_word: str
    state_sentence: str
    state_reason: str
    is_overdue: bool
    state_citations: list[Citation]
    date: When | None
    date_citations: list[Citation]
    start: str
    start_citations: list[Citation]
    duration: str
    duration_citations: list[Citation]
    venue: str
    city: str
    region: str
    place_citations: list[Citation]
    alliance: dict[str, Any] | None
    round_number: int | None
    purpose: str
    purpose_citations: list[Citation]
    summary: SafeString
    counts: Counts | None
    named: str
    attendance: Attendance
    series: Series
    statements: list[StanceGroup]
    talks: list[TalkView]
    disputes: list[Dispute]

    @property
    def expected_heading(self) -> str:
        is_ahead = self.state in _OPEN and not self.is_overdue
        return _("Who is expected") if is_ahead else _("Who was expected")

    @property
    def place(self) -> str:
        """Venue and city; the region only where its name adds something."""
        parts = [self.venue, self.city]
        if self.region and self.region not in self.city:
            parts.append(self.region)
        return ", ".join(part for part in parts if part)


def meeting_page(document: Document, book: SourceBook, *, vantage: Vantage) -> MeetingPage:
    claims = document["claims"]
    on = when(document["date"])
    state = document["occurrence"]
    place = document["place"]
    page = MeetingPage(
        category=word(CATEGORY, document["category"]),
        state=state,
        state_word=word(OCCURRENCE, state),
        state_sentence=str(OCCURRENCE_SENTENCE.get(state, "")),
        state_reason=document["occurrence_reason"] or "",
        is_overdue=is_overdue(state, on, vantage.today),
        state_citations=book.cite_field(claims, "occurrence", "occurrence_reason"),
        date=on,
        date_citations=book.cite_field(claims, "date"),
        start=start_of(document["start"], on),
        start_citations=book.cite_field(claims, "start", "start_time"),
        duration=duration_of(document["duration_minutes"]),
        duration_citations=book.cite_field(claims, "duration", "duration_minutes"),
        venue=place["venue"] or "",
        city=place["city"] or "",
        region=region_name(place["region"]),
        place_citations=book.cite_field(claims, "venue", "city", "place", "region"),
        alliance=document["alliance"],
        round_number=document["round"],
        purpose=document["purpose"] or "",
        purpose_citations=book.cite_field(claims, "purpose"),
        summary=prose(document["summary"]),
        counts=counts_of(document, book),
        named=named_parties_and_leaders(document["recorded"]),
        attendance=attendance_of(document["attendance"], book),
        series=series_of(document, vantage=vantage),
        statements=by_stance(document["statements"], book),
        talks=[talk_view(talk, book) for talk in document["talks"]],
        disputes=disputes_of(document, book),
    )
    # The rest has no place of its own on the page, but the list of sources leaves nothing out.
    book.cite_rest(claims, _("The meeting as a whole"))
    return page


def is_overdue(state: str, on: When | None, today: date) -> bool:
    """Planned for a day that has passed, and nobody has recorded what became of it."""
    return state in _OPEN and on is not None and on.latest is not None and on.latest < today


def counts_of(document: Document, book: SourceBook) -> Counts | None:
    """None if nothing was reported and nobody who attended is named."""
    reported, recorded = document["reported"]["parties"], document["recorded"]
    named = recorded["parties"]
    marks = book.cite_field(
        document["claims"], "reported_parties", "reported_leaders", "reported", "parties"
    )
    if reported is None:
        counted = named_parties_and_leaders(recorded)
        return Counts(_("%(counted)s named") % {"counted": counted}, "", marks) if counted else None
    parties = ngettext("%d party", "%d parties", reported["count"]) % reported["count"]
    if reported["qualifier"] in QUALIFIER:
        parties = f"{word(QUALIFIER, reported['qualifier'])} {parties}"
    headline = _("%(parties)s reported, %(named)d\N{NO-BREAK SPACE}named") % {
        "parties": parties,
        "named": named,
    }
    if named == reported["count"]:
        explanation = ""
    elif not named:
        explanation = _("Reports give the number, but name nobody who attended.")
    else:
        explanation = ngettext(
            "Reports count %(parties)s; the leaders they name speak for %(named)d.",
            "Reports count %(parties)s; the leaders they name speak for %(named)d.",
            named,
        ) % {"parties": parties, "named": named}
    return Counts(headline, explanation, marks)


def named_parties_and_leaders(recorded: dict[str, int]) -> str:
    """“16 parties, 27 leaders”; empty if nobody is named."""
    parties, leaders = recorded["parties"], recorded["leaders"]
    found = []
    if parties:
        found.append(ngettext("%d party", "%d parties", parties) % parties)
    if leaders:
        found.append(ngettext("%d leader", "%d leaders", leaders) % leaders)
    return ", ".join(found)
