"""The meetings of a synthetic newsroom: about eighteen attendances each, every one with a claim."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from benchmarks import words
from benchmarks.cast import LEADERS_PER_PARTY, Cast, Record
from benchmarks.reports import claim, day, has_two

#: How many attendances the meetings have in turn: eighteen on average, exactly.
ATTENDANCES = (14, 16, 18, 20, 22)
MEETINGS_PER_GUEST = 200

_CATEGORIES = ("summit", "floor_leaders", "committee", "bilateral", "dinner", "press_conference")
_ROLES = ("host", "convener", "chair")


def meeting_slug(number: int) -> str:
    return f"meeting-{number:06d}"


@dataclass(frozen=True)
class Meetings:
    cast: Cast

    def meeting(self, number: int) -> Record:
        """The same record, whatever the size of the newsroom it stands in."""
        chance = self.cast.chance("meeting", number)
        alliance = chance.randrange(self.cast.alliances)
        city, region = chance.choice(words.CITIES)
        is_held = chance.random() < 0.9
        rows = self._attendances(chance, number, alliance, is_held=is_held)
        record = {
            "kind": "meeting",
            "uid": self.cast.uid("meeting", number),
            "slug": meeting_slug(number),
            "stage": "approved",
            "title": f"Meeting {number} of the allies in {city}",
            "category": chance.choice(_CATEGORIES),
            "occurrence": "held" if is_held else chance.choice(("postponed", "cancelled")),
            "date": self._when(chance, number),
            "start_time": f"{chance.randrange(9, 21):02d}:00",
            "is_start_approximate": chance.random() < 0.5,
            "duration_minutes": chance.choice((30, 60, 90, 120)),
            "venue": chance.choice(words.VENUES),
            "city": city,
            "region": region,
            "alliance": self.cast.alliance_slug(alliance),
            "purpose": words.prose(chance, 1),
            "summary": words.prose(chance, 3),
            "reported_parties": len({row["party"] for row in rows}) + chance.randrange(2),
            "reported_parties_qualifier": chance.choice(("exactly", "at_least", "about")),
            "attendances": rows,
            "claims": self._claims(chance, number),
        }
        if not is_held:
            record["occurrence_reason"] = words.sentence(chance)
        return record

    def _when(self, chance: random.Random, number: int) -> str:
        """Mostly a day; sometimes two, or some day of a week, or only the month."""
        first = day(number)
        luck = chance.random()
        if luck < 0.8:
            return first.isoformat()
        if luck < 0.9:
            return f"{first}/{first + timedelta(days=1)}"
        if luck < 0.95:
            return f"[{first}..{first + timedelta(days=6)}]"
        return first.strftime("%Y-%m")

    def _attendances(
        self, chance: random.Random, number: int, alliance: int, *, is_held: bool
    ) -> list[Record]:
        members = list(self.cast.members(alliance))
        weights = [self.cast.weights[party] for party in members]
        count = ATTENDANCES[number % len(ATTENDANCES)]
        absent = chance.choice(members)
        came: set[int] = set()
        if number % MEETINGS_PER_GUEST == 0:
            came.add(chance.choice(self.cast.guests) * LEADERS_PER_PARTY)
        while len(came) < count - 1:
            party = chance.choices(members, weights)[0]
            if party != absent:
                came.add(party * LEADERS_PER_PARTY + chance.randrange(LEADERS_PER_PARTY))
        rows = [self._absent_party(chance, number, absent, is_held=is_held)]
        for position, leader in enumerate(sorted(came)):
            role = _ROLES[position] if position < len(_ROLES) else "participant"
            rows.append(self._leader(chance, number, leader, role, is_held=is_held))
        return rows

    def _absent_party(
        self, chance: random.Random, number: int, party: int, *, is_held: bool
    ) -> Record:
        row: Record = {
            "party": self.cast.party_slug(party),
            "leader": None,
            "status": "absent" if is_held else "invited",
            "claims": [claim(chance, number, attribution="party sources")],
        }
        if is_held:
            row["reason_given"] = chance.choice(("given", "not_given", "not_asked"))
            if row["reason_given"] == "given":
                row["reason"] = words.sentence(chance)
        return row

    def _leader(
        self, chance: random.Random, number: int, leader: int, role: str, *, is_held: bool
    ) -> Record:
        # Now and then a report says otherwise, and the document has to say so.
        asserts = "absent" if is_held and chance.random() < 0.02 else ""
        return {
            "party": self.cast.party_slug(leader // LEADERS_PER_PARTY),
            "leader": self.cast.leader_slug(leader),
            "status": "attended" if is_held else "invited",
            "role": role,
            "described_as": chance.choice(words.OFFICES),
            "claims": [claim(chance, number, value=asserts)],
        }

    def _claims(self, chance: random.Random, number: int) -> list[Record]:
        claims = [
            claim(chance, number, field="date"),
            claim(chance, number, field="reported_parties"),
            claim(chance, number, field="start", value="19:00"),
        ]
        if has_two(number):
            claims.append(claim(chance, number, which=1, field="start", value="19:30"))
        return claims
