"""How well printed names are resolved, measured on lines that people have labelled.

The record is that of the seeds, with a few namesakes. Who cannot be told by anybody is labelled so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coalition.models import Kind
from coalition.resolving import NAMED, Asked, Candidate, Question, Register, Resolver, Span
from coalition.resolving.bearers import bearer_of
from tests.seed_documents import published_seeds

# The database is made only where a test asks for it, and here the fixture asks.
pytestmark = pytest.mark.django_db

DAY = date(2023, 12, 6)
UNKNOWN, AMBIGUOUS = "-", "?"


class Line(NamedTuple):
    name: str
    party: str
    kind: str
    slug: str


def read_lines() -> Iterator[Line]:
    text = (Path(__file__).parent / "printed_names.tsv").read_text()
    for line in text.splitlines():
        if not line.startswith("#"):
            yield Line(*line.split("\t"))


LINES = list(read_lines())
KNOWN = [line for line in LINES if line.slug not in (UNKNOWN, AMBIGUOUS)]


def leader(name: str, slug: str, party: dict[str, Any], number: int) -> dict[str, Any]:
    row = {"party": party, "since": None, "until": None, "ending": None}
    uid = f"00000000-0000-4000-8000-{number:012}"
    return {"id": uid, "kind": "leader", "slug": slug, "name": name, "party_memberships": [row]}


@pytest.fixture(scope="module")
def resolver(django_db_setup: None, django_db_blocker: Any) -> Resolver:
    seeds = published_seeds(django_db_blocker)
    documents = [document for kind in NAMED for document in seeds.of_kind(kind)]
    samajwadi, rashtriya = seeds.find("party", "sp"), seeds.find("party", "rjd")
    documents += [
        leader("Akhilesh Yadav", "akhilesh-yadav", samajwadi, 1),
        leader("Akhilesh Yadav", "akhilesh-yadav-rjd", rashtriya, 2),
        leader("Tejashwi Yadav", "tejashwi-yadav", rashtriya, 3),
        leader("Sonal Kumar", "sonal-kumar", seeds.find("party", "inc"), 4),
    ]
    return Resolver(Register(map(bearer_of, documents)), DAY)


def resolve(resolver: Resolver, line: Line) -> list[Candidate]:
    asked = Asked(parties=[line.party] if line.party else [], on=Span.on(DAY))
    kinds = [Kind(line.kind)] if line.kind else NAMED
    return resolver.resolve(Question(line.name, kinds=kinds, asked=asked))


def test_there_are_enough_lines_of_each_sort() -> None:
    slugs = [line.slug for line in LINES]
    assert (len(KNOWN) >= 80, slugs.count(UNKNOWN) >= 15, slugs.count(AMBIGUOUS) >= 10) == (
        True,
        True,
        True,
    )


def test_match_is_never_wrong(resolver: Resolver) -> None:
    wrong = [
        (line, found[0].bearer.slug)
        for line in LINES
        if (found := resolve(resolver, line))
        and any(one.is_match for one in found)
        and (found[0].bearer.slug != line.slug or not found[0].is_match)
    ]
    assert wrong == []


def test_who_is_meant_comes_first(resolver: Resolver) -> None:
    """Precision at one, of those that are on record."""
    missed = [
        (line.name, [one.bearer.slug for one in found])
        for line in KNOWN
        if (found := resolve(resolver, line)) is not None
        and (not found or found[0].bearer.slug != line.slug)
    ]
    assert missed == []


def test_most_of_those_on_record_are_matched(resolver: Resolver) -> None:
    """What is left to people is what a name leaves open: a surname, a nickname, a misprint."""
    matched = [line for line in KNOWN if any(one.is_match for one in resolve(resolver, line))]
    assert len(matched) / len(KNOWN) >= 0.8


def test_nobody_is_found_without_a_word_in_common(resolver: Resolver) -> None:
    assert resolve(resolver, Line("Angela Merkel", "", "", UNKNOWN)) == []


def test_order_is_the_same_at_every_call(resolver: Resolver) -> None:
    line = Line("Yadav", "", "leader", AMBIGUOUS)
    orders = [[one.bearer.uid for one in resolve(resolver, line)] for _ in range(3)]
    assert orders[0] == orders[1] == orders[2]
    assert len(orders[0]) == 4
