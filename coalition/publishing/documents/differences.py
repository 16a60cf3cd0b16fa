"""Differences: the facts on which sources differ, and what the desk has decided on each.

What is undecided or left open is public as *disputed*; what is settled is public too, with the
reason. The claims of both sides stand beside it in either case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coalition.models import Claim, Decision
from coalition.publishing.documents.claims import claim_of_field, claim_of_row, claims_of
from coalition.publishing.facts import Fact, fact_called, facts_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact of `owner` on which the sources differ. `claims` are all that take part in it."""

    owner: Any
    fact: Fact
    claims: list[Claim]
    decision: Decision | None

    @property
    def is_settled(self) -> bool:
        return self.decision is not None and not self.decision.is_open

    def is_agreed_by(self, claim: Claim) -> bool:
        """Whether `claim` means what the owner says, however it words that."""
        if not claim.value:
            return True
        return self.fact.meaning(claim.value, self.owner) == self.fact.own(self.owner)


def differences(owner: Any) -> Iterator[Difference]:
    """The facts of `owner`, one record or one row, on which its sources differ.

    They come in the order in which a reader meets the first claim on each.
    """
    # Of tens of thousands of rows hardly one is contradicted, so that is asked first.
    if not any(claim.value for claim in claims_of(owner)):
        return
    by_fact = claims_by_fact(owner)
    decisions = decisions_of(owner)
    for fact, claims in by_fact.values():
        covering = [claim for name in fact.covered_by for claim in _claims_on(by_fact, name)]
        involved = _contrary(owner, fact, claims, covering)
        if involved:
            yield Difference(owner, fact, involved, decisions.get(fact.name))


def claims_by_fact(owner: Any) -> dict[str, tuple[Fact, list[Claim]]]:
    """The claims of `owner` by the name of their fact; those on a record as a whole left out."""
    by_fact: dict[str, tuple[Fact, list[Claim]]] = {}
    is_row = facts_of(owner)[0].is_of_row
    for claim in claims_of(owner):
        if claim.field or is_row:
            fact = fact_called(owner, claim.field)
            by_fact.setdefault(fact.name, (fact, []))[1].append(claim)
    return by_fact


def decisions_of(owner: Any) -> dict[str, Decision]:
    """What the desk has decided on `owner`, by the name of the fact."""
    return {fact_called(owner, decision.field).name: decision for decision in owner.decisions.all()}


def _claims_on(by_fact: dict[str, tuple[Fact, list[Claim]]], name: str) -> list[Claim]:
    return by_fact[name][1] if name in by_fact else []


def _contrary(
    owner: Any, fact: Fact, claims: Sequence[Claim], covering: Sequence[Claim]
) -> list[Claim]:
    """The claims that take part in a difference, or none if nobody contradicts anybody.

    A claim that asserts nothing says what the record says, so it stands against one that asserts
    something else. A row is disputed by every source that contradicts it.
    """
    own = fact.own(owner)
    passed = fact.superseded if own not in fact.superseded else frozenset()
    meant = {claim: fact.meaning(claim.value, owner) for claim in claims if claim.value}
    meant = {claim: value for claim, value in meant.items() if value not in passed}
    if fact.is_of_row:
        return [claim for claim in claims if claim in meant and meant[claim] != own]
    agreeing = [] if own is None else [claim for claim in [*claims, *covering] if not claim.value]
    sides = set(meant.values()) | ({own} if agreeing else set())
    if len(sides) < 2:
        return []
    return [claim for claim in [*claims, *covering] if claim in meant or claim in agreeing]


def field_differences(owner: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What stands under `disputed` and `settled` for the fields of a record."""
    return _told(differences(owner), lambda found: {"field": found.fact.name}, claim_of_field)


def row_differences(
    rows: Sequence[Any], field: str, named: Any
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same for rows: `field` is what a difference on the row as such is called.

    `named` says of which row it is, in the words of a document.
    """
    return _told(
        (found for row in rows for found in differences(row)),
        lambda found: {"field": found.fact.name or field, **named(found.owner)},
        claim_of_row,
    )


def _told(
    found: Any, head: Any, claim_document: Any
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    disputed: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    for difference in found:
        # Only we can tell: readers of the document know values as they are worded, not as meant.
        claims = [
            claim_document(claim) | {"agrees": difference.is_agreed_by(claim)}
            for claim in difference.claims
        ]
        reason = difference.decision.reason if difference.decision else ""
        if difference.is_settled:
            value = {"value": difference.fact.told(difference.owner) or None}
            settled.append(head(difference) | value | {"reason": reason, "claims": claims})
        else:
            disputed.append(head(difference) | {"reason": reason or None, "claims": claims})
    return disputed, settled
