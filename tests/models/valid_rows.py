"""A valid row of every model that has constraints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coalition.models import Edition, EditionLink
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AllianceNameFactory,
    AttendanceFactory,
    ClaimFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    published,
)
from tests.models import refusals_of_the_desk


def _sourced_claim() -> Any:
    return ClaimFactory(meeting=MeetingFactory())


def an_edition() -> Edition:
    return published(PartyFactory())


def a_link() -> EditionLink:
    return EditionLink.objects.filter(edition=published(LeaderFactory(with_party=True)))[0]


#: A maker of a valid row of every model that has constraints.
VALID: dict[str, Callable[[], Any]] = {
    "alliance": AllianceFactory,
    "alliancemembership": AllianceMembershipFactory,
    "alliancename": AllianceNameFactory,
    "attendance": AttendanceFactory,
    "claim": _sourced_claim,
    "edition": an_edition,
    "editionlink": a_link,
    "election": ElectionFactory,
    "electionoutcome": ElectionOutcomeFactory,
    "leader": LeaderFactory,
    "leadername": LeaderNameFactory,
    "meeting": MeetingFactory,
    "office": OfficeFactory,
    "party": PartyFactory,
    "partymembership": PartyMembershipFactory,
    "partyname": PartyNameFactory,
    "seatposition": SeatPositionFactory,
    "seatsharingtalk": SeatSharingTalkFactory,
    "source": SourceFactory,
    "statement": StatementFactory,
    **refusals_of_the_desk.VALID_ROWS,
}
