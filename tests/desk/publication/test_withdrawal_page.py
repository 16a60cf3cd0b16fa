"""The page that withdraws: who carries a record, speaks of it and refers to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.desk.publication.meetings_to_publish import live_meeting, page_of

pytestmark = pytest.mark.django_db


def test_withdrawal_shows_who_carries_speaks_of_and_refers_to_it(editor: Client) -> None:
    meeting = live_meeting(title="The dinner")
    talk = factories.SeatSharingTalkFactory(
        title="Talks at the dinner", meetings=[meeting], sourced=True, approved=True
    )
    factories.published(talk)
    factories.MeetingFactory(title="A draft that follows", follows=meeting)
    page = page_of(editor, meeting, "withdraw")
    assert "Public pages that speak of it" in page
    assert f'href="/seat-sharing/{talk.slug}/"' in page
    assert "A draft that follows" in page
    carried = page_of(editor, talk, "withdraw")
    assert "Public pages that carry its words" in carried
    assert f'href="/meetings/{meeting.slug}/"' in carried


def test_withdrawal_of_what_nothing_links_to_says_so(editor: Client) -> None:
    assert "Nothing does" in page_of(editor, live_meeting(), "withdraw")


def test_withdrawal_lists_records_by_their_rows(editor: Client) -> None:
    row = factories.AttendanceFactory(meeting__title="Where she spoke")
    factories.published(row.leader)
    page = page_of(editor, row.leader, "withdraw")
    change = reverse("admin:coalition_meeting_change", args=[row.meeting_id])
    assert f'<a href="{change}">Where she spoke</a>' in page


@pytest.mark.parametrize("meetings", [1, 15])
def test_withdrawal_page_asks_a_bounded_number_of_queries(
    editor: Client, django_assert_max_num_queries: Any, meetings: int
) -> None:
    leader = factories.LeaderFactory()
    factories.published(leader)
    for _ in range(meetings):
        row = factories.AttendanceFactory(leader=leader, sourced=True)
        factories.published(row.meeting)
    with django_assert_max_num_queries(22):
        page_of(editor, leader, "withdraw")
