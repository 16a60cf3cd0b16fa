"""What happened in the world: a meeting in each state, with everybody who came, stayed away, is
expected, was invited, or declined; and sources that differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.factories import AttendanceFactory, DecisionFactory, MeetingFactory
from tests.pages.world.cast import LONG_WORD, Cast

CATEGORIES = (
    "summit",
    "floor_leaders",
    "committee",
    "bilateral",
    "dinner",
    "rally",
    "press_conference",
    "other",
)

#: Who did what at the rounds of a series, in turn; the last was not named.
ROUNDS = ("attended", "attended", "absent", "declined", None)


@dataclass(frozen=True)
class Gatherings:
    dinner: Any
    rally: Any
    postponed: Any
    summit: Any
    vague: Any
    series: list[Any]
    others: list[Any]

    def records(self) -> list[Any]:
        named = [self.dinner, self.rally, self.postponed, self.summit, self.vague]
        return [*self.series, *named, *self.others]


def hold(cast: Cast, report: Callable[..., Any], *, today: date) -> Gatherings:
    series = _series(cast, report)
    dinner = _dinner(cast, series[-1], report)
    rally = MeetingFactory(
        title="Joint rally in Bhopal", cancelled=True, alliance=cast.alliance, city="Bhopal"
    )
    postponed = MeetingFactory(
        title="Coordination committee",
        category="committee",
        postponed=True,
        alliance=cast.alliance,
        date="2023-12-06",
    )
    summit = _summit(cast, dinner, postponed, report, today=today)
    vague = MeetingFactory(
        title="Fourth summit",
        category="summit",
        tentative=True,
        date=f"[{today + timedelta(days=40)}..{today + timedelta(days=46)}]",
        alliance=cast.alliance,
        follows=summit,
    )
    for meeting in (rally, postponed, vague):
        report(meeting=meeting)
        AttendanceFactory(meeting=meeting, party=cast.parties[0], party_level=True, invited=True)
    return Gatherings(
        dinner=dinner,
        rally=rally,
        postponed=postponed,
        summit=summit,
        vague=vague,
        series=series,
        others=_others(report),
    )


def _series(cast: Cast, report: Callable[..., Any]) -> list[Any]:
    """Six rounds, which not every party came to, and some were not named at."""
    rounds: list[Any] = []
    for number in range(1, 7):
        meeting = MeetingFactory(
            title=f"Round {number} of the floor leaders",
            date=f"2023-0{number + 3}-12",
            alliance=cast.alliance,
            round_number=number,
            follows=rounds[-1] if rounds else None,
            city="Patna",
            region="IN-BR",
        )
        report(meeting=meeting)
        for place, leader in enumerate(cast.leaders):
            if trait := ROUNDS[(place + number) % len(ROUNDS)]:
                _attend(meeting, cast.parties[place], leader, trait.removeprefix("attended"))
        rounds.append(meeting)
    return rounds


def _attend(meeting: Any, party: Any, leader: Any, trait: str = "", **more: Any) -> Any:
    """`trait` is one of the factory's: a status but "attended", or the host."""
    traits = {trait: True} if trait else {}
    return AttendanceFactory(meeting=meeting, party=party, leader=leader, **traits, **more)


def _dinner(cast: Cast, before: Any, report: Callable[..., Any]) -> Any:
    dinner = MeetingFactory(
        title="Floor leaders meet over dinner at the residence of the party president",
        slug="dinner",
        timed=True,
        placed=True,
        counted=True,
        reported_leaders=30,
        reported_leaders_qualifier="about",
        round_number=7,
        alliance=cast.alliance,
        follows=before,
        purpose="To agree on a plan for the coming session.",
        summary=f"They [spoke](https://example.org/) for an hour.\n\n1. Seats\n2. {LONG_WORD}",
    )
    for field in ("", "purpose", "date", "place"):
        report(meeting=dinner, field=field)
    report(meeting=dinner, field="start", value="19:00", attribution="party sources")
    report(meeting=dinner, field="start", value="20:30", quote="the guests sat down at half past")
    report(meeting=dinner, field="duration", value="60")
    report(meeting=dinner, field="duration", value="90")
    DecisionFactory(meeting=dinner, field="duration")
    people, parties = cast.leaders, cast.parties
    report(attendance=_attend(dinner, parties[0], people[0], "host"))
    for number in (1, 2, 3, 4):
        row = _attend(dinner, parties[number], people[number], described_as="general secretary")
        report(attendance=row, quote="and others came", attribution="a leader who was there")
    chair = _attend(dinner, parties[5], people[5], role="chair", named_as="E. Kurien")
    report(attendance=chair)
    report(attendance=chair, value="absent")
    stood_in = _attend(dinner, parties[6], people[6], role="convener", on_behalf_of=people[7])
    report(attendance=stood_in)
    report(attendance=_attend(dinner, None, people[8], described_as="independent member"))
    report(attendance=_attend(dinner, parties[9], people[9], "declined"))
    report(attendance=_attend(dinner, parties[10], people[10], "absent"))
    nobody = AttendanceFactory(meeting=dinner, party=parties[11], party_level=True, absent=True)
    report(attendance=nobody, quote="no leader of the party came", attribution="party sources")
    AttendanceFactory(
        meeting=dinner,
        party=parties[7],
        party_level=True,
        absent=True,
        reason_given="given",
        reason="The session of the assembly kept them.",
    )
    AttendanceFactory(
        meeting=dinner, party=parties[8], party_level=True, absent=True, reason_given="not_asked"
    )
    _attend(dinner, parties[12], people[11], "invited")
    return dinner


def _summit(
    cast: Cast, dinner: Any, postponed: Any, report: Callable[..., Any], *, today: date
) -> Any:
    summit = MeetingFactory(
        title="Third summit",
        category="summit",
        confirmed=True,
        date=str(today + timedelta(days=12)),
        timed=True,
        city="Mumbai",
        region="IN-MH",
        round_number=3,
        alliance=cast.alliance,
        follows=dinner,
        rescheduled_from=postponed,
        purpose="To settle the seats.",
    )
    report(meeting=summit)
    for number, status in enumerate(("expected", "expected", "invited", "declined")):
        row = _attend(summit, cast.parties[number], cast.leaders[number], status)
        report(attendance=row)
    return summit


def _others(report: Callable[..., Any]) -> list[Any]:
    """Enough of them that lists have a second page, of every kind, some without a date."""
    found = []
    for number in range(60):
        meeting = MeetingFactory(
            title=f"Gathering {number:02d}",
            category=CATEGORIES[number % len(CATEGORIES)],
            date=None if number == 0 else f"2022-{number % 12 + 1:02d}",
            city="Chennai" if number % 2 else "",
            region="IN-TN" if number % 2 else "",
        )
        report(meeting=meeting)
        found.append(meeting)
    return found
