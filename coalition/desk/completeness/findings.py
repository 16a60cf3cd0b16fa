"""Findings: one thing that is missing, or worth a look, or odd and yet fine."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding asks of the editor."""

    MISSING = "missing"
    QUESTION = "question"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is mended: a field or row of the form, or another page."""

    words: str
    url: str
    #: The party for which a row as such can be added from here.
    party: int | None = None
    #: The field on which a claim can be added from here, as claims call it.
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable; `words` say what is found and what to do."""

    code: str
    weight: Weight
    words: str
    places: tuple[Place, ...] = ()


def in_order(findings: list[Finding]) -> list[Finding]:
    """What is missing first, what is fine last."""
    return sorted(findings, key=lambda finding: list(Weight).index(finding.weight))
