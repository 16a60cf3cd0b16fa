"""What editors type for a date, and the date that it is read as."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.date_phrases import parse_typed, typed_form
from coalition.edtf_moments import MONTHS
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from tests.drawn_dates import days

words = st.sampled_from(
    [
        *(
            "6",
            "17-18",
            "31",
            "0",
            "1st",
            "2023",
            "0000",
            "9999",
            "2023-12",
            "6/12/2023",
            "30.6.23",
        ),
        *("December", "jan", "Sept.", "Feb", "June", "Wednesday,", "thu", "first", "third", "last"),
        *("week", "half", "quarter", "of", "in", "early", "mid-", "late", "end of", "the", "Q2"),
        *("before", "by", "after", "since", "until", "on or after", "no later than", "onwards"),
        *(
            "between",
            "and",
            "or",
            "to",
            "from",
            "-",
            "–",
            "about",
            "circa",
            "c.",
            "?",
            "(uncertain)",
        ),
        *("=", "[", "..", "]", "/", "{", ",", "~", "%", "X", "\u202e", "\x00", "ſ", "İ", "１２"),
    ]
)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("6 December 2023", "2023-12-06"),
        ("6 Dec 2023", "2023-12-06"),
        ("6 Dec. 2023", "2023-12-06"),
        ("6 December, 2023", "2023-12-06"),
        ("December 6, 2023", "2023-12-06"),
        ("Dec 6 2023", "2023-12-06"),
        ("6th December 2023", "2023-12-06"),
        ("the 6th of December, 2023", "2023-12-06"),
        ("1st Sept 2023", "2023-09-01"),
        ("6-Dec-2023", "2023-12-06"),
        ("on 6 DECEMBER 2023.", "2023-12-06"),
        ("Wednesday, 6 December 2023", "2023-12-06"),
        ("Wed Dec 6 2023", "2023-12-06"),
        ("13/12/2023", "2023-12-13"),
        ("13.12.2023", "2023-12-13"),
        ("13-12-2023", "2023-12-13"),
        ("12/25/2023", "2023-12-25"),
        ("6/6/2023", "2023-06-06"),
        ("December 2023", "2023-12"),
        ("in Dec 2023", "2023-12"),
        ("first week of December 2023", "[2023-12-01..2023-12-07]"),
        ("second week of December 2023", "[2023-12-08..2023-12-14]"),
        ("the third week of December, 2023", "[2023-12-15..2023-12-21]"),
        ("3rd week of Dec 2023", "[2023-12-15..2023-12-21]"),
        ("fourth week in December 2023", "[2023-12-22..2023-12-28]"),
        ("last week of December 2023", "[2023-12-25..2023-12-31]"),
        ("last week of February 2024", "[2024-02-23..2024-02-29]"),
        ("early December 2023", "[2023-12-01..2023-12-10]"),
        ("mid-December 2023", "[2023-12-11..2023-12-20]"),
        ("mid December 2023", "[2023-12-11..2023-12-20]"),
        ("late February 2024", "[2024-02-21..2024-02-29]"),
        ("end of June 2023", "[2023-06-21..2023-06-30]"),
        ("first half of December 2023", "[2023-12-01..2023-12-15]"),
        ("second half of December 2023", "[2023-12-16..2023-12-31]"),
        ("first half of 2024", "[2024-01-01..2024-06-30]"),
        ("second half of 2024", "[2024-07-01..2024-12-31]"),
        ("last quarter of 2023", "[2023-10-01..2023-12-31]"),
        ("Q2 2024", "[2024-04-01..2024-06-30]"),
        ("before 6 December 2023", "[..2023-12-05]"),
        ("before 1 January 2024", "[..2023-12-31]"),
        ("before December 2023", "[..2023-11]"),
        ("before January 2024", "[..2023-12]"),
        ("before 2023", "[..2022]"),
        ("before the third week of December 2023", "[..2023-12-14]"),
        ("by 6 December 2023", "[..2023-12-06]"),
        ("by the end of December 2023", "[..2023-12-31]"),
        ("no later than 6 December 2023", "[..2023-12-06]"),
        ("after 6 December 2023", "[2023-12-07..]"),
        ("after December 2023", "[2024-01..]"),
        ("on or after 6 December 2023", "[2023-12-06..]"),
        ("since 18 July 2023", "2023-07-18/.."),
        ("since 2022", "2022/.."),
        ("from 18 July 2023 onwards", "2023-07-18/.."),
        ("until 28 January 2024", "../2024-01-28"),
        ("17-18 July 2023", "2023-07-17/2023-07-18"),
        ("17–18 July 2023", "2023-07-17/2023-07-18"),
        ("17 — 18 July 2023", "2023-07-17/2023-07-18"),
        ("17 to 18 July 2023", "2023-07-17/2023-07-18"),
        ("17 and 18 July 2023", "2023-07-17/2023-07-18"),
        ("17 and 19 July 2023", "{2023-07-17,2023-07-19}"),
        ("31 July and 1 August 2023", "2023-07-31/2023-08-01"),
        ("Monday 17 - Tuesday 18 July 2023", "2023-07-17/2023-07-18"),
        ("July 17-18, 2023", "2023-07-17/2023-07-18"),
        ("June 28 - July 2, 2023", "2023-06-28/2023-07-02"),
        ("28 June - 2 July 2023", "2023-06-28/2023-07-02"),
        ("from 28 June to 2 July 2023", "2023-06-28/2023-07-02"),
        ("30 December 2023 - 2 January 2024", "2023-12-30/2024-01-02"),
        ("2023-12-30 to 2024-01-02", "2023-12-30/2024-01-02"),
        ("June–July 2023", "2023-06/2023-07"),
        ("2023 to 2024", "2023/2024"),
        ("between 15 and 21 December 2023", "[2023-12-15..2023-12-21]"),
        ("between December 15 and 21, 2023", "[2023-12-15..2023-12-21]"),
        ("between 28 June and 2 July 2023", "[2023-06-28..2023-07-02]"),
        ("between June and July 2023", "[2023-06..2023-07]"),
        ("between 15 December 2023 and January 2024", "[2023-12-15..2024-01-31]"),
        ("6 or 8 December 2023", "[2023-12-06,2023-12-08]"),
        ("either 6 or 8 December 2023", "[2023-12-06,2023-12-08]"),
        ("about December 2023", "2023-12~"),
        ("around 6 December 2023", "2023-12-06~"),
        ("circa 2023", "2023~"),
        ("c. 2023", "2023~"),
        ("December 2023?", "2023-12?"),
        ("6 December 2023 ?", "2023-12-06?"),
        ("December 2023 (uncertain)", "2023-12?"),
        ("about December 2023 (uncertain)", "2023-12%"),
    ],
)
def test_phrase_with_the_wording_as_its_label(text: str, edtf: str) -> None:
    assert parse_typed(text) == ImpreciseDate.from_edtf(edtf, label=text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2023-12-06", "6 December 2023"),
        ("2023–12–06", "6 December 2023"),
        (" 2023-12 ", "December 2023"),
        ("2023-12?", "December 2023 (uncertain)"),
        ("2023-07-17/2023-07-18", "17–18 July 2023"),
        ("[2023-12-15 .. 2023-12-21]", "between 15 and 21 December 2023"),
        ("[..2023-12-05]", "before 6 December 2023"),
        ("202x", "the 2020s"),
    ],
)
def test_edtf_has_a_generated_label(text: str, label: str) -> None:
    assert parse_typed(text).label == label


def test_label_is_the_wording_with_its_white_space_collapsed() -> None:
    assert (
        parse_typed("  Third\tweek  of\u00a0December\n2023 ").label == "Third week of December 2023"
    )


@pytest.mark.parametrize(
    ("text", "label", "edtf"),
    [
        (
            "Diwali week = between 12 and 18 November 2023",
            "Diwali week",
            "[2023-11-12..2023-11-18]",
        ),
        ("third week of December = [2023-12-15..2023-12-21]", None, "[2023-12-15..2023-12-21]"),
        ("winter=2023-24", "winter", "2023-24"),
        ("x = y = 2023", "x = y", "2023"),
        ("= 2023-12", "December 2023", "2023-12"),
    ],
)
def test_words_with_their_meaning(text: str, label: str | None, edtf: str) -> None:
    expected = label or text.partition(" = ")[0]

    assert parse_typed(text) == ImpreciseDate.from_edtf(edtf, label=expected)


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=9).map(" ".join)))
def test_any_text_is_a_date_or_our_error(text: str) -> None:
    try:
        value = parse_typed(text)
    except ImpreciseDateError:
        return
    assert ImpreciseDate.from_edtf(value.edtf, label=value.label) == value
    assert parse_typed(typed_form(value)) == value


@given(days)
def test_every_way_to_write_a_day(day: date) -> None:
    month = MONTHS[day.month - 1]
    spellings = [
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day:%A}, {day.day} {month} {day.year}",
        day.isoformat(),
    ]

    assert {parse_typed(text).edtf for text in spellings} == {day.isoformat()}
