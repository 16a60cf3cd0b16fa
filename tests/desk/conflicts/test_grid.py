"""The grid: what each report says of each fact, in words, for those who may see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.desk.conflicts.decisions_by_hand import disputed_start, key, url_of
from tests.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_columns_stand_in_the_order_of_publication(editor: Client) -> None:
    meeting = factories.MeetingFactory(timed=True)
    for day, title in ((8, "Later"), (6, "First")):
        source = factories.SourceFactory(
            title=title, published_at=datetime(2023, 12, day, tzinfo=UTC)
        )
        factories.ClaimFactory(meeting=meeting, field="start", source=source)
    page = editor.get(url_of(meeting)).content.decode()
    assert page.index("First<br>") < page.index("Later<br>")


def test_cell_says_value_quote_paragraph_and_speaker(editor: Client) -> None:
    meeting, _claim = disputed_start()
    factories.ClaimFactory(
        meeting=meeting,
        field="start",
        value="half past",
        quote="at half past",
        paragraph=9,
        attribution="an aide",
    )
    page = editor.get(url_of(meeting)).content.decode()
    for words in ("half past", "<q>at half past</q>", "¶ 9", "an aide", "as recorded"):
        assert words in page


def test_silence_is_said_too(editor: Client) -> None:
    meeting, _claim = disputed_start()
    assert (
        '<span class="visually-hidden">silent</span>'
        in editor.get(url_of(meeting)).content.decode()
    )


def test_disagreement_is_marked_in_words(editor: Client) -> None:
    meeting, _claim = disputed_start()
    assert "Sources differ: undecided" in editor.get(url_of(meeting)).content.decode()


def test_fact_on_which_all_agree_has_no_choice(editor: Client) -> None:
    meeting, _claim = disputed_start()
    page = editor.get(url_of(meeting)).content.decode()
    assert f"{key(meeting, 'start')}-choice" in page
    assert f"{key(meeting, 'title')}-choice" not in page


def test_stranger_to_the_desk_is_kept_out() -> None:
    meeting, _claim = disputed_start()
    assert signed_in(factories.dave()).get(url_of(meeting)).status_code == 403
    assert signed_in(factories.erin()).get(url_of(meeting)).status_code == 302


def test_record_that_is_gone_is_a_message(editor: Client) -> None:
    meeting, _claim = disputed_start()
    url = url_of(meeting)
    meeting.delete()
    assert editor.get(url).status_code == 302


def test_grid_of_sixty_rows_costs_as_many_queries_as_one_of_two(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    meeting, _claim = disputed_start()
    for _number in range(60):
        factories.AttendanceFactory(meeting=meeting, sourced=True)
    url = url_of(meeting)
    editor.get(url)
    with django_assert_max_num_queries(16):
        editor.get(url)
