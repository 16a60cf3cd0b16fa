"""Talks on seat sharing and the positions of parties in them."""

from __future__ import annotations

from typing import Any

import factory

from coalition.models import Position, SeatPosition, SeatSharingTalk, TalkStatus
from tests.factories.alliances import AllianceFactory
from tests.factories.elections import ElectionFactory
from tests.factories.parties import PartyFactory
from tests.factories.rows import RecordFactory, RowFactory
from tests.factories.sources import claim_on


class SeatPositionFactory(RowFactory):
    class Meta:
        model = SeatPosition

    talk = factory.SubFactory("tests.factories.SeatSharingTalkFactory")
    party = factory.SubFactory(PartyFactory)
    position = Position.CLAIMS
    seats = 10

    class Params:
        offer = factory.Trait(position=Position.OFFERS, to_party=factory.SubFactory(PartyFactory))
        agreement = factory.Trait(position=Position.AGREES)
        sourced = claim_on("position")


class SeatSharingTalkFactory(RecordFactory):
    class Meta:
        model = SeatSharingTalk

    title = factory.Sequence(lambda n: f"Talks {n}")
    status = TalkStatus.ONGOING
    began = "2023-12"

    class Params:
        proposed = factory.Trait(status=TalkStatus.PROPOSED)
        stalled = factory.Trait(status=TalkStatus.STALLED)
        agreed = factory.Trait(status=TalkStatus.AGREED, concluded="2024-02-21", total_seats=80)
        collapsed = factory.Trait(status=TalkStatus.COLLAPSED, concluded="2024-02")
        in_alliance = factory.Trait(alliance=factory.SubFactory(AllianceFactory))
        for_election = factory.Trait(election=factory.SubFactory(ElectionFactory, national=True))
        sourced = claim_on("talk")

    @factory.post_generation
    def parties(self: Any, create: bool, parties: Any) -> None:
        if create and parties:
            self.parties.set(parties)

    @factory.post_generation
    def meetings(self: Any, create: bool, meetings: Any) -> None:
        if create and meetings:
            self.meetings.set(meetings)
