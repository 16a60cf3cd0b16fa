"""Which pictures a record has: each by its name, which is the last part of its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coalition.models.editions import Edition, Kind
from coalition.pages.pictures.attendance import attendance_picture
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.election_pictures import (
    REGIONS,
    SEATS,
    TALKS,
    draw_regions,
    draw_seats,
    draw_talk,
    draw_talks,
)
from coalition.pages.pictures.timeline import members_picture
from coalition.pages.vantage import Vantage

#: Draws a picture of a record, from its edition and the edition's document; None if there is
#: nothing to draw, and then there is no file either. It may ask for further editions, but only
#: by way of the vantage, and no more of them than a picture can show.
Draw = Callable[[Edition, dict[str, Any], Vantage], Picture | None]

#: A new picture is drawn by a module of its own and entered here: then it can be downloaded.
CATALOGUE: dict[Kind, dict[str, Draw]] = {
    Kind.ALLIANCE: {"attendance": attendance_picture, "members": members_picture},
    Kind.ELECTION: {SEATS: draw_seats, TALKS: draw_talks, REGIONS: draw_regions},
    Kind.SEAT_SHARING_TALK: {SEATS: draw_talk},
}
