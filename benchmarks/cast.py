"""The cast of a synthetic newsroom: the same parties, leaders, alliances and election everywhere.

More meetings among the same parties is how a newsroom grows, and it is the harder case: what one
party's filter finds grows with everything else.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from benchmarks import words

Record = dict[str, Any]

PARTIES = 24
LEADERS_PER_PARTY = 20
_ALLIANCES = (
    ("Front for Federal Reform", "FFR", range(14)),
    ("National Progress Bloc", "NPB", range(14, 22)),
)


@dataclass(frozen=True)
class Cast:
    """Parties in the order of their weight: the first ones are at most meetings."""

    seed: int

    def chance(self, *subject: object) -> random.Random:
        """Its own stream for each subject, so that record 7 is the same in every newsroom."""
        return random.Random(":".join(map(str, (self.seed, *subject))))

    def uid(self, *subject: object) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, ":".join(map(str, (self.seed, *subject)))))

    def party_slug(self, number: int) -> str:
        return f"party-{number:02d}"

    def leader_slug(self, number: int) -> str:
        return f"leader-{number:03d}"

    def alliance_slug(self, number: int) -> str:
        return f"alliance-{number}"

    @property
    def election_slug(self) -> str:
        """Of the one election that all talks are about: its page grows with everything else."""
        return "election"

    def members(self, alliance: int) -> range:
        return _ALLIANCES[alliance][2]

    @property
    def guests(self) -> range:
        """Parties of no alliance, rarely seen."""
        return range(max(members.stop for _name, _short, members in _ALLIANCES), PARTIES)

    @property
    def alliances(self) -> int:
        return len(_ALLIANCES)

    @cached_property
    def weights(self) -> list[float]:
        """How often a party is at a meeting of its alliance, against the others."""
        return [1.0 / (1 + number % 14) for number in range(PARTIES)]

    def records(self) -> Iterator[Record]:
        """Parties before those who belong to them."""
        for number in range(PARTIES):
            yield self._party(number)
        for number in range(len(_ALLIANCES)):
            yield self._alliance(number)
        for number in range(PARTIES * LEADERS_PER_PARTY):
            yield self._leader(number)
        yield self._election()

    def _party(self, number: int) -> Record:
        chance = self.chance("party", number)
        place = words.person(chance).split()[-1]
        name = f"{place} {chance.choice(('People’s Party', 'Congress', 'Janata Dal', 'Front'))}"
        return {
            "kind": "party",
            "uid": self.uid("party", number),
            "slug": self.party_slug(number),
            "stage": "approved",
            "name": f"{name} {number}",
            "abbreviation": f"{''.join(word[0] for word in name.split())}{number}",
            "colour": f"#{chance.randrange(1 << 24):06x}",
            "founded": str(1920 + chance.randrange(90)),
            "summary": words.prose(chance, 2),
            "other_names": [
                {"name": words.in_devanagari(chance), "kind": "native_script", "language": "hi"}
            ],
        }

    def _leader(self, number: int) -> Record:
        chance = self.chance("leader", number)
        party = self.party_slug(number // LEADERS_PER_PARTY)
        return {
            "kind": "leader",
            "uid": self.uid("leader", number),
            "slug": self.leader_slug(number),
            "stage": "approved",
            "name": words.person(chance),
            "other_names": [
                {"name": words.in_devanagari(chance), "kind": "native_script", "language": "hi"}
            ],
            "party_memberships": [{"party": party, "since": str(1990 + chance.randrange(17))}],
            "offices": [
                {"title": chance.choice(words.OFFICES), "party": party, "since": "2007"},
            ],
        }

    def _alliance(self, number: int) -> Record:
        name, abbreviation, members = _ALLIANCES[number]
        return {
            "kind": "alliance",
            "uid": self.uid("alliance", number),
            "slug": self.alliance_slug(number),
            "stage": "approved",
            "name": name,
            "abbreviation": abbreviation,
            "formed": "2007-06",
            "purpose": words.prose(self.chance("alliance", number), 1),
            "reported_size": len(members) + 2,
            "reported_size_qualifier": "at_least",
            "memberships": [
                {"party": self.party_slug(member), "since": "2007-06"} for member in members
            ],
        }

    def _election(self) -> Record:
        return {
            "kind": "election",
            "uid": self.uid("election"),
            "slug": self.election_slug,
            "stage": "approved",
            "name": "General election",
            "level": "national",
            "body": "House of the People",
            "polling": "2012-04",
            "total_seats": 540,
            "summary": words.prose(self.chance("election"), 2),
        }
