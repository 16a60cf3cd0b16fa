"""Where sources differ: every version with who says so."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from coalition.models import Edition
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    DecisionFactory,
    LeaderFactory,
    MeetingFactory,
    published,
)
from tests.pages.reading import section

pytestmark = pytest.mark.django_db


def html_of(slug: str) -> str:
    return Client().get(f"/meetings/{slug}/").content.decode()


def test_sources_that_differ_stand_side_by_side() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", value="7 pm", quote="at seven")
    ClaimFactory(
        meeting=meeting, field="start", value="8 pm", quote="at eight", attribution="an aide"
    )
    published(meeting)
    disputed = section(html_of("dinner"), "disputed")
    assert disputed.startswith("Where the sources differ Start Sources differ, and we cannot say")
    assert (
        "About 7 pm IST What this page states meanwhile at seven In the report’s own words"
        in disputed
    )
    assert "8 pm at eight According to an aide" in disputed


def test_settled_difference_says_what_we_go_by_and_why() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", quote="at seven")
    ClaimFactory(meeting=meeting, field="start", value="8 pm", quote="at eight")
    DecisionFactory(meeting=meeting, field="start", reason="The host confirms it.")
    published(meeting)
    words = section(html_of("dinner"), "disputed")
    assert "we go by about 7 pm IST, because: The host confirms it." in words
    assert "About 7 pm IST What we go by at seven" in words
    assert "8 pm at eight" in words


def test_dispute_of_an_edition_without_settled_is_shown() -> None:
    """What was published before decisions existed is read as it was written."""
    meeting = MeetingFactory(title="Dinner", timed=True)
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    edition = published(meeting)
    document = json.loads(edition.body)
    del document["settled"], document["disputed"][0]["reason"]
    Edition.objects.filter(pk=edition.pk).update(body=json.dumps(document))
    assert "8 pm" in section(html_of("dinner"), "disputed")


def test_fact_that_is_disputed_says_so_and_leads_there() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    published(meeting)
    html = html_of("dinner")
    facts = html[html.index('<dl class="facts">') : html.index("</dl>")]
    assert 'about 7 pm IST <a class="differs" href="#disputed-1">disputed</a>' in facts
    assert 'id="disputed-1"' in html


def test_person_whose_attendance_is_disputed_is_marked_and_has_both_sides() -> None:
    meeting = MeetingFactory(title="Dinner")
    row = AttendanceFactory(meeting=meeting, leader=LeaderFactory(name="Asha"))
    ClaimFactory(attendance=row, quote="Asha came")
    ClaimFactory(attendance=row, quote="Asha was away", value="absent")
    published(meeting)
    html = html_of("dinner")
    assert "Asha disputed" in section(html, "came")
    disputed = section(html, "disputed")
    assert "Attended What this page states meanwhile Asha came" in disputed
    assert "Absent Asha was away" in disputed


def test_sources_of_one_mind_share_a_column() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", value="20:00", quote="at eight")
    ClaimFactory(meeting=meeting, field="start", value="8 pm", quote="about eight")
    ClaimFactory(meeting=meeting, field="start", value="9 pm", quote="at nine")
    published(meeting)
    disputed = section(html_of("dinner"), "disputed")
    assert disputed.count("8 pm") == 1
    assert disputed.index("at eight") < disputed.index("about eight") < disputed.index("9 pm")


def test_wording_that_means_what_the_page_says_is_on_its_side() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="start", value="19:00", quote="at seven")
    ClaimFactory(meeting=meeting, field="start", value="9 pm", quote="at nine")
    published(meeting)
    assert "About 7 pm IST What this page states meanwhile at seven" in section(
        html_of("dinner"), "disputed"
    )


def test_minutes_are_told_as_hours() -> None:
    meeting = MeetingFactory(title="Dinner", timed=True)
    ClaimFactory(meeting=meeting, field="duration_minutes", value="60")
    ClaimFactory(meeting=meeting, field="duration_minutes", value="90")
    published(meeting)
    assert "1 hour 30 minutes" in section(html_of("dinner"), "disputed")
