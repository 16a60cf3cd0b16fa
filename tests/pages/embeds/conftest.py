"""A meeting with as much to say as a card has room for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    published,
)


@pytest.fixture
def dinner() -> Any:
    meeting = MeetingFactory(
        title="Dinner at the lake",
        slug="dinner",
        timed=True,
        placed=True,
        counted=True,
        alliance=AllianceFactory(name="Front", abbreviation="FR", slug="front"),
    )
    AttendanceFactory(meeting=meeting, party=PartyFactory(name="Banyan"))
    AttendanceFactory(
        meeting=meeting, party=PartyFactory(name="Peepal"), party_level=True, absent=True
    )
    published(meeting)
    meeting.refresh_from_db()
    return meeting
