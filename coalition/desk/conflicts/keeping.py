"""Keeping what sources said, while the record comes to say something else.

A claim without a value says what the record says. When the record changes its mind, that claim
would follow it, and a source would seem to say what it never said. So the old wording is written
into such claims first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet

from coalition.models import Claim
from coalition.publishing.facts import Fact, facts_of

_LIMIT = 300


@contextmanager
def keeping_what_was_said(owner: Any) -> Iterator[None]:
    """Change `owner`, a record or a row, inside; what its sources agreed with is kept as theirs."""
    facts = [(fact, fact.own(owner), fact.told(owner)) for fact in facts_of(owner)]
    yield
    for fact, meant, told in facts:
        if told and fact.own(owner) != meant:
            _agreeing(owner, fact).update(value=told[:_LIMIT])


def _agreeing(owner: Any, fact: Fact) -> QuerySet[Claim]:
    claims: QuerySet[Claim] = owner.claims.filter(field__in=[fact.name, *fact.aliases], value="")
    return claims
