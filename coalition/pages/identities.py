"""Names, memberships and offices, as the pages of parties, leaders and alliances show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from coalition.pages.memberships import is_over
from coalition.pages.sources import Citation
from coalition.pages.times import When, when
from coalition.pages.wording import ENDING, OTHER_NAME, word

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    kind: str
    language: str
    period: str
    is_native: bool


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership, an office or an outcome: whose or where, what, when, and who says so."""

    target: Document | None
    title: str
    period: str
    is_over: bool
    citations: list[Citation]
    #: Sorts by what ended last, then by what began last; what lasts comes first.
    order: tuple[bool, str, str] = (True, "", "")


def period_of(since: When | None, until: When | None, ending: str | None = None) -> str:
    parts = []
    if since:
        parts.append(_("since %(date)s") % {"date": since} if not until else str(since))
    if until:
        parts.append(_("until %(date)s") % {"date": until})
    if ending:
        parts.append(word(ENDING, ending))
    return ", ".join(parts)


def names_of(document: Document) -> list[Name]:
    return [
        Name(
            name=row["name"],
            kind=word(OTHER_NAME, row["kind"]),
            language=row["language"] or "",
            period=period_of(when(row["since"]), when(row["until"])),
            is_native=row["kind"] == "native_script",
        )
        for row in document["other_names"]
    ]


def belonging(
    row: Document,
    target: Document | None,
    title: str,
    citations: list[Citation],
    *,
    today: date,
) -> Belonging:
    ended = is_over(row, today=today)
    return Belonging(
        target=target,
        title=title,
        period=period_of(
            when(row["since"]), when(row["until"]), row.get("ending") if ended else None
        ),
        is_over=ended,
        citations=citations,
        order=(not ended, _last_day(row["until"]) if ended else "", _last_day(row["since"])),
    )


def _last_day(on: Document | None) -> str:
    return (on["latest"] or on["earliest"] or "") if on else ""


def newest_first(found: Iterable[Belonging]) -> list[Belonging]:
    """Present ones first, then former ones by how long ago they ended."""
    return sorted(found, key=lambda item: item.order, reverse=True)
