"""Meetings that may become public or are, and the pages of their steps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from coalition.models import Meeting
from tests import factories
from tests.desk.steps_by_hand import step_url

NOON = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def approved_meeting(**given: Any) -> Meeting:
    meeting: Meeting = factories.MeetingFactory(sourced=True, approved=True, **given)
    return meeting


def live_meeting(**given: Any) -> Meeting:
    meeting = approved_meeting(**given)
    factories.published(meeting)
    meeting.refresh_from_db()
    return meeting


def page_of(client: Client, record: Any, step: str = "publish") -> str:
    answer = client.get(step_url(step, record))
    assert answer.status_code == 200
    return answer.content.decode()
