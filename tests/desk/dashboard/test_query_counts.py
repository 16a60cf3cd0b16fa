"""What the index costs does not grow with what waits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.models import Action, Occurrence
from coalition.publishing import return_to_drafting, submit
from coalition.publishing.review import remember
from tests import factories
from tests.desk.dashboard.board import INDEX, scheduled, worked_on

pytestmark = pytest.mark.django_db


#: Of the index as a whole: session, user, permissions and recent actions are five of them.
QUERIES = {"reporter": 11, "editor": 14}


def populate(number: int) -> None:
    for position in range(number):
        mark = f"{position} of {number}"
        submit(factories.MeetingFactory(title=f"Submitted {mark}"), by=factories.bob())
        returned = submit(factories.MeetingFactory(title=f"Returned {mark}"), by=factories.bob())
        return_to_drafting(returned, by=factories.carol(), note="Who was the host?")
        worked_on(factories.LeaderFactory(), by=factories.bob())
        scheduled(f"Scheduled {mark}")
        factories.MeetingFactory(occurrence=Occurrence.CONFIRMED, title=f"Passed {mark}")
        row = factories.AttendanceFactory()
        factories.ClaimFactory(attendance=row, value="absent")
        remember([row.meeting], Action.REOPENED, by=factories.bob())


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_index_costs_the_same_however_much_waits(role: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(role)
    populate(1)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    populate(10)
    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)
    assert (len(few), len(many)) == (QUERIES[role], QUERIES[role])


def test_changed_records_cost_the_same_however_many_are_shown(editor: Client) -> None:
    def change(number: int) -> int:
        for _ in range(number):
            meeting = factories.MeetingFactory(sourced=True)
            factories.published(meeting)
            meeting.refresh_from_db()
            meeting.purpose = "To agree on seats."
            meeting.save()
        with CaptureQueriesContext(connection) as queries:
            editor.get(INDEX)
        return len(queries)

    change(1)
    assert change(1) == change(5)
