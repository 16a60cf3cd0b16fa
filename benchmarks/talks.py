"""What came of the meetings: talks on seats, and statements about them."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks import words
from benchmarks.cast import LEADERS_PER_PARTY, PARTIES, Cast, Record
from benchmarks.meetings import meeting_slug
from benchmarks.reports import claim, day

_STANCES = ("support", "concern", "displeasure", "demand", "denial", "plan")
_STATUSES = ("proposed", "ongoing", "stalled", "agreed", "collapsed")


@dataclass(frozen=True)
class Talks:
    cast: Cast

    def talk(self, number: int) -> Record:
        """Talks held at meeting `number`."""
        chance = self.cast.chance("talk", number)
        alliance = chance.randrange(self.cast.alliances)
        parties = chance.sample(list(self.cast.members(alliance)), 3)
        return {
            "kind": "seat_sharing_talk",
            "uid": self.cast.uid("talk", number),
            "slug": f"talks-{number:06d}",
            "stage": "approved",
            "title": f"Talks on seats after meeting {number}",
            "alliance": self.cast.alliance_slug(alliance),
            "election": self.cast.election_slug,
            "region": chance.choice(words.CITIES)[1],
            "status": chance.choice(_STATUSES),
            "began": day(number).isoformat(),
            "total_seats": 80,
            "summary": words.prose(chance, 2),
            "parties": [self.cast.party_slug(party) for party in parties],
            "meetings": [meeting_slug(number)],
            "positions": [
                {
                    "party": self.cast.party_slug(party),
                    "position": "claims",
                    "seats": chance.randrange(1, 40),
                    "claims": [claim(chance, number)],
                }
                for party in parties
            ],
            "claims": [claim(chance, number)],
        }

    def statement(self, number: int) -> Record:
        """What a leader said about meeting `number`."""
        chance = self.cast.chance("statement", number)
        leader = chance.randrange(PARTIES * LEADERS_PER_PARTY)
        return {
            "kind": "statement",
            "uid": self.cast.uid("statement", number),
            "slug": f"statement-{number:06d}",
            "stage": "approved",
            "title": f"On meeting {number}",
            "speaker_leader": self.cast.leader_slug(leader),
            "speaker_party": self.cast.party_slug(leader // LEADERS_PER_PARTY),
            "stance": chance.choice(_STANCES),
            "point": words.prose(chance, 2),
            "made": day(number).isoformat(),
            "meeting": meeting_slug(number),
            "claims": [claim(chance, number)],
        }
