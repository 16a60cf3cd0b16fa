"""Where sources differ: every value side by side, with who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coalition.pages.sources import Citation, SourceBook
from coalition.pages.wording import ATTENDANCE, FIELD, word


@dataclass(frozen=True, slots=True)
class Version:
    value: str
    quote: str
    attribution: str
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class Dispute:
    fact: str
    versions: list[Version]


def disputes_of(disputed: list[dict[str, Any]], book: SourceBook) -> list[Dispute]:
    return [
        Dispute(_fact(item), [_version(item, claim, book) for claim in item["claims"]])
        for item in disputed
    ]


def _fact(item: dict[str, Any]) -> str:
    """A disputed attendance says whose; any other dispute is about a field."""
    who = item.get("leader") or item.get("party")
    name = word(FIELD, item["field"])
    return _("%(field)s of %(name)s") % {"field": name, "name": who["name"]} if who else name


def _version(item: dict[str, Any], claim: dict[str, Any], book: SourceBook) -> Version:
    value = claim.get("value") or claim.get("asserts") or ""
    return Version(
        value=word(ATTENDANCE, value) if value in ATTENDANCE else value,
        quote=claim["quote"] or "",
        attribution=claim["attribution"] or "",
        citations=book.cite([claim], _fact(item)),
    )
