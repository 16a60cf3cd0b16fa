"""What is asked: a name as somebody prints it, and whatever else they know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coalition.models.editions import Kind
from coalition.resolving.bearers import Span

#: The kinds that have a name of their own, in the order in which equals are given.
NAMED = (Kind.LEADER, Kind.PARTY, Kind.ALLIANCE, Kind.ELECTION)
DEFAULT_LIMIT, MAX_LIMIT = 5, 25


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows a question down."""

    #: Names, abbreviations, slugs or uids, of which any may be the leader's.
    parties: Sequence[str] = ()
    on: Span | None = None
    #: ISO 3166-2, or a country.
    region: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    kinds: Sequence[Kind] = NAMED
    asked: Asked = Asked()
    limit: int = DEFAULT_LIMIT
    #: Something that was said beside the name could not be understood, so nothing is certain.
    is_doubtful: bool = False
