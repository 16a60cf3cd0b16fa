"""Text that is no date: an error of ours, which says why and what to write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("yesterday", "not in that notation"),
        ("6 December 2023", "not in that notation"),
        ("2023-06-31", "June has 30 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2023-13", "no month 13"),
        ("2023-25", "no month 25"),
        ("2023-00", "no such month or year"),
        ("2023-12-00", "no such day, month or year"),
        ("0000", "no such month or year"),
        ("-0044", "year is not one of 0001 to 9999"),
        ("Y12023", "year is not one of 0001 to 9999"),
        ("10000-01-01", "year is not one of 0001 to 9999"),
        ("2023-12-06T19:00:00", "not in that notation"),
        ("2023-12-06/2023-07-01", "before it begins"),
        ("[2023-12-21..2023-12-15]", "before it begins"),
        ("[2023-12-08,2023-12-06]", "earliest first"),
        ("[2023-12,2023-12-06]", "earliest first"),
        ("[2023-12-06..,2024]", "earliest first"),
        ("[2023-12-06..2024]", "years, or months, or days"),
        ("[2023~..2024]", "plain year, month or day"),
        ("{..2023-12-06}", "cannot be open"),
        ("../..", "neither a beginning nor an end"),
        ("/", "neither a beginning nor an end"),
        ("[..]", "neither a beginning nor an end"),
        ("[]", "a date is missing"),
        ("[2023", "bracket is not closed"),
        ("XXXX", "nothing about the year"),
        ("XXXX-12-06", "nothing about the year"),
        ("2023-02-3X", "no day of the calendar"),
        ("2023\x00", "invisible control character"),
        ("2023-12-06\n", "invisible control character"),
        ("2023/" * 21, "longer than 100 characters"),
        ("２０２３", "not in that notation"),
    ],
)
def test_text_that_is_no_date(text: str, reason: str) -> None:
    with pytest.raises(ImpreciseDateError, match=reason):
        ImpreciseDate.from_edtf(text)


def test_error_names_the_text_and_the_remedy() -> None:
    with pytest.raises(ImpreciseDateError, match=r"“yesterday”.+2023-12-06.+\[\.\.2023-12-05\]"):
        ImpreciseDate.from_edtf("yesterday")


def test_error_about_disguising_text_shows_none_of_it() -> None:
    with pytest.raises(ImpreciseDateError) as caught:
        ImpreciseDate.from_edtf("2023\u202e")

    assert "\u202e" not in str(caught.value)


@given(st.text(max_size=110))
def test_any_text_is_a_date_or_our_error(text: str) -> None:
    try:
        found = ImpreciseDate.from_edtf(text)
    except ImpreciseDateError:
        return
    assert found.earliest or found.latest


@given(st.text("0123456789X-/.,[]{}?~% xY", max_size=24))
def test_any_text_in_edtf_signs_is_a_date_or_our_error(text: str) -> None:
    try:
        found = ImpreciseDate.from_edtf(text)
    except ImpreciseDateError:
        return
    assert ImpreciseDate.from_edtf(found.edtf) == found
