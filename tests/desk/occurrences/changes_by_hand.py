"""Changes of what became of a meeting, as an editor would make them, and meetings for them."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from coalition.models import Attendance, Meeting
from tests import factories
from tests.desk.forms_by_hand import form_at

CHANGES = ("cancel", "postpone", "reschedule", "mark-held")


def url_of(change: str, meeting: Meeting) -> str:
    return reverse(f"admin:coalition_meeting_{change}", args=[meeting.pk])


def make(client: Client, change: str, meeting: Meeting, **given: str) -> Any:
    url = url_of(change, meeting)
    fields = {name.replace("__", "-"): value for name, value in given.items()}
    return client.post(url, form_at(client, url) | fields)


def planned(**given: Any) -> Meeting:
    meeting: Meeting = factories.MeetingFactory(**({"confirmed": True, "timed": True} | given))
    return meeting


def said(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def expecting(**given: Any) -> Attendance:
    row: Attendance = factories.AttendanceFactory(meeting=planned(**given), expected=True)
    factories.ClaimFactory(attendance=row, quote="is likely to attend")
    return row
