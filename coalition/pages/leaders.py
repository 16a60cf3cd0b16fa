"""The page of a leader: parties and offices over time, the present ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.pages.identities import Belonging, Name, belonging, names_of, newest_first
from coalition.pages.prose import prose
from coalition.pages.sources import Citation, SourceBook

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LeaderPage:
    names: list[Name]
    summary: SafeString
    memberships: list[Belonging]
    offices: list[Belonging]
    citations: list[Citation]


def leader_page(document: Document, book: SourceBook, *, today: date) -> LeaderPage:
    return LeaderPage(
        names=names_of(document),
        summary=prose(document["summary"]),
        memberships=newest_first(
            belonging(
                row,
                row["party"],
                "",
                book.cite(
                    row["claims"], _("Membership of %(name)s") % {"name": row["party"]["name"]}
                ),
                today=today,
            )
            for row in document["party_memberships"]
        ),
        offices=newest_first(_office(row, book, today) for row in document["offices"]),
        citations=book.cite_rest(document["claims"], _("The leader")),
    )


def _office(row: Document, book: SourceBook, today: date) -> Belonging:
    citations = book.cite(row["claims"], row["title"])
    return belonging(row, row["party"], row["title"], citations, today=today)
