"""Statements as they are shown on their own page and on those that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.pages.addresses import reference_path
from coalition.pages.facts import Fact, FactTeller
from coalition.pages.prose import prose
from coalition.pages.sources import Citation, SourceBook, attributions
from coalition.pages.times import When, when
from coalition.pages.wording import STANCE, word

Reference = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StatementView:
    title: str
    path: str
    stance: str
    stance_word: str
    leader: Reference | None
    party: Reference | None
    label: str
    point: SafeString
    made: When | None
    attribution: str
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class StanceGroup:
    stance: str
    word: str
    statements: list[StatementView]


def statement_view(document: dict[str, Any], book: SourceBook) -> StatementView:
    speaker = document["speaker"]
    told = attributions(
        document["claims"],
        stance=document["stance"],
        point=document["point"] or "",
        speaker=_speaker(speaker),
    )
    return StatementView(
        title=document["title"],
        path=reference_path(document),
        stance=document["stance"],
        stance_word=word(STANCE, document["stance"]),
        leader=speaker["leader"],
        party=speaker["party"],
        label=speaker["label"] or "",
        point=prose(document["point"]),
        made=when(document["made"]),
        # Of an unnamed speaker, the claim has no more to say than the statement itself.
        attribution="" if told == (speaker["label"] or "") else told,
        citations=book.cite_rest(document["claims"], document["title"]),
    )


def _speaker(speaker: dict[str, Any]) -> str:
    named = speaker["leader"] or speaker["party"]
    return str(named["name"] if named else speaker["label"] or "")


def by_stance(documents: list[dict[str, Any]], book: SourceBook) -> list[StanceGroup]:
    """In the order of the vocabulary; stances nobody took are left out."""
    views = [statement_view(document, book) for document in documents]
    known = dict.fromkeys([*STANCE, *(view.stance for view in views)])
    return [
        StanceGroup(stance, word(STANCE, stance), found)
        for stance in known
        if (found := [view for view in views if view.stance == stance])
    ]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """The facts of a statement, each with who says so; `statement` has what they are made of."""

    statement: StatementView
    title: Fact
    stance: Fact
    point: Fact
    speaker: Fact
    made: Fact
    about: list[tuple[str, Reference]]


def statement_page(document: dict[str, Any], book: SourceBook) -> StatementPage:
    names = {
        "meeting": _("Meeting"),
        "talk": _("Seat-sharing talks"),
        "alliance": _("Alliance"),
        "party": _("Party"),
    }
    about = document["about"]
    view = statement_view(document, book)
    teller = FactTeller(document["claims"], book, [])
    return StatementPage(
        statement=view,
        stance=teller.fact(view.stance_word, "stance"),
        point=teller.fact(document["point"] or "", "point"),
        speaker=teller.fact(view.label, "speaker", is_shown=True),
        made=teller.fact(str(view.made or ""), "made", "date"),
        about=[(names.get(key, key), target) for key, target in about.items() if target],
        title=teller.rest(document["title"], document["title"]),
    )
