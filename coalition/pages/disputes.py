"""Where sources differ: both sides with who says so, and what the desk goes by and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coalition.pages.sources import Citation, SourceBook
from coalition.pages.wording import FIELD, POSITION, value_word, word


@dataclass(frozen=True, slots=True)
class Version:
    """What one source says; `value` is empty if it agrees with the page."""

    value: str
    quote: str
    attribution: str
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact on which sources differ. `goes_by` is empty if the desk leaves it open."""

    fact: str
    goes_by: str
    reason: str
    is_settled: bool
    versions: list[Version]


def disputes_of(document: dict[str, Any], book: SourceBook) -> list[Dispute]:
    """What is open first, then what is settled, which an older edition does not tell apart."""
    found = [(item, False) for item in document["disputed"]]
    found += [(item, True) for item in document.get("settled", [])]
    return [
        Dispute(
            fact=_fact(item),
            goes_by=value_word(item["field"], item.get("value") or ""),
            reason=item.get("reason") or "",
            is_settled=is_settled,
            versions=[_version(item, claim, book) for claim in item["claims"]],
        )
        for item, is_settled in found
    ]


def _fact(item: dict[str, Any]) -> str:
    """A disputed row says whose; any other dispute is about a field."""
    who = item.get("leader") or item.get("party")
    if who and "position" in item:
        kind = word(POSITION, item["position"])
        return _("Seats: %(name)s %(kind)s") % {"name": who["name"], "kind": kind}
    name = word(FIELD, item["field"])
    return _("%(field)s of %(name)s") % {"field": name, "name": who["name"]} if who else name


def _version(item: dict[str, Any], claim: dict[str, Any], book: SourceBook) -> Version:
    value = claim.get("value") or claim.get("asserts") or ""
    return Version(
        value=capfirst(value_word(item["field"], value)),
        quote=claim["quote"] or "",
        attribution=claim["attribution"] or "",
        citations=book.cite([claim], _fact(item)),
    )
