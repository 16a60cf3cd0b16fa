"""What came of it in the world: talks in several regions at every stage, and what was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.factories import (
    DecisionFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
)
from tests.pages.world.cast import LONG_PARTY, Cast
from tests.pages.world.gatherings import Gatherings

#: Region, status, seats in all; and of each party what it claims, is offered, and agreed to.
TALKS = (
    ("IN-UP", "stalled", 80, ((20, 12, None), (65, None, None), (8, None, None))),
    ("IN-MH", "agreed", 48, ((22, None, 17), (23, None, 21), (12, None, 10))),
    ("IN-BR", "ongoing", 40, ((10, 8, None), (16, None, None), (16, None, None))),
    ("IN-WB", "collapsed", 42, ((10, 2, None), (42, None, None), (5, None, None))),
    ("IN-DL", "proposed", 7, ((3, None, None), (7, None, None), (0, None, None))),
    ("IN-TN", "agreed", 40, ((9, None, 9), (22, None, 21), (4, None, 2))),
)

STANCES = ("support", "concern", "displeasure", "demand", "denial", "plan")


@dataclass(frozen=True)
class Bargains:
    talks: list[Any]
    statements: list[Any]

    def records(self) -> list[Any]:
        return [*self.talks, *self.statements]


def strike(cast: Cast, held: Gatherings, report: Callable[..., Any]) -> Bargains:
    talks = [_talk(number, cast, held, report) for number in range(len(TALKS))]
    talks.append(SeatSharingTalkFactory(title="Talks without a word on them", began=None))
    report(talk=talks[-1])
    statements = [
        StatementFactory(
            title=f"A word of {stance}",
            stance=stance,
            speaker_leader=cast.leaders[number],
            speaker_party=cast.parties[number],
            meeting=held.dinner,
            talk=talks[number],
            alliance=cast.alliance,
            party=cast.parties[number + 1],
        )
        for number, stance in enumerate(STANCES)
    ]
    statements.append(
        StatementFactory(
            title=f"Unnamed leaders of the {LONG_PARTY} say that nothing is settled yet",
            slug="unnamed",
            unnamed=True,
            stance="denial",
            meeting=held.summit,
        )
    )
    for statement in statements:
        report(statement=statement, attribution="on the record")
    return Bargains(talks=talks, statements=statements)


def _talk(number: int, cast: Cast, held: Gatherings, report: Callable[..., Any]) -> Any:
    region, status, total, wishes = TALKS[number]
    first = 2 * number % 9
    parties = cast.parties[first : first + len(wishes)]
    talk = SeatSharingTalkFactory(
        title=f"Seat sharing in {region}",
        slug=f"seats-{region.lower()}",
        alliance=cast.alliance,
        election=cast.election,
        region=region,
        status=status,
        total_seats=total,
        concluded="2024-02-21" if status in {"agreed", "collapsed"} else None,
        parties=parties,
        meetings=[held.dinner, held.series[number]],
        summary="They *talked*.",
    )
    report(talk=talk, field="status")
    if number == 0:
        report(talk=talk, field="status", value="ongoing", attribution="a spokesperson")
    if number == 1:
        report(talk=talk, field="total_seats", value="48")
        report(talk=talk, field="total_seats", value="46")
        DecisionFactory(talk=talk, field="total_seats")
    for party, (claimed, offered, agreed) in zip(parties, wishes, strict=True):
        row = SeatPositionFactory(talk=talk, party=party, seats=claimed, date="2023-11")
        report(position=row)
        if offered is not None:
            SeatPositionFactory(
                talk=talk,
                party=parties[1],
                position="offers",
                to_party=party if party is not parties[1] else parties[0],
                seats=offered,
                date="2023-12-01",
            )
        if agreed is not None:
            row = SeatPositionFactory(
                talk=talk, party=party, position="agrees", seats=agreed, date="2024-02-21"
            )
            report(position=row, attribution="the party’s office")
    return talk
