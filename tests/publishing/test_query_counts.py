"""What publishing asks of the database does not grow with the number of records in a batch.

Twenty stand for many: SQLite takes so many parameters in one INSERT, and no more than about forty.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.models import Meeting
from coalition.publishing import publish_all
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def references() -> dict[str, Any]:
    found = {"party": PartyFactory(), "leader": LeaderFactory(), "alliance": AllianceFactory()}
    for record in found.values():
        published(record)
    return found


def meetings(number: int, references: dict[str, Any]) -> list[Meeting]:
    made = []
    for _ in range(number):
        meeting = MeetingFactory(approved=True, sourced=True, alliance=references["alliance"])
        AttendanceFactory(
            meeting=meeting, party=references["party"], leader=references["leader"], sourced=True
        )
        made.append(meeting)
    return made


def queries_for(records: list[Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        publish_all(records, by=None)
    return len(queries)


def test_twenty_first_editions_cost_as_many_queries_as_one(references: dict[str, Any]) -> None:
    assert queries_for(meetings(20, references)) == queries_for(meetings(1, references))


def test_twenty_next_editions_cost_as_many_queries_as_one(references: dict[str, Any]) -> None:
    made = meetings(21, references)
    publish_all(made, by=None)
    for meeting in made:
        meeting.title = f"{meeting.title}, again"
        meeting.save()
    assert queries_for(made[1:]) == queries_for(made[:1])


def test_twenty_newcomers_cost_as_many_queries_as_one(references: dict[str, Any]) -> None:
    def with_newcomers(number: int) -> Meeting:
        (meeting,) = meetings(1, references)
        for _ in range(number):
            AttendanceFactory(meeting=meeting)
        return meeting

    assert queries_for([with_newcomers(20)]) == queries_for([with_newcomers(1)])


def test_twenty_statements_cost_as_many_queries_as_one(references: dict[str, Any]) -> None:
    made = meetings(2, references)
    publish_all(made, by=None)

    def statements(number: int, meeting: Meeting) -> list[Any]:
        return [
            StatementFactory(
                meeting=meeting, speaker_party=references["party"], approved=True, sourced=True
            )
            for _ in range(number)
        ]

    twenty, one = statements(20, made[0]), statements(1, made[1])
    assert queries_for(twenty) == queries_for(one)


def test_one_meeting_costs_this_many_queries(references: dict[str, Any]) -> None:
    assert queries_for(meetings(1, references)) <= 30
