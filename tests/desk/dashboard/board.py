"""The index of the desk, what its lists hold for a user, and records that belong there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse
from django.utils import timezone

from coalition.desk.dashboard import dashboard
from coalition.desk.dashboard.work import WorkList
from coalition.models import Meeting
from coalition.publishing import schedule
from tests import factories

INDEX = reverse("admin:index")


def work(user: Any, name: str) -> WorkList:
    return next(found for found in dashboard(user) if found.name == name)


def titles(user: Any, name: str) -> list[str]:
    return [entry.title for entry in work(user, name).entries]


def worked_on(record: Any, *, by: Any) -> None:
    LogEntry.objects.log_actions(by.pk, [record], CHANGE, change_message="", single_object=True)


def scheduled(title: str, *, hours: int = 1) -> Meeting:
    meeting = factories.MeetingFactory(title=title, sourced=True, approved=True)
    schedule(meeting, by=factories.carol(), due_at=timezone.now() + timedelta(hours=hours))
    return meeting
