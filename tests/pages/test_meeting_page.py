"""The meeting page as a whole."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from coalition.publishing import approve, correct, publish
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    alice,
    published,
)
from tests.pages.reading import read, section, words_of

pytestmark = pytest.mark.django_db


def html_of(slug: str) -> str:
    return Client().get(f"/meetings/{slug}/").content.decode()


def test_each_mark_leads_to_the_words_of_its_source() -> None:
    meeting = MeetingFactory(title="Dinner", purpose="To agree.")
    ClaimFactory(meeting=meeting, field="purpose", quote="to agree at last", paragraph=4)
    published(meeting)
    html = html_of("dinner")
    assert '<a href="#says-1">paragraph 4</a>' in html
    assert '<li id="says-1">' in html
    assert "Paragraph 4 “to agree at last” Purpose" in words_of(
        html.replace("<q>", "“").replace("</q>", "” ")
    )


def test_facts_that_rest_on_the_same_words_share_an_entry() -> None:
    meeting = MeetingFactory(title="Dinner")
    source = SourceFactory()
    for name in ("Asha", "Bala"):
        row = AttendanceFactory(meeting=meeting, leader=LeaderFactory(name=name))
        ClaimFactory(attendance=row, source=source, quote="were there", paragraph=2)
    published(meeting)
    assert "Asha (attended) · Bala (attended)" in read("/meetings/dinner/")


def test_source_says_as_much_as_is_known_of_it() -> None:
    meeting = MeetingFactory(title="Dinner")
    ClaimFactory(meeting=meeting, source=SourceFactory(unidentified=True))
    published(meeting)
    sources = section(html_of("dinner"), "sources")
    assert "A report whose publisher is not recorded" in sources
    assert "Published 6 December 2023, 21:41 IST." in sources


def test_link_to_a_source_vouches_for_nothing() -> None:
    meeting = MeetingFactory(title="Dinner")
    ClaimFactory(meeting=meeting, source=SourceFactory(url="https://news.example.org/a"))
    published(meeting)
    assert '<a href="https://news.example.org/a" rel="nofollow noopener">' in html_of("dinner")


def test_statements_are_grouped_by_stance_and_talks_are_listed() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    published(StatementFactory(title="More seats", meeting=meeting, unnamed=True))
    published(SeatSharingTalkFactory(title="Eighty seats", stalled=True, meetings=[meeting]))
    html = html_of("dinner")
    assert section(html, "statements").startswith("What was said Demand More seats sources")
    assert section(html, "talks").startswith("Seat-sharing talks Eighty seats Stalled")


def test_correction_is_shown_with_its_note_and_edition() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    meeting.refresh_from_db()
    meeting.city = "New Delhi"
    meeting.save()
    correct(meeting, by=alice(), note="The city was missing.")
    words = read("/meetings/dinner/")
    assert "The city was missing." in words
    assert "Edition 2" in words


def test_page_names_its_own_address_and_describes_itself() -> None:
    published(MeetingFactory(title="Dinner & talk", slug="dinner"))
    html = html_of("dinner")
    assert '<link rel="canonical" href="http://localhost:8000/meetings/dinner/">' in html
    assert "<title>Dinner &amp; talk – Coalition Desk</title>" in html
    assert '<meta property="og:title" content="Dinner &amp; talk">' in html
    assert '<html lang="en' in html


def test_page_runs_no_script_and_has_no_inline_style() -> None:
    """What there is for programs is data, and the code for partners is shown, not run."""
    published(MeetingFactory(title="Dinner", with_attendance=True))
    html = re.sub("<textarea.*?</textarea>", "", html_of("dinner"), flags=re.DOTALL)
    assert set(re.findall("<script[^>]*>", html)) <= {'<script type="application/ld+json">'}
    assert "style=" not in html


def test_title_with_markup_is_escaped() -> None:
    published(MeetingFactory(title="<b>Dinner</b>", slug="dinner"))
    assert "<b>Dinner</b>" not in html_of("dinner")


def test_edit_after_publication_stays_unseen_until_published() -> None:
    meeting = MeetingFactory(title="Dinner", purpose="First wording.")
    published(meeting)
    meeting.refresh_from_db()
    meeting.purpose = "Second wording."
    meeting.save()
    assert "First wording." in read("/meetings/dinner/")
    publish(meeting, by=None)
    assert "Second wording." in read("/meetings/dinner/")


def test_draft_has_no_page() -> None:
    approve(MeetingFactory(title="Dinner"), by=None)
    assert Client().get("/meetings/dinner/").status_code == 404
