"""The page that shows the two side by side, and says what a merge would do."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.models import Leader
from tests import factories as made
from tests.desk.forms_by_hand import fields_of
from tests.desk.merges.merges_by_hand import address

pytestmark = pytest.mark.django_db


#: Pinned: who asks and may, the two records, what points at them, and how they stand in public.
QUERIES = 21


def test_page_asks_about_a_field_in_which_they_differ(editor: Client, pair: Any) -> None:
    form = fields_of(editor.get(address(*pair)).content.decode())
    assert form["keep-summary"] == "primary"


def test_page_offers_to_swap(editor: Client, pair: Any) -> None:
    assert address(pair[1], pair[0]) in editor.get(address(*pair)).content.decode()


def test_page_says_what_readers_will_notice(editor: Client, pair: Any) -> None:
    for leader in pair:
        made.published(leader)
    page = editor.get(address(*pair)).content.decode()
    assert "leads to the page that stays" in page


def test_page_says_what_closes_the_gates(editor: Client, pair: Any) -> None:
    made.published(pair[1])
    page = editor.get(address(*pair)).content.decode()
    assert "They cannot be merged yet" in page
    assert "It is not approved yet" in page


def test_page_warns_of_two_wikidata_ids(editor: Client) -> None:
    primary, other = made.LeaderFactory(wikidata_id="Q1"), made.LeaderFactory(wikidata_id="Q2")
    assert (
        "Their Wikidata ids are not the same"
        in editor.get(address(primary, other)).content.decode()
    )


def test_page_escapes_names(editor: Client, pair: Any) -> None:
    Leader.objects.filter(pk=pair[1].pk).update(name="<b>bold</b>")
    assert "<b>bold</b>" not in editor.get(address(*pair)).content.decode()


@pytest.mark.parametrize("attendances", [2, 200])
def test_page_costs_the_same_however_much_moves(
    editor: Client, pair: Any, attendances: int, django_assert_num_queries: Any
) -> None:
    primary, other = pair
    for number in range(attendances):
        meeting = made.MeetingFactory()
        made.AttendanceFactory(meeting=meeting, leader=other, sourced=number < 3)
        if number % 2:
            made.AttendanceFactory(meeting=meeting, leader=primary)
    path = address(*pair)
    editor.get(path)
    with django_assert_num_queries(QUERIES):
        editor.get(path)
