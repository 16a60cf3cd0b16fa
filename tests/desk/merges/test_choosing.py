"""The page that asks for the other one: whom it suggests, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as made
from tests.desk.merges.merges_by_hand import address, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("made_by", [made.LeaderFactory, made.PartyFactory, made.MeetingFactory])
def test_form_of_a_record_leads_to_merging(editor: Client, made_by: Any) -> None:
    record = made_by()
    form = editor.get(
        reverse(f"admin:coalition_{record._meta.model_name}_change", args=[record.pk])
    )
    assert address(record) in form.content.decode()


def test_choosing_page_suggests_a_namesake(editor: Client, pair: Any) -> None:
    assert address(*pair) in editor.get(address(pair[0])).content.decode()


def test_choosing_page_suggests_another_spelling(editor: Client) -> None:
    leader = made.LeaderFactory(name="N.K. Premachandran", slug="one")
    other = made.LeaderFactory(name="N K Premchandran", slug="two")
    assert address(leader, other) in editor.get(address(leader)).content.decode()


def test_choosing_page_suggests_no_stranger(editor: Client, pair: Any) -> None:
    stranger = made.LeaderFactory(name="Somebody Else")
    assert address(pair[0], stranger) not in editor.get(address(pair[0])).content.decode()


def test_choosing_page_suggests_a_meeting_of_the_same_day_and_city(editor: Client) -> None:
    meeting, twin = (made.MeetingFactory(city="Patna") for _ in range(2))
    assert address(meeting, twin) in editor.get(address(meeting)).content.decode()


def test_plain_choosing_page_lists_every_other_record(editor: Client, pair: Any) -> None:
    page = editor.get(address(pair[0]) + "?plain=1").content.decode()
    assert f'<option value="{pair[1].pk}">' in page
    assert f'<option value="{pair[0].pk}">' not in page


@pytest.mark.parametrize("query", ["other=", "compare=Compare+the+two"])
def test_choosing_nothing_asks_again(editor: Client, pair: Any, query: str) -> None:
    answer = editor.get(f"{address(pair[0])}?{query}")
    assert "This field is required" in answer.content.decode()


def test_choosing_the_record_itself_is_told(editor: Client, pair: Any) -> None:
    answer = editor.get(address(pair[0], pair[0]), follow=True)
    assert "cannot be merged with itself" in told(answer)


@pytest.mark.parametrize("other", ["987654", "x", "-1", "9" * 40])
def test_choosing_what_is_not_there_is_told(editor: Client, pair: Any, other: str) -> None:
    answer = editor.get(f"{address(pair[0])}?other={other}", follow=True)
    assert "The other record is not there" in told(answer)


def test_record_that_is_gone_is_told(editor: Client, pair: Any) -> None:
    path = address(pair[0])
    pair[0].delete()
    assert "It is not there any more" in told(editor.get(path, follow=True))
