"""Where sources differ: every version with who says so."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from coalition.models import Edition
from tests.factories import (
    ClaimFactory,
    DecisionFactory,
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
    assert "About 7 pm IST What this page states meanwhile at seven In the report’s own words" in disputed
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
