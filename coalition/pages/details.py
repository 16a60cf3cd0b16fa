"""The pages of single records: one view for all kinds, and what each kind puts on its page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator

from coalition.live_editions import Moved
from coalition.models.editions import Edition, Kind
from coalition.pages.addresses import absolute, list_path, page_path
from coalition.pages.alliances import alliance_page
from coalition.pages.calendar_events import calendar_path
from coalition.pages.editions import History, edition_path, history_of
from coalition.pages.elections import election_page
from coalition.pages.leaders import leader_page
from coalition.pages.meetings import meeting_page
from coalition.pages.parties import kin_of, party_page
from coalition.pages.public_answers import public_page
from coalition.pages.sharing import sharing_of
from coalition.pages.sources import SourceBook
from coalition.pages.statements import statement_page
from coalition.pages.summaries import name_in_language_of_page, summary_of
from coalition.pages.talks import talk_page
from coalition.pages.times import moment
from coalition.pages.track_records import record_of, whole_record_of
from coalition.pages.vantage import Vantage, vantage_of
from coalition.pages.wording import KINDS, word

Document = dict[str, Any]

_TEMPLATES = {
    Kind.PARTY: "pages/party.html",
    Kind.LEADER: "pages/leader.html",
    Kind.ALLIANCE: "pages/alliance.html",
    Kind.ELECTION: "pages/election.html",
    Kind.MEETING: "pages/meeting.html",
    Kind.SEAT_SHARING_TALK: "pages/talk.html",
    Kind.STATEMENT: "pages/statement.html",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """`changes` leads to what it changed, on the page itself or on that of all editions."""

    note: str
    published_at: datetime
    changes: str


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What every record's page says about itself."""

    kind: str
    section: str
    section_word: str
    title: str
    #: The native name in the language of the page: then it is the heading.
    own_name: str
    description: str
    edition: int
    published_at: datetime
    first_published_at: datetime
    corrections: list[Correction]
    calendar: str

    @property
    def heading(self) -> str:
        return self.own_name or self.title

    @property
    def is_first_edition(self) -> bool:
        return self.edition == 1


@public_page
def record_page(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    vantage = vantage_of(request)
    edition = vantage.find(kind, slug)
    if edition.slug != slug:
        # The stable identifier leads to the page too, but a page has one address.
        raise Moved(edition)
    document: Document = json.loads(edition.body)
    book = SourceBook(document["sources"])
    history = history_of(edition, vantage=vantage)
    context: dict[str, Any] = {
        "head": _head(document, _corrections(edition, document, history, vantage), vantage.today),
        "canonical": absolute(page_path(kind, slug)),
        "section": list_path(kind),
        "history": history,
        **_CONTENTS[kind](edition, document, book, vantage),
        # Last, when everything that the page cites has been put into the book.
        "reports": book.reports,
    }
    context |= sharing_of(document, context, today=vantage.today)
    return render(request, _TEMPLATES[kind], context)


def _head(document: Document, corrections: list[Correction], today: date) -> RecordHead:
    summary = summary_of(document, today=today)
    facts = (
        summary.label,
        summary.state_word,
        str(summary.date or ""),
        summary.detail,
        summary.text,
    )
    return RecordHead(
        kind=document["kind"],
        section=list_path(document["kind"]),
        section_word=word(KINDS, document["kind"]),
        title=summary.title,
        own_name=name_in_language_of_page(document),
        description=Truncator(". ".join(filter(None, facts))).chars(200),
        edition=document["edition"],
        published_at=moment(document["published_at"]),
        first_published_at=moment(document["first_published_at"]),
        corrections=corrections,
        calendar=calendar_path(document) if document["kind"] == Kind.MEETING else "",
    )


def _corrections(
    edition: Edition, document: Document, history: History, vantage: Vantage
) -> list[Correction]:
    """The newest first."""
    told = {entry.number for entry in history.entries}
    return [
        Correction(
            note=row["note"],
            published_at=moment(row["published_at"]),
            changes=f"#edition-{number}"
            if (number := row["edition"]) in told
            else edition_path(edition, number, vantage=vantage),
        )
        for row in reversed(document["corrections"])
    ]


def _meeting(edition: Edition, document: Document, book: SourceBook, vantage: Vantage) -> Document:
    return {"meeting": meeting_page(document, book, vantage=vantage)}


def _talk(edition: Edition, document: Document, book: SourceBook, vantage: Vantage) -> Document:
    return {"page": talk_page(edition, document, book, vantage=vantage)}


def _statement(
    edition: Edition, document: Document, book: SourceBook, vantage: Vantage
) -> Document:
    return {"page": statement_page(document, book)}


def _party(edition: Edition, document: Document, book: SourceBook, vantage: Vantage) -> Document:
    kin = kin_of(document, vantage=vantage)
    return {
        "party": party_page(document, book, kin, today=vantage.today),
        "record": whole_record_of(
            edition, vantage=vantage, memberships=kin.memberships(document["id"])
        ),
    }


def _leader(edition: Edition, document: Document, book: SourceBook, vantage: Vantage) -> Document:
    return {
        "leader": leader_page(document, book, today=vantage.today),
        "record": whole_record_of(edition, vantage=vantage),
    }


def _alliance(edition: Edition, document: Document, book: SourceBook, vantage: Vantage) -> Document:
    return {
        "alliance": alliance_page(document, book, vantage=vantage),
        "sections": record_of(edition, vantage=vantage),
    }


def _election(edition: Edition, document: Document, book: SourceBook, vantage: Vantage) -> Document:
    return {"election": election_page(edition, document, book, vantage=vantage)}


_CONTENTS: dict[Kind, Callable[[Edition, Document, SourceBook, Vantage], Document]] = {
    Kind.MEETING: _meeting,
    Kind.SEAT_SHARING_TALK: _talk,
    Kind.STATEMENT: _statement,
    Kind.PARTY: _party,
    Kind.LEADER: _leader,
    Kind.ALLIANCE: _alliance,
    Kind.ELECTION: _election,
}
