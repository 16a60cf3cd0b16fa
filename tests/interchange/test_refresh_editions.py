"""The command that brings live editions up to date."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from coalition.models import Edition, Meeting
from tests.factories import AttendanceFactory, MeetingFactory, PartyFactory, published

pytestmark = pytest.mark.django_db


def _refresh(**options: Any) -> str:
    out = io.StringIO()
    call_command("refresh_editions", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def meeting() -> Meeting:
    """A past meeting whose party was renamed after it was published."""
    meeting = MeetingFactory(slug="m", date="2023-12-06")
    party = PartyFactory(slug="p", name="Old name")
    AttendanceFactory(meeting=meeting, party=party, leader=None, absent=True)
    published(meeting)
    party.refresh_from_db()
    party.name = "New name"
    party.save()
    published(party)
    return meeting


def _name_in(slug: str) -> str:
    body = json.loads(Edition.objects.live().get(slug=slug).body)
    return str(body["attendance"][0]["party"]["name"])


def test_nothing_is_renewed_if_nothing_changed(meeting: Meeting) -> None:
    assert _refresh() == "Live editions: 2 checked, 0 renewed.\n"
    assert _name_in("m") == "Old name"


def test_names_are_renewed_when_asked_for(meeting: Meeting) -> None:
    assert _refresh(names=True) == "Live editions: 2 checked, 1 renewed.\n"
    assert _name_in("m") == "New name"


def test_only_the_kinds_asked_for_are_renewed(meeting: Meeting) -> None:
    assert _refresh(names=True, kind=["party"]) == "Live editions: 1 checked, 0 renewed.\n"


def test_address_of_a_site_that_moved_is_renewed(meeting: Meeting) -> None:
    with override_settings(SITE_URL="https://moved.example.org"):
        assert "2 renewed" in _refresh()
    body = json.loads(Edition.objects.live().get(slug="m").body)
    assert body["url"] == "https://moved.example.org/meetings/m/"
