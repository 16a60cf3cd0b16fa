"""Seat positions: how many seats each party claims, offers or agrees to."""

from collections.abc import Hashable
from operator import itemgetter

from coalition.api import vocabularies
from coalition.api.flat.columns import (
    Column,
    Facts,
    Sort,
    date_columns,
    fact,
    head_columns,
    inner,
    of_row,
    reference_columns,
)
from coalition.api.flat.tables import Table, claim_columns, row_number_column
from coalition.models.editions import Kind


def name_of_position(facts: Facts) -> Hashable:
    """As `disputed` names one: offers of a party to two others are not told apart there."""
    return facts["party"]["id"], facts["position"]


_TALK = (
    *head_columns("talk", "the talks"),
    Column(
        name="talk_status",
        sort=Sort.WORD,
        vocabulary=vocabularies.TALK_STATUS,
        description="How the talks stand.",
        read=itemgetter("status"),
    ),
    *reference_columns(
        "election",
        inner("election"),
        "the election that they are about",
        null="none is named",
        is_abbreviated=False,
    ),
    Column(
        name="region",
        sort=Sort.TEXT,
        description="Where the seats are: ISO 3166-2, such as IN-UP, or a country's code.",
        read=itemgetter("region"),
        null="not known",
    ),
    *reference_columns(
        "alliance", inner("alliance"), "the alliance that talks", null="none is named"
    ),
    Column(
        name="total_seats",
        sort=Sort.WHOLE,
        unit="seats",
        description="All seats that are to be shared.",
        read=itemgetter("total_seats"),
        null="not known",
    ),
    *date_columns("began", inner("began"), "The beginning of the talks", null="not known"),
    *date_columns(
        "concluded", inner("concluded"), "The end of the talks", null="they go on, or not known"
    ),
)

_POSITION = (
    row_number_column("the talks"),
    *reference_columns("party", of_row("party"), "the party"),
    *reference_columns(
        "to_party",
        of_row("to_party"),
        "the party to which seats are offered",
        null="it is no offer, or to nobody in particular",
    ),
    Column(
        name="position",
        sort=Sort.WORD,
        vocabulary=vocabularies.POSITION,
        description="What the party does.",
        read=fact("position"),
    ),
    Column(
        name="agreed",
        sort=Sort.TRUTH,
        description="Whether that is what the party agrees to, not merely claims or offers.",
        read=lambda row: row.facts["position"] == "agrees",
    ),
    Column(
        name="seats",
        sort=Sort.WHOLE,
        unit="seats",
        description="How many.",
        read=fact("seats"),
    ),
    *date_columns("date", of_row("date"), "The position's date", null="not known"),
    *claim_columns("the position"),
)

SEAT_POSITIONS = Table(
    name="seat-positions",
    kind=Kind.SEAT_SHARING_TALK,
    items="positions",
    noun="seat position",
    component="SeatPositionRow",
    description="One row for each position of a party in seat-sharing talks, with what is known "
    "of the talks.",
    heading=_TALK,
    own=_POSITION,
    name_of=name_of_position,
    told_in=frozenset({"position"}),
)
