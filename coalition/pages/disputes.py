"""Where sources differ: both sides with who says so, and what the desk goes by and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coalition.pages.claimed import value_word
from coalition.pages.sources import Citation, SourceBook
from coalition.pages.wording import FIELD, POSITION, word

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Own:
    """What the page itself says of a fact, how else claims may word that, and which say so too.

    Of a row the difference has contrary claims only: `claims` has the others, and `is_complete`
    says whether these are all.
    """

    text: str
    also: frozenset[str] = frozenset()
    claims: list[Document] = field(default_factory=list)
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One answer, and every claim that gives it. `value` is empty if it is the page's own, which
    nobody has told us here. `is_unsaid` if it is certain that no source gives it."""

    value: str
    is_ours: bool
    claims: list[Citation]
    is_unsaid: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact on which sources differ. `goes_by` is empty if the desk leaves it open.

    `field` and `about`, the identifier of a leader or a party, tell which fact of the page it is.
    """

    anchor: str
    field: str
    about: str
    fact: str
    goes_by: str
    reason: str
    is_settled: bool
    versions: list[Version]


def disputes_of(
    document: Document, book: SourceBook, own: Mapping[str, Own] | None = None
) -> list[Dispute]:
    """What is open first, then what is settled, which an older edition does not tell apart.

    `own` has what the page says, by field; of a row, by field and the identifier of whose it is.
    """
    found = [(item, False) for item in document["disputed"]]
    found += [(item, True) for item in document.get("settled", [])]
    return [
        _dispute(f"disputed-{number}", item, is_settled, book, own or {})
        for number, (item, is_settled) in enumerate(found, start=1)
    ]


def dispute_on(disputes: list[Dispute], *fields: str, about: str = "") -> Dispute | None:
    """The difference on one of `fields` of the record, or of its row about `about`."""
    return next(
        (found for found in disputes if found.about == about and found.field in fields), None
    )


def _dispute(
    anchor: str, item: Document, is_settled: bool, book: SourceBook, own: Mapping[str, Own]
) -> Dispute:
    about = _about(item)
    ours = own.get(f"{item['field']} {about}".strip(), Own(""))
    if is_settled:
        told = item.get("value")
        ours = replace(ours, text=(ours.text or value_word(item["field"], told)) if told else "")
    else:
        ours = replace(ours, text=ours.text or _worded(item))
    return Dispute(
        anchor=anchor,
        field=item["field"],
        about=about,
        fact=_fact(item),
        goes_by=ours.text if is_settled else "",
        reason=item.get("reason") or "",
        is_settled=is_settled,
        versions=_versions(item, ours, book),
    )


def _worded(item: Document) -> str:
    """What the page says, in the words of the first source that agrees; empty if none has any."""
    return next(
        (_said(item, claim) for claim in item["claims"] if claim.get("agrees") and _value(claim)),
        "",
    )


def _value(claim: Document) -> str:
    return claim.get("value") or claim.get("asserts") or ""


def _said(item: Document, claim: Document) -> str:
    return value_word(item["field"], _value(claim))


def _about(item: Document) -> str:
    who = item.get("leader") or item.get("party")
    return str(who["id"]) if who else ""


def _fact(item: Document) -> str:
    """A disputed row says whose; any other dispute is about a field."""
    who = item.get("leader") or item.get("party")
    if who and "position" in item:
        kind = word(POSITION, item["position"])
        return _("Seats: %(name)s %(kind)s") % {"name": who["name"], "kind": kind}
    name = word(FIELD, item["field"])
    return _("%(field)s of %(name)s") % {"field": name, "name": who["name"]} if who else name


def _versions(item: Document, ours: Own, book: SourceBook) -> list[Version]:
    """Claims that say the same stand together, what the page says before all else.

    Editions from before `agrees` do not tell which claims mean what the page says, so there only
    the wordings that the page knows are taken for its own.
    """
    fact = _fact(item)
    by_value: dict[str, list[Citation]] = {ours.text: book.cite(ours.claims, fact)}
    alike = {"", *(word.casefold() for word in (ours.text, *ours.also))}
    for claim in item["claims"]:
        said = _said(item, claim)
        is_ours = claim.get("agrees", said.casefold() in alike)
        by_value.setdefault(ours.text if is_ours else said, []).extend(book.cite([claim], fact))
    knows = ours.is_complete if _about(item) else all("agrees" in said for said in item["claims"])
    return [
        Version(
            capfirst(value),
            is_ours=value == ours.text,
            claims=claims,
            is_unsaid=knows and not claims,
        )
        for value, claims in by_value.items()
        if value or claims
    ]
