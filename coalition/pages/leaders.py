"""The page of a leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coalition.pages.identities import Belonging, Name, belonging, names_of
from coalition.pages.prose import prose
from coalition.pages.sources import Citation, SourceBook


@dataclass(frozen=True, slots=True)
class LeaderPage:
    names: list[Name]
    summary: SafeString
    memberships: list[Belonging]
    offices: list[Belonging]
    citations: list[Citation]


def leader_page(document: dict[str, Any], book: SourceBook) -> LeaderPage:
    return LeaderPage(
        names=names_of(document),
        summary=prose(document["summary"]),
        memberships=[
            belonging(
                row,
                row["party"],
                "",
                book.cite(
                    row["claims"], _("Membership of %(name)s") % {"name": row["party"]["name"]}
                ),
            )
            for row in document["party_memberships"]
        ],
        offices=[
            belonging(row, row["party"], row["title"], book.cite(row["claims"], row["title"]))
            for row in document["offices"]
        ],
        citations=book.cite_rest(document["claims"], _("The leader")),
    )
