"""What is next: honest about days that nobody has set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from coalition.pages.agenda import plans_ahead
from coalition.pages.vantage import present
from tests.factories import ElectionFactory, ElectionOutcomeFactory, MeetingFactory, published
from tests.pages.reading import read, section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2023-12-18T12:00:00+05:30", tick=False):
        yield


def plan(title: str, date: str | None, **fields: Any) -> None:
    published(MeetingFactory(**{"confirmed": True, **fields}, title=title, date=date))


def agenda() -> list[tuple[str, list[str], list[str]]]:
    """Each group: its heading, what has a day, and what has none."""
    return [
        (
            group.heading,
            [one.summary.title for one in group.exact],
            [one.summary.title for one in group.vague],
        )
        for group in Client().get("/agenda/").context["groups"]
    ]


def test_what_can_come_first_stands_first() -> None:
    plan("Late", "2024-01-10")
    plan("Soon", "2023-12-19")
    plan("Today", "2023-12-18")
    assert agenda() == [("December 2023", ["Today", "Soon"], []), ("January 2024", ["Late"], [])]


def test_some_day_of_a_week_stands_apart_from_set_days() -> None:
    plan("Vague", "[2023-12-20..2023-12-26]", tentative=True)
    plan("Exact", "2023-12-28")
    assert agenda() == [("December 2023", ["Exact"], ["Vague"])]
    words = read("/agenda/")
    assert "On a day that is set" in words
    assert "On some day that is not set" in words


def test_days_one_after_another_are_set_days() -> None:
    plan("Two days", "2023-12-20/2023-12-21")
    assert agenda() == [("December 2023", ["Two days"], [])]


def test_days_apart_that_are_all_named_are_set_days() -> None:
    plan("Two Sundays", "{2023-12-24,2023-12-31}")
    plan("About then", "2023-12-24~")
    assert agenda() == [("December 2023", ["Two Sundays"], ["About then"])]


def test_span_of_several_months_stands_alone_behind_its_first() -> None:
    plan("Wide", "[2023-12-20..2024-02-02]")
    plan("Exact", "2023-12-28")
    plan("Next year", "2024")
    assert agenda() == [
        ("December 2023", ["Exact"], []),
        ("December 2023 to February 2024", [], ["Wide"]),
        ("2024", [], ["Next year"]),
    ]


def test_what_began_to_be_possible_counts_from_today() -> None:
    plan("Third week", "[2023-12-15..2023-12-21]")
    plan("By the end", "[..2023-12-31]")
    plan("Tomorrow", "2023-12-19")
    assert agenda() == [("December 2023", ["Tomorrow"], ["Third week", "By the end"])]


def test_plan_without_a_date_stands_last() -> None:
    plan("Undated", None)
    plan("After Christmas", "[2023-12-25..]")
    plan("Late", "2025-01-10")
    assert [heading for heading, *_ in agenda()] == [
        "December 2023 or later",
        "January 2025",
        "No date yet",
    ]


@pytest.mark.parametrize(
    ("trait", "said"), [("cancelled", "It was called off."), ("postponed", "It was put off.")]
)
def test_what_is_off_is_struck_out_while_its_day_is_ahead(trait: str, said: str) -> None:
    plan("Dropped", "2023-12-20", confirmed=False, **{trait: True})
    html = Client().get("/agenda/").content.decode()
    assert '<s><a href="/meetings/dropped/">Dropped</a></s>' in html
    assert said in html


def test_what_is_off_is_gone_when_its_day_is_over() -> None:
    plan("Dropped", "2023-12-10", confirmed=False, cancelled=True)
    assert "Dropped" not in read("/agenda/")


def test_planned_meeting_whose_day_is_over_stands_apart() -> None:
    plan("Passed", "2023-12-17")
    assert agenda() == []
    assert "Passed" in section(Client().get("/agenda/").content.decode(), "overdue")


def test_held_meeting_is_no_plan_even_if_its_days_are_not_over() -> None:
    plan("Held", "[2023-12-15..2023-12-21]", confirmed=False)
    assert agenda() == []


def test_polling_days_ahead_are_shown() -> None:
    published(ElectionFactory(name="Poll ahead", polling="2024-01-05"))
    published(ElectionFactory(name="Poll over", polling="2023-11-05"))
    published(ElectionFactory(name="Poll some time", polling=None))
    assert agenda() == [("January 2024", ["Poll ahead"], [])]


@pytest.mark.parametrize("polling", ["[2024-01-05..]", "2024-01-05/.."])
def test_polling_that_nobody_knows_the_end_of_is_shown(polling: str) -> None:
    published(ElectionFactory(name="Poll", polling=polling))
    assert agenda() == [("January 2024 or later", [], ["Poll"])]


def test_polling_that_may_have_begun_is_shown_until_its_outcome_is_known() -> None:
    polls = [
        ElectionFactory(name=name, polling="[2023-12-01..]") for name in ("Poll open", "Poll over")
    ]
    ElectionOutcomeFactory(election=polls[1])
    for poll in polls:
        published(poll)
    assert agenda() == [("December 2023 or later", [], ["Poll open"])]


def test_what_is_off_from_some_day_on_is_shown_until_that_day_is_over() -> None:
    for title, date in (("Ahead", "[2023-12-25..]"), ("Past", "[2023-12-10..]")):
        plan(title, date, confirmed=False, cancelled=True)
    assert agenda() == [("December 2023 or later", [], ["Ahead"])]


def test_what_there_is_no_room_for_is_what_would_stand_last() -> None:
    """Days that nobody knows are sorted first by one database, and last by another."""
    dates = {
        "Third week": "[2023-12-15..2023-12-21]",
        "Before Christmas": "[..2023-12-24]",
        "Tomorrow": "2023-12-19",
        "Wide": "[2023-12-15..2024-01-15]",
        "Open": "[2023-12-10..]",
        "New year": "2024-01-01",
        "Next year": "2024",
        "Undated": None,
    }
    for title in sorted(dates):
        plan(title, dates[title])
    for limit in range(1, len(dates) + 1):
        found = [one.summary.title for one in plans_ahead(present(), limit=limit)]
        assert found == list(dates)[:limit]


def test_agenda_of_a_past_day_looks_ahead_from_there() -> None:
    with time_machine.travel("2023-12-01T12:00:00+05:30"):
        plan("Then ahead", "2023-12-10")
    context = Client().get("/agenda/?as_of=2023-12-02").context
    assert [one.summary.title for one in context["groups"][0].exact] == ["Then ahead"]
    assert agenda() == []


def test_readers_can_subscribe() -> None:
    html = Client().get("/agenda/").content.decode()
    assert "http://localhost:8000/calendar.ics" in html
    assert "No meeting is announced" in html


def test_draft_is_no_plan() -> None:
    MeetingFactory(title="Drafted", confirmed=True, date="2023-12-20")
    assert "Drafted" not in read("/agenda/")
