"""What a merge costs does not grow with the public meetings that it touches."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.merging import merge, undo
from tests import factories as made
from tests.publishing.merging.world import again, meeting_with

pytestmark = pytest.mark.django_db


def queries_of(meetings: int, by: Any) -> tuple[int, int]:
    """Of a merge that touches so many public meetings, and of undoing it."""
    primary = made.LeaderFactory(approved=True)
    other = made.LeaderFactory(approved=True)
    for record in (primary, other):
        made.published(record)
    for _number in range(meetings):
        meeting_with(other)
    primary, other = again(primary), again(other)
    with CaptureQueriesContext(connection) as merging:
        found = merge(primary, other, by=by)
    with CaptureQueriesContext(connection) as undoing:
        undo(found, by=by)
    return len(merging), len(undoing)


def test_merge_costs_the_same_however_many_meetings_it_touches(alice: Any) -> None:
    queries_of(1, alice)
    assert queries_of(2, alice) == queries_of(12, alice)
