"""Calendars and their events, as programs read them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from icalendar import Calendar


def calendar(path: str) -> Any:
    return Calendar.from_ical(Client().get(path).content)


def events(path: str = "/calendar.ics") -> list[Any]:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def event(path: str) -> Any:
    (only,) = events(path)
    return only
