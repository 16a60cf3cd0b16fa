"""Facts on which sources differ, until somebody settles them."""

from __future__ import annotations

from datetime import time

import pytest

from coalition.models import Decision
from tests import factories
from tests.desk.dashboard.board import titles, work

pytestmark = pytest.mark.django_db


def test_fields_on_which_sources_differ_are_disputed_until_settled() -> None:
    meeting = factories.MeetingFactory(title="Dinner")
    for value in ("7 pm", "8 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    [entry] = work(factories.bob(), "disputed").entries
    assert (entry.title, entry.page) == ("Dinner", "conflicts")
    Decision.objects.create(meeting=meeting, field="start", reason="The host says so.")
    assert titles(factories.bob(), "disputed") == []


def test_fact_left_open_stays_on_the_list() -> None:
    meeting = factories.MeetingFactory(title="Dinner")
    for value in ("7 pm", "8 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    Decision.objects.create(meeting=meeting, field="start", is_open=True)
    assert titles(factories.bob(), "disputed") == ["Dinner"]


def test_source_that_contradicts_what_another_bears_out_disputes_it() -> None:
    meeting = factories.MeetingFactory(title="Dinner", start_time=time(19))
    for value in ("", "9 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    assert titles(factories.bob(), "disputed") == ["Dinner"]


def test_source_that_contradicts_a_part_of_what_another_bears_out_disputes_it() -> None:
    meeting = factories.MeetingFactory(title="Dinner", city="New Delhi")
    factories.ClaimFactory(meeting=meeting, field="place")
    factories.ClaimFactory(meeting=meeting, field="city", value="Mumbai")
    assert titles(factories.bob(), "disputed") == ["Dinner"]


def test_source_that_says_the_same_in_other_words_disputes_nothing() -> None:
    meeting = factories.MeetingFactory(start_time=time(19))
    for value in ("", "7 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    assert titles(factories.bob(), "disputed") == []


@pytest.mark.parametrize("values", [("7 pm", "7 PM"), ("7 pm", ""), ("", "")])
def test_sources_that_agree_dispute_nothing(values: tuple[str, str]) -> None:
    meeting = factories.MeetingFactory()
    for value in values:
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    assert titles(factories.bob(), "disputed") == []


@pytest.mark.parametrize(
    ("asserted", "is_listed"),
    [("absent", True), ("Attended", False), ("expected", False), ("", False)],
)
def test_attendance_is_disputed_by_a_source_that_says_otherwise(
    asserted: str, is_listed: bool
) -> None:
    row = factories.AttendanceFactory(meeting__title="Dinner")
    factories.ClaimFactory(attendance=row, value=asserted)
    assert titles(factories.bob(), "disputed") == ["Dinner"] * is_listed


def test_disputed_facts_of_one_record_are_counted_together() -> None:
    meeting = factories.MeetingFactory()
    for _ in range(2):
        row = factories.AttendanceFactory(meeting=meeting)
        factories.ClaimFactory(attendance=row, value="absent")
    [entry] = work(factories.bob(), "disputed").entries
    assert "Sources differ on 2 facts." in entry.detail
