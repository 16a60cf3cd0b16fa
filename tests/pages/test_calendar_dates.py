"""What an event of a calendar says of the days that it stands on, and why it stands on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from tests.factories import MeetingFactory, published

pytestmark = pytest.mark.django_db


def lines_of(edtf: str, path: str = "/meetings/dinner.ics") -> list[str]:
    published(MeetingFactory(title="Dinner", date=edtf))
    (only,) = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    description: Any = only["DESCRIPTION"]
    return str(description).splitlines()


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2024-02-06~", "The exact day is not known. It is shown on the day that is named."),
        ("2024-02-06?", "The exact day is not known. It is shown on the day that is named."),
        ("2024-02~", "The exact day is not known. It is shown on every day that is named."),
        (
            "[2024-02-01..2024-02-03]",
            "The exact day is not known. It is shown on every day that it can be.",
        ),
    ],
)
def test_about_a_day_is_shown_on_that_day_and_on_no_other(edtf: str, said: str) -> None:
    assert said in lines_of(edtf)


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("{2024-02-01,2024-02-05}", "1 February 2024, 5 February 2024"),
        ("{2024-02-01..2024-02-03,2024-02-05}", "1 to 3 February 2024, 5 February 2024"),
        ("{2024-02,2024-04}", "February 2024, April 2024"),
        ("{2024-02-01~,2024-02-05}", "about 1 February 2024, 5 February 2024"),
        ("2023-12/2024-02", "December 2023 to February 2024"),
        # What only the label can say, it says.
        ("2024-02-01~/2024-02-05", "about 1 February 2024 – 5 February 2024"),
    ],
)
def test_more_than_one_day_is_said_to_be_just_that(edtf: str, days: str) -> None:
    lines = lines_of(edtf)
    shown = "It is shown from the first day that is named to the last."
    assert f"It takes more than one day: {days}. {shown}" in lines
    assert not any("exact day" in line for line in lines)


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2024-02-01/..", "No end is recorded. It is shown on the first day that is named."),
        ("2024-02-01/", "No end is recorded. It is shown on the first day that is named."),
        ("../2024-02-01", "No beginning is recorded. It is shown on the last day that is named."),
    ],
)
def test_interval_with_an_open_side_says_which_side_is_open(edtf: str, said: str) -> None:
    assert said in lines_of(edtf)


def test_days_are_named_in_the_language_of_the_calendar() -> None:
    lines = lines_of("{2024-02-01,2024-02-05}", "/hi/meetings/dinner.ics")
    assert any("1 फरवरी 2024, 5 फरवरी 2024" in line for line in lines)
