"""Two public leaders that are the same, meetings that name them, and what the public has."""

from __future__ import annotations

from typing import Any

from django.test import Client

from coalition.models import Edition, Leader
from tests import factories as made


def again(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


def newest(record: Any) -> Edition:
    return Edition.objects.filter(uid=record.uid).latest("number")


def public_leaders() -> tuple[Leader, Leader]:
    primary = made.LeaderFactory(name="Vaiko", slug="vaiko", approved=True)
    other = made.LeaderFactory(name="V. Gopalsamy", slug="gopalsamy", approved=True)
    made.published(primary)
    made.published(other)
    return again(primary), again(other)


def meeting_with(*leaders: Leader, **traits: Any) -> Any:
    meeting = made.MeetingFactory(sourced=True)
    for leader in leaders:
        made.AttendanceFactory(meeting=meeting, leader=leader, sourced=True, **traits)
    made.published(meeting)
    return meeting


def get(path: str) -> Any:
    return Client().get(path)
