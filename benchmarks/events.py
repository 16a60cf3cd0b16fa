"""The events of a synthetic newsroom: meetings with their reports, and what was said at them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from benchmarks import words
from benchmarks.cast import LEADERS_PER_PARTY, Cast, Record

#: How many attendances the meetings have in turn: 18 on average, exactly.
ATTENDANCES = (14, 16, 18, 20, 22)
MEETINGS_PER_STATEMENT = 5
MEETINGS_PER_TALK = 50

_FIRST_DAY = date(2008, 1, 1)
_DAYS = 16 * 365
_CATEGORIES = ("summit", "floor_leaders", "committee", "bilateral", "dinner", "press_conference")
_STANCES = ("support", "concern", "displeasure", "demand", "denial", "plan")
_ROLES = ("host", "convener", "chair")


@dataclass(frozen=True)
class Events:
    """Meeting number 7 is the same, whatever the size of the newsroom it stands in."""

    cast: Cast

    def records(self, numbers: range) -> Iterator[Record]:
        """The records of these meetings, what is referred to before what refers to it."""
        for number in numbers:
            yield from self._sources(number)
        for number in numbers:
            yield self._meeting(number)
        for number in numbers:
            if number % MEETINGS_PER_TALK == 0:
                yield self._talk(number)
        for number in numbers:
            if number % MEETINGS_PER_STATEMENT == 0:
                yield self._statement(number)

    def day(self, number: int) -> date:
        """Spread over the years, so that a newsroom of any size covers them all."""
        return _FIRST_DAY + timedelta(days=number * 2_654_435_761 % _DAYS)

    def _source_slug(self, number: int, which: int = 0) -> str:
        return f"report-{number:06d}-{which}"

    def _has_two_sources(self, number: int) -> bool:
        return number % 10 == 0

    def _sources(self, number: int) -> Iterator[Record]:
        for which in range(2 if self._has_two_sources(number) else 1):
            chance = self.cast.chance("source", number, which)
            published = datetime.combine(self.day(number), time(chance.randrange(8, 18)), UTC)
            slug = self._source_slug(number, which)
            yield {
                "kind": "source",
                "uid": self.cast.uid("source", number, which),
                "slug": slug,
                "title": f"Report {which + 1} on meeting {number}",
                "publisher": f"The {chance.choice(('Morning', 'Evening', 'Daily'))} Ledger",
                "headline": words.sentence(chance),
                "author": words.person(chance),
                "url": f"https://news.example.org/{slug}",
                "published_at": published.isoformat(),
            }

    def _meeting(self, number: int) -> Record:
        chance = self.cast.chance("meeting", number)
        alliance = chance.randrange(self.cast.alliances)
        city, region = chance.choice(words.CITIES)
        is_held = chance.random() < 0.9
        rows = self._attendances(chance, number, alliance, is_held=is_held)
        record = {
            "kind": "meeting",
            "uid": self.cast.uid("meeting", number),
            "slug": self._meeting_slug(number),
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
            "claims": self._meeting_claims(chance, number),
        }
        if not is_held:
            record["occurrence_reason"] = words.sentence(chance)
        return record

    def _when(self, chance: random.Random, number: int) -> str:
        """Mostly a day; sometimes two, or some day of a week, or only the month."""
        day = self.day(number)
        luck = chance.random()
        if luck < 0.8:
            return day.isoformat()
        if luck < 0.9:
            return f"{day}/{day + timedelta(days=1)}"
        if luck < 0.95:
            return f"[{day}..{day + timedelta(days=6)}]"
        return day.strftime("%Y-%m")

    def _attendances(
        self, chance: random.Random, number: int, alliance: int, *, is_held: bool
    ) -> list[Record]:
        members = list(self.cast.members(alliance))
        weights = [self.cast.weights[party] for party in members]
        count = ATTENDANCES[number % len(ATTENDANCES)]
        absent = chance.choice(members)
        rows = [self._party_row(chance, number, absent, is_held=is_held)]
        came: set[int] = set()
        while len(came) < count - 1:
            party = chance.choices(members, weights)[0]
            if party != absent:
                came.add(party * LEADERS_PER_PARTY + chance.randrange(LEADERS_PER_PARTY))
        for position, leader in enumerate(sorted(came)):
            role = _ROLES[position] if position < len(_ROLES) else "participant"
            rows.append(self._leader_row(chance, number, leader, role, is_held=is_held))
        return rows

    def _party_row(
        self, chance: random.Random, number: int, party: int, *, is_held: bool
    ) -> Record:
        row: Record = {
            "party": self.cast.party_slug(party),
            "leader": None,
            "status": "absent" if is_held else "invited",
            "role": "participant",
            "claims": [self._claim(chance, number, attribution="party sources")],
        }
        if is_held:
            row["reason_given"] = chance.choice(("given", "not_given", "not_asked"))
            if row["reason_given"] == "given":
                row["reason"] = words.sentence(chance)
        return row

    def _leader_row(
        self, chance: random.Random, number: int, leader: int, role: str, *, is_held: bool
    ) -> Record:
        asserts = "absent" if is_held and chance.random() < 0.02 else ""
        return {
            "party": self.cast.party_slug(leader // LEADERS_PER_PARTY),
            "leader": self.cast.leader_slug(leader),
            "status": "attended" if is_held else "invited",
            "role": role,
            "described_as": chance.choice(words.OFFICES),
            "claims": [self._claim(chance, number, value=asserts)],
        }

    def _meeting_claims(self, chance: random.Random, number: int) -> list[Record]:
        claims = [
            self._claim(chance, number, field="date"),
            self._claim(chance, number, field="reported_parties"),
            self._claim(chance, number, field="start", value="19:00"),
        ]
        if self._has_two_sources(number):
            claims.append(self._claim(chance, number, which=1, field="start", value="19:30"))
        return claims

    def _claim(
        self, chance: random.Random, number: int, *, which: int = 0, **given: Any
    ) -> Record:
        return {
            "source": self._source_slug(number, which),
            "quote": words.quote(chance),
            "paragraph": chance.randrange(1, 20),
            **{name: value for name, value in given.items() if value},
        }

    def _talk(self, number: int) -> Record:
        chance = self.cast.chance("talk", number)
        alliance = chance.randrange(self.cast.alliances)
        parties = chance.sample(list(self.cast.members(alliance)), 3)
        return {
            "kind": "seat_sharing_talk",
            "uid": self.cast.uid("talk", number),
            "slug": f"talks-{number:06d}",
            "title": f"Talks on seats after meeting {number}",
            "alliance": self.cast.alliance_slug(alliance),
            "region": chance.choice(words.CITIES)[1],
            "status": chance.choice(("proposed", "ongoing", "stalled", "agreed", "collapsed")),
            "began": self.day(number).isoformat(),
            "total_seats": 80,
            "summary": words.prose(chance, 2),
            "parties": [self.cast.party_slug(party) for party in parties],
            "meetings": [self._meeting_slug(number)],
            "positions": [
                {
                    "party": self.cast.party_slug(party),
                    "position": "claims",
                    "seats": chance.randrange(1, 40),
                    "claims": [self._claim(chance, number)],
                }
                for party in parties
            ],
            "claims": [self._claim(chance, number)],
        }

    def _statement(self, number: int) -> Record:
        chance = self.cast.chance("statement", number)
        leader = chance.randrange(LEADERS_PER_PARTY * 22)
        return {
            "kind": "statement",
            "uid": self.cast.uid("statement", number),
            "slug": f"statement-{number:06d}",
            "title": f"On meeting {number}",
            "speaker_leader": self.cast.leader_slug(leader),
            "speaker_party": self.cast.party_slug(leader // LEADERS_PER_PARTY),
            "stance": chance.choice(_STANCES),
            "point": words.prose(chance, 2),
            "made": self.day(number).isoformat(),
            "meeting": self._meeting_slug(number),
            "claims": [self._claim(chance, number)],
        }

    def _meeting_slug(self, number: int) -> str:
        return f"meeting-{number:06d}"
