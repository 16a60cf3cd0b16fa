"""The calendar of one alliance."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.publishing import publish, withdraw
from tests.factories import AllianceFactory, MeetingFactory, PartyFactory, alice, published
from tests.pages.calendars.parsing import calendar, events

pytestmark = pytest.mark.django_db


def test_calendar_of_an_alliance_has_its_meetings_only() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(MeetingFactory(title="Dinner", alliance=front))
    published(MeetingFactory(title="Rally", cancelled=True, alliance=front))
    published(MeetingFactory(title="Elsewhere"))
    MeetingFactory(title="Drafted", alliance=front)
    found = calendar("/alliances/front.ics")
    assert found["NAME"] == "Meetings of Front"
    assert [entry["SUMMARY"].split(" (")[0] for entry in found.walk("VEVENT")] == [
        "Dinner",
        "Cancelled: Rally",
    ]


def test_alliance_without_meetings_has_an_empty_calendar() -> None:
    published(AllianceFactory(name="Front", slug="front"))
    assert events("/alliances/front.ics") == []


def test_calendar_moves_with_its_record() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(front)
    front.refresh_from_db()
    front.slug = "united-front"
    front.save()
    publish(front, by=None)
    assert Client().get("/alliances/front.ics")["Location"] == "/alliances/united-front.ics"
    assert Client().get("/hi/alliances/front.ics")["Location"] == "/hi/alliances/united-front.ics"


def test_withdrawn_record_has_no_calendar_any_more() -> None:
    front = AllianceFactory(name="Front", slug="front")
    published(front)
    withdraw(front, by=alice(), reason="A hoax.")
    assert Client().get("/alliances/front.ics").status_code == 410


def test_page_of_an_alliance_leads_to_its_calendar_and_that_of_a_party_to_none() -> None:
    published(AllianceFactory(name="Front", slug="front"))
    published(PartyFactory(name="Banyan", slug="banyan"))
    assert b'href="/alliances/front.ics"' in Client().get("/alliances/front/").content
    party = Client().get("/parties/banyan/").content.replace(b"/calendar.ics", b"")
    assert b".ics" not in party
