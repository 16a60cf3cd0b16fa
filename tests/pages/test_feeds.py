from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from coalition.publishing import correct
from tests.factories import MeetingFactory, alice, published

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MONDAY, TUESDAY, FRIDAY = (datetime(2023, 12, day, 9, tzinfo=UTC) for day in (11, 12, 15))


def feed() -> ElementTree.Element:
    answer = Client().get("/feeds/meetings.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def titles() -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed().iter(f"{ATOM}entry")]


def test_newest_publication_comes_first() -> None:
    published(MeetingFactory(title="One"), now=MONDAY)
    published(MeetingFactory(title="Two"), now=TUESDAY)
    assert titles() == ["Two", "One"]


def test_corrected_meeting_comes_to_the_top_and_says_why() -> None:
    meeting = MeetingFactory(title="One")
    published(meeting, now=MONDAY)
    published(MeetingFactory(title="Two"), now=TUESDAY)
    meeting.refresh_from_db()
    meeting.city = "Patna"
    meeting.save()
    correct(meeting, by=alice(), note="The city was missing.", now=FRIDAY)
    entry = feed().find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "One"
    assert "Correction: The city was missing" in (entry.findtext(f"{ATOM}summary") or "")
    assert entry.findtext(f"{ATOM}published") == "2023-12-11T09:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2023-12-15T09:00:00+00:00"


def test_entry_is_known_by_its_stable_identifier() -> None:
    edition = published(MeetingFactory(title="One"))
    assert feed().findtext(f"{ATOM}entry/{ATOM}id") == f"urn:uuid:{edition.uid}"


def test_signs_of_markup_come_back_whole() -> None:
    published(MeetingFactory(title="<b> & ]]> “quoted”", slug="one"))
    assert titles() == ["<b> & ]]> “quoted”"]


def test_draft_is_not_in_the_feed() -> None:
    MeetingFactory(title="Drafted")
    assert titles() == []


def test_empty_feed_stays_as_it_is() -> None:
    first, second = (Client().get("/feeds/meetings.atom") for _ in range(2))
    assert first["ETag"] == second["ETag"]
