"""What editors are told when a date cannot be read."""

from __future__ import annotations

import pytest

from coalition.date_phrases import PHRASE_LIMIT, parse_typed
from coalition.imprecise_dates import ImpreciseDateError


@pytest.mark.parametrize("text", ["6/12/2023", "06.12.2023", "6-12-2023"])
def test_figures_with_two_readings(text: str) -> None:
    with pytest.raises(
        ImpreciseDateError,
        match=r"could be 6 December 2023 or 12 June 2023\. Write the month as a word",
    ):
        parse_typed(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("6 December", "“6 December” has no year. Add the year, e.g. 6 December 2023."),
        ("December", "Add the year"),
        ("third week of December", "Add the year"),
        ("before 6 December", "Add the year"),
        ("17-18 July", "Add the year"),
        ("28 June 2023 - 2 July", "Add the year"),
        ("6 Dec 23", "write the year with four digits"),
        ("6/12/23", "write the year with four digits"),
        ("31 June 2023", "There is no 31 June 2023: June has 30 days."),
        ("31/6/2023", "June has 30 days"),
        ("2023-06-31", "June has 30 days"),
        ("29 February 2023", "February 2023 has 28 days"),
        ("0 December 2023", "December has 31 days"),
        ("between 30 and 31 June 2023", "June has 30 days"),
        ("25/25/2023", "25 is no month"),
        ("2023-13-06", "13 is no month"),
        ("Thursday, 6 December 2023", "6 December 2023 was a Wednesday, not a Thursday."),
        ("Sunday 17 - Tuesday 18 July 2023", "17 July 2023 was a Monday, not a Sunday."),
        ("30 December - 2 January 2024", "Exchange the two, or write the year of both."),
        ("2 July 2023 - 28 June 2023", "would end before it begins. Exchange the two."),
        ("8 or 6 December 2023", "would end before it begins"),
        ("2023-24", "For both years write 2023 to 2024; for the financial year write April 2023"),
        ("2023–24", "financial year"),
        ("2023/24", "financial year"),
        ("early 2024", "Write for example between January and March 2024."),
        ("before 0001", "Years run from 0001 to 9999."),
        ("after 9999", "Years run from 0001 to 9999."),
        ("6 December 0000", "There is no year 0000."),
        ("2023-12-06/2023-07-01", "before it begins"),
        ("[2023-12-06", "bracket is not closed"),
        ("", "The date is empty"),
        (" = ", "The date is empty"),
        ("tomorrow", "“tomorrow” was not understood. Write for example 6 December 2023,"),
        ("Wednesday", "was not understood"),
        ("6", "was not understood"),
        ("17 - July 2023", "was not understood"),
        ("fifth week of December 2023", "was not understood"),
        ("first quarter of December 2023", "was not understood"),
        ("before tomorrow", "was not understood"),
        ("six December 2023", "was not understood"),
        ("６ December 2023", "was not understood"),
        ("6 Dec\u202eember 2023", "invisible control character"),
        ("6 December 2023\x00", "invisible control character"),
        ("x" * 121, "Shorten it"),
        ("x" * 121 + " = 2023", "Shorten it"),
        ("x" * (PHRASE_LIMIT + 1), "Shorten it"),
    ],
)
def test_text_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(ImpreciseDateError) as caught:
        parse_typed(text)

    assert message in str(caught.value)
