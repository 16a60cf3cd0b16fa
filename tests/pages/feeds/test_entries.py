"""What an entry of a feed says of its record."""

from __future__ import annotations

import pytest

from coalition.publishing import correct
from tests.factories import (
    AllianceFactory,
    ClaimFactory,
    MeetingFactory,
    SourceFactory,
    alice,
    published,
)
from tests.pages.feeds.parsing import ATOM, FRIDAY, MONDAY, TUESDAY, feed, links, titles

pytestmark = pytest.mark.django_db


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
    published(MeetingFactory(title="<b> & ]]> “quoted”", slug="one", purpose="a < b & c"))
    assert titles() == ["<b> & ]]> “quoted”"]
    entry = feed().find(f"{ATOM}entry/{ATOM}summary")
    assert entry is not None
    assert "a < b & c" in (entry.text or "")


def test_summary_is_plain_text_and_no_markup() -> None:
    published(MeetingFactory(title="One"))
    summary = feed().find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None
    assert summary.get("type") is None


def test_entry_has_categories_for_programs_and_for_people() -> None:
    alliance = AllianceFactory(name="Front", slug="front")
    published(MeetingFactory(title="One", alliance=alliance))
    found = {
        category.get("term"): category.get("label")
        for category in feed().iterfind(f"{ATOM}entry/{ATOM}category")
    }
    assert found == {
        "meeting": "Meeting",
        "floor_leaders": "Floor leaders’ meeting",
        "held": "Held",
        "front": "Front",
    }


def test_entry_leads_to_the_reports_that_can_be_read() -> None:
    meeting = MeetingFactory(title="One")
    ClaimFactory(meeting=meeting, source=SourceFactory(url="https://news.example.org/a?b=1&c=2"))
    ClaimFactory(meeting=meeting, source=SourceFactory(unidentified=True))
    published(meeting)
    entry = feed().find(f"{ATOM}entry")
    assert entry is not None
    assert links(entry)[("via", "", "")] == "https://news.example.org/a?b=1&c=2"
    assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate", "via"]
