"""As an update, or as a correction: what is chosen first, and what can be."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition.models import Cause, Edition
from tests.desk.publication.meetings_to_publish import approved_meeting, live_meeting, page_of
from tests.desk.steps_by_hand import live, take

pytestmark = pytest.mark.django_db


def test_first_publication_asks_nothing_about_corrections(editor: Client) -> None:
    assert 'name="reading"' not in page_of(editor, approved_meeting())


@pytest.mark.parametrize("step", ["publish", "correct"])
def test_address_decides_what_is_chosen_first(editor: Client, step: str) -> None:
    page = page_of(editor, live_meeting(), step)
    start = page.index(f'name="reading" value="{step}"')
    assert "checked" in page[start : page.index(">", start)]


def test_correction_can_be_chosen_on_the_page_that_publishes(editor: Client) -> None:
    meeting = live_meeting()
    meeting.venue = "Elsewhere"
    meeting.save()
    take(editor, "publish", meeting, reading="correct", note="It was elsewhere.")
    assert (live(meeting).cause, live(meeting).note) == (Cause.CORRECTED, "It was elsewhere.")


def test_update_can_be_chosen_on_the_page_that_corrects(editor: Client) -> None:
    meeting = live_meeting()
    meeting.venue = "Elsewhere"
    meeting.save()
    take(editor, "correct", meeting, reading="publish")
    assert (live(meeting).number, live(meeting).cause) == (2, Cause.PUBLISHED)


def test_choice_that_does_not_exist_is_refused(editor: Client) -> None:
    meeting = live_meeting()
    answer = take(editor, "publish", meeting, reading="withdraw", note="x")
    assert answer.status_code == 200
    assert Edition.objects.count() == 1
